pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// A window nearby: its plate, its name in both languages, and on its own side an arrow to it.
Rectangle {
    id: root

    required property string plate
    required property string name
    required property string english
    required property bool onLeft

    radius: Theme.radiusOfCard
    color: Theme.surface
    border.color: Theme.line
    border.width: Theme.hairline

    Icon {
        x: root.onLeft ? Theme.px(3.5) : root.width - Theme.px(3.5) - width
        y: Math.round((root.height - height) / 2)
        width: Theme.px(9)
        height: width
        name: root.onLeft ? "left" : "right"
        ink: Theme.ink
    }
    Rectangle {
        id: plate

        x: Theme.px(root.onLeft ? 15.5 : 6)
        y: Math.round((root.height - height) / 2)
        width: Theme.px(16)
        height: width
        radius: Theme.radiusOfKey
        color: Theme.pine

        Caption {
            objectName: "neighbourPlate"
            x: Theme.px(1)
            width: parent.width - 2 * x
            horizontalAlignment: Text.AlignHCenter
            bold: true
            fit: true
            size: 11
            middle: 8
            color: Theme.paperWhite
            text: root.plate
        }
    }
    Caption {
        objectName: "neighbourName"
        x: plate.x + plate.width + Theme.px(3)
        width: root.width - x - Theme.px(root.onLeft ? 3 : 15)
        bold: true
        fit: true
        size: 4.6
        middle: root.height / Theme.unit / 2 - 2.6
        text: root.name
    }
    Caption {
        objectName: "neighbourEnglish"
        x: plate.x + plate.width + Theme.px(3)
        width: root.width - x - Theme.px(root.onLeft ? 3 : 15)
        fit: true
        size: 3
        middle: root.height / Theme.unit / 2 + 3.4
        color: Theme.ink2
        text: root.english
    }
}
