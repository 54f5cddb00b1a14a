pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// What staff see. Built when the hidden corner first opens it, and kept from then on.
Item {
    id: root

    required property KioskViewModel viewModel
    // Constant in Python; the type dump of PySide6 6.11 leaves that out.
    readonly property StaffViewModel staff:
        root.viewModel.staff // qmllint disable stale-property-read

    PinPadScreen {
        objectName: "pinPad"
        anchors.fill: parent
        visible: root.viewModel.screen === Screens.Kind.PIN_PAD
        viewModel: root.staff.pad // qmllint disable stale-property-read
    }
    PanelScreen {
        objectName: "panel"
        anchors.fill: parent
        visible: root.viewModel.screen === Screens.Kind.PANEL
        viewModel: root.staff.panel // qmllint disable stale-property-read
        sheet: root.staff.sheet // qmllint disable stale-property-read
        english: root.viewModel.head.english // qmllint disable stale-property-read
    }
}
