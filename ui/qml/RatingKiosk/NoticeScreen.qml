pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// Paused, closed, out of order: a sign on pine that can be read from the door.
Rectangle {
    id: root

    required property NoticeViewModel viewModel
    required property HeadViewModel head
    readonly property real centre: root.height / Theme.unit / 2

    color: Theme.pine

    Head {
        x: Theme.margin
        y: Theme.px(Theme.portrait ? 6 : 4)
        width: clock.x - Theme.px(3) - x
        viewModel: root.head
        onPine: true
    }
    Caption {
        id: clock

        objectName: "clock"
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        size: 5.6
        middle: Theme.portrait ? 13.5 : 10.2
        color: Theme.pineText
        text: root.head.clock
    }
    Caption {
        objectName: "sign"
        x: Theme.margin
        width: root.width - 2 * x
        bold: true
        fit: true
        size: root.viewModel.quiet ? 11 : 15
        tracking: 0.06
        middle: root.centre - (root.viewModel.quiet ? 6.8 : 4.6)
        color: Theme.paperWhite
        text: root.viewModel.sign
    }
    Caption {
        objectName: "line"
        x: Theme.margin
        width: root.width - 2 * x
        fit: true
        size: 4.6
        middle: root.centre + (root.viewModel.quiet ? 3.6 : 8.8)
        color: Theme.paperWhite
        text: root.viewModel.line
    }
    Caption {
        objectName: "english"
        x: Theme.margin
        width: root.width - 2 * x
        fit: true
        size: 3.5
        middle: root.centre + (root.viewModel.quiet ? 10.1 : 15.4)
        color: Theme.pineText
        text: root.viewModel.english
    }
    Row {
        x: Theme.portrait ? Theme.margin : root.width - Theme.margin - width
        y: Theme.px(root.centre + (Theme.portrait ? -34 : 2)) - Math.round(height / 2)
        spacing: Theme.px(4.5)
        visible: root.viewModel.strokes

        Repeater {
            model: 2

            Rectangle {
                width: Theme.px(7.5)
                height: Theme.px(29)
                radius: Theme.px(2)
                color: Theme.amber
            }
        }
    }
}
