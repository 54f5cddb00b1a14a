pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// The ways out of the set-up and the other language, on every station.
Row {
    id: root

    required property SetUpViewModel viewModel
    required property bool english
    property bool onPine: false
    // Once all is done there is nothing to be put off.
    property bool leaves: true
    property real each: Theme.px(14)
    readonly property real reach: Theme.px(1)

    spacing: Theme.px(2)

    Utility {
        objectName: "language"
        width: root.each
        height: root.height
        onPine: root.onPine
        sign: "文A"
        label: root.english ? "中文" : "English"
        reachLeft: root.reach
        reachRight: root.reach
        reachTop: root.reach
        reachBottom: root.reach
        onTapped: root.viewModel.switchLanguage()
    }
    Utility {
        objectName: "alone"
        width: root.each
        height: root.height
        visible: root.leaves && !root.viewModel.fixed
        onPine: root.onPine
        icon: "alone"
        label: qsTr("单机使用")
        reachLeft: root.reach
        reachRight: root.reach
        reachTop: root.reach
        reachBottom: root.reach
        onTapped: root.viewModel.alone()
    }
    Utility {
        objectName: "later"
        width: root.each
        height: root.height
        visible: root.leaves
        onPine: root.onPine
        icon: "later"
        label: qsTr("以后再说")
        reachLeft: root.reach
        reachRight: root.reach
        reachTop: root.reach
        reachBottom: root.reach
        onTapped: root.viewModel.later()
    }
}
