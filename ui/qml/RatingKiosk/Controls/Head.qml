pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// The window's plate with its name and the hall's, top left on almost every screen.
Item {
    id: root

    required property HeadViewModel viewModel
    property bool onPine: false
    readonly property real side: Theme.portrait ? 15 : 12

    height: Theme.px(root.side)

    Rectangle {
        id: plate

        width: Theme.px(root.side)
        height: width
        radius: Theme.radiusOfKey
        color: root.onPine ? Theme.paperWhite : Theme.pine

        Caption {
            objectName: "plate"
            x: Theme.px(1)
            width: parent.width - 2 * x
            horizontalAlignment: Text.AlignHCenter
            bold: true
            fit: true
            size: root.side * 0.7
            middle: root.side / 2
            color: root.onPine ? Theme.pine : Theme.paperWhite
            text: root.viewModel.plate
        }
    }
    Caption {
        objectName: "windowName"
        anchors.left: plate.right
        anchors.leftMargin: Theme.px(2.5)
        anchors.right: parent.right
        bold: true
        fit: true
        size: Theme.portrait ? (Theme.large ? 6 : 5) : (Theme.large ? 5 : 4)
        middle: root.side * (Theme.large ? 0.52 : 0.34)
        color: root.onPine ? Theme.paperWhite : Theme.ink
        text: root.viewModel.windowName
    }
    Caption {
        objectName: "hallName"
        anchors.left: plate.right
        anchors.leftMargin: Theme.px(2.5)
        anchors.right: parent.right
        visible: !Theme.large
        fit: true
        size: Theme.portrait ? 3.5 : 3
        middle: root.side * 0.76
        color: root.onPine ? Theme.pineText : Theme.ink2
        text: root.viewModel.hallName
    }
}
