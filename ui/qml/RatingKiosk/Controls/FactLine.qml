pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// One fact: a tick for what is done, an amber dot for what is waited for, a square for what is
// wrong; the words say it too.
Item {
    id: root

    required property string kind
    required property string text

    height: Theme.px(5.2)

    Icon {
        width: Theme.px(3.8)
        height: width
        y: Math.round((root.height - height) / 2)
        visible: root.kind === "done"
        name: "tick"
        ink: Theme.pine
    }
    Rectangle {
        x: Theme.px(0.9)
        y: Math.round((root.height - height) / 2)
        width: Theme.px(2)
        height: width
        radius: root.kind === "wrong" ? 0 : width / 2
        visible: root.kind !== "done"
        color: Theme.amber
        border.width: Theme.hairline
        border.color: Theme.star
    }
    Caption {
        objectName: "fact"
        x: Theme.px(5.4)
        width: root.width - x
        fit: true
        bold: root.kind !== "done"
        size: 3.2
        middle: root.height / Theme.unit / 2
        text: root.text
    }
}
