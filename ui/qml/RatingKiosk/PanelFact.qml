pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// One fact about the terminal: a title, the fact in bold, what it means in a line.
Rectangle {
    id: root

    required property string icon
    required property string title
    required property string line
    required property string note
    required property bool attention
    readonly property real tall: root.height / Theme.unit

    radius: Theme.radiusOfCard
    color: Theme.surface
    border.color: Theme.line
    border.width: Theme.hairline

    Icon {
        x: Theme.px(3)
        y: Theme.px(root.tall * 0.24) - Math.round(height / 2)
        width: Theme.px(4)
        height: width
        name: root.icon
        ink: root.attention ? Theme.star : Theme.pine
    }
    Caption {
        x: Theme.px(8)
        width: root.width - x - Theme.px(2.4)
        fit: true
        least: 2.6
        size: 3
        middle: root.tall * 0.24
        color: Theme.ink2
        text: root.title
    }
    Caption {
        objectName: "factLine"
        x: Theme.px(3)
        width: root.width - x - Theme.px(2.4)
        bold: true
        fit: true
        least: 2.6
        size: Theme.portrait ? 3.9 : 4.2
        middle: root.tall * 0.53
        text: root.line
    }
    Caption {
        objectName: "factNote"
        x: Theme.px(3)
        width: root.width - x - Theme.px(2.4)
        fit: true
        least: 2.4
        size: 2.8
        middle: root.tall * 0.8
        color: Theme.ink2
        text: root.note
    }
}
