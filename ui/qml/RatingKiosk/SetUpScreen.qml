pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// From the box to the window: touch test, address, enrolment, done. Shown once, loaded only then.
Rectangle {
    id: root

    required property SetUpViewModel viewModel
    required property bool english
    readonly property bool touching: root.viewModel.station === 0
    readonly property bool addressing: root.viewModel.station === 1
    readonly property real pineLeft: root.width - Theme.px(62)
    readonly property bool onPine: !Theme.portrait && !root.addressing

    objectName: "setUp"
    color: Theme.paper

    SetUpTouch {
        anchors.fill: parent
        visible: root.touching
        viewModel: root.viewModel
        english: root.english
    }
    SetUpAddress {
        anchors.fill: parent
        visible: root.addressing
        viewModel: root.viewModel
    }
    SetUpEnrolment {
        anchors.fill: parent
        visible: root.viewModel.station > 1
        viewModel: root.viewModel
        pineLeft: root.pineLeft
        done: root.viewModel.station === 3
    }
    StationLine {
        x: Theme.px(Theme.portrait ? 5 : 6)
        y: Theme.px(Theme.portrait ? 7 : 4.5)
        width: (Theme.portrait ? root.width : root.pineLeft) - 2 * x
        visible: !root.touching
        // Constant in Python; the type dump of PySide6 6.11 leaves that out.
        stops: root.viewModel.stops // qmllint disable stale-property-read
    }
    SetUpUtilities {
        x: Theme.portrait ? Theme.margin : root.width - Theme.margin - width
        y: Theme.portrait ? root.height - Theme.px(20) : Theme.px(4)
        height: Theme.px(Theme.portrait ? 14 : 12)
        each: Theme.portrait ? Math.floor((root.width - 2 * Theme.margin - Theme.px(4)) / 3) :
                               Theme.px(14)
        visible: !root.touching
        viewModel: root.viewModel
        english: root.english
        onPine: root.onPine
        leaves: root.viewModel.station < 3
    }
}
