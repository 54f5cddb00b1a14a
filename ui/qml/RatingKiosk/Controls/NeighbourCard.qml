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
    Column {
        id: words

        objectName: "words"
        x: plate.x + plate.width + Theme.px(3)
        y: Math.round((root.height - height) / 2)
        width: root.width - x - Theme.px(root.onLeft ? 3 : 14)
        spacing: Theme.px(0.6)

        Caption {
            objectName: "neighbourName"
            y: 0
            width: parent.width
            bold: true
            // On one line where it fits, else on two, and only then smaller.
            size: Math.max(3, Math.min(4.6, 1.8 * words.width / Theme.unit / Math.max(1,
                                                                                      text.length)))
            wrapMode: Text.Wrap
            lineHeight: 0.85
            text: root.name
        }
        Caption {
            objectName: "neighbourEnglish"
            y: 0
            width: parent.width
            size: 3
            wrapMode: Text.Wrap
            lineHeight: 0.85
            color: Theme.ink2
            text: root.english
        }
    }
}
