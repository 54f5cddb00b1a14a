pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// The one window. Every screen exists once; which one is up is the view model's to say.
Window {
    id: root

    required property KioskViewModel viewModel
    property real pixelsPerMillimetre: 0
    property bool ornament: true
    // Constant in Python; the type dump of PySide6 6.11 leaves that out.
    readonly property HeadViewModel head: root.viewModel.head // qmllint disable stale-property-read
    readonly property ModesViewModel modes:
        root.viewModel.modes // qmllint disable stale-property-read
    readonly property StaffViewModel staff:
        root.viewModel.staff // qmllint disable stale-property-read

    property int before: Screens.Kind.RATE

    title: "一评"
    flags: Qt.Window | Qt.FramelessWindowHint
    color: Theme.paper
    // There is no way out for a citizen: the program is ended by its supervisor.
    onClosing: close => close.accepted = false

    Connections {
        target: root.viewModel

        function onScreenChanged() {
            if (root.before === Screens.Kind.IDLE && root.viewModel.screen === Screens.Kind.RATE)
                rate.rise();
            root.before = root.viewModel.screen;
        }
    }
    Binding {
        target: Theme
        property: "panelWidth"
        value: root.width
    }
    Binding {
        target: Theme
        property: "panelHeight"
        value: root.height
    }
    Binding {
        target: Theme
        property: "pixelsPerMillimetre"
        value: root.pixelsPerMillimetre
    }
    Binding {
        target: Theme
        property: "ornament"
        value: root.ornament && root.modes.ornament
    }
    Binding {
        target: Theme
        property: "large"
        value: root.modes.large
    }
    Binding {
        target: Theme
        property: "low"
        value: root.modes.low
    }
    Binding {
        target: Theme
        property: "contrast"
        value: root.modes.contrast
    }
    Binding {
        target: Theme
        property: "latin"
        value: root.head.english
    }
    Item {
        anchors.fill: parent
        enabled: root.viewModel.armed

        RateScreen {
            id: rate

            objectName: "rate"
            x: Theme.px(root.viewModel.driftX)
            y: Theme.px(root.viewModel.driftY)
            width: root.width
            height: root.height
            visible: root.viewModel.screen === Screens.Kind.RATE
            viewModel: root.viewModel.rate // qmllint disable stale-property-read
            head: root.head
            modes: root.modes
        }
        ReasonsScreen {
            objectName: "reasons"
            anchors.fill: parent
            visible: root.viewModel.screen === Screens.Kind.REASONS
            viewModel: root.viewModel.reasons
        }
        ThanksScreen {
            objectName: "thanks"
            anchors.fill: parent
            visible: root.viewModel.screen === Screens.Kind.THANKS
            viewModel: root.viewModel.thanks
            head: root.head
        }
        NoticeScreen {
            objectName: "notice"
            x: Theme.px(root.viewModel.driftX)
            y: Theme.px(root.viewModel.driftY)
            width: root.width
            height: root.height
            visible: root.viewModel.screen === Screens.Kind.NOTICE
            viewModel: root.viewModel.notice // qmllint disable stale-property-read
            head: root.head
        }
        // Not built before the hidden corner opens it, and kept from then on: the start goes
        // before, and nothing is ever built anew.
        Loader {
            readonly property bool wanted: root.viewModel.screen === Screens.Kind.PIN_PAD
                                           || root.viewModel.screen === Screens.Kind.PANEL

            anchors.fill: parent
            visible: wanted
            onWantedChanged: {
                if (wanted && status === Loader.Null)
                    setSource("StaffScreens.qml", {
                                  "viewModel": root.viewModel
                              });
            }
        }
        // Built with the first announcement, for the same reasons.
        Loader {
            readonly property bool wanted: root.viewModel.screen === Screens.Kind.IDLE

            x: Theme.px(root.viewModel.driftX)
            y: Theme.px(root.viewModel.driftY)
            width: root.width
            height: root.height
            visible: wanted
            onWantedChanged: {
                if (wanted && status === Loader.Null)
                    setSource("IdleScreen.qml", {
                                  "viewModel": root.viewModel.idle,
                                  "head": root.head
                              });
            }
        }
        // Only while it is up: it is shown once in a terminal's life.
        Loader {
            readonly property bool wanted: root.viewModel.screen === Screens.Kind.SET_UP

            anchors.fill: parent
            onWantedChanged: wanted ? setSource("SetUpScreen.qml", {
                                                    viewModel: root.viewModel.setUp,
                                                    english: Qt.binding(() => root.head.english)
                                                }) : setSource("")
        }
    }
    // Sees every touch and keeps none of them from what lies beneath: the staff's hidden corner.
    Item {
        anchors.fill: parent

        PointHandler {
            onActiveChanged: {
                if (!active)
                    return;
                root.staff.touched(point.position.x < Theme.corner && point.position.y
                                   < Theme.corner);
                // Somebody is there: the announcements wait. Where they are up, only a finished
                // touch ends them.
                if (root.viewModel.screen !== Screens.Kind.IDLE)
                    root.viewModel.touch();
            }
        }
    }
}
