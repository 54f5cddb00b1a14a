pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// A value from 0 to 10 with a key on either side.
Item {
    id: root

    property string label
    property string icon
    property string name
    property int value: 0
    property int least: 0
    property bool usable: true
    readonly property real keyWidth: Math.max(Theme.px(16), Theme.target - Theme.px(2))

    signal stepped(int by)

    Icon {
        y: Math.round((root.height - height) / 2)
        width: Theme.px(4.6)
        height: width
        name: root.icon
        ink: root.usable ? Theme.pine : Theme.disabledText
    }
    Caption {
        objectName: "stepperLabel"
        x: Theme.px(6.4)
        width: minus.x - x - Theme.px(1.5)
        bold: true
        fit: true
        least: 2.6
        size: 3.6
        middle: root.height / Theme.unit / 2
        color: root.usable ? Theme.ink : Theme.disabledText
        text: root.label
    }
    StaffKey {
        id: minus

        objectName: root.name + "-minus"
        x: Theme.px(24)
        width: root.keyWidth
        height: root.height
        icon: "minus"
        usable: root.usable && root.value > root.least
        reachLeft: Theme.px(1)
        reachRight: Theme.px(1)
        reachTop: Theme.px(1)
        reachBottom: Theme.px(1)
        onTapped: root.stepped(-1)
    }
    Row {
        id: bars

        readonly property real room: plus.x - minus.x - minus.width - Theme.px(4)

        x: minus.x + minus.width + Theme.px(2)
        y: Math.round((root.height - height) / 2)
        height: Theme.px(6)
        spacing: bars.room * 0.03

        Repeater {
            model: 10

            Rectangle {
                required property int index

                width: bars.room * 0.07
                height: bars.height
                radius: Theme.px(0.5)
                color: index < root.value && root.usable ? Theme.pine : Theme.sunk
            }
        }
    }
    StaffKey {
        id: plus

        objectName: root.name + "-plus"
        x: root.width - width
        width: root.keyWidth
        height: root.height
        icon: "plus"
        usable: root.usable && root.value < 10
        reachLeft: Theme.px(1)
        reachRight: Theme.px(1)
        reachTop: Theme.px(1)
        reachBottom: Theme.px(1)
        onTapped: root.stepped(1)
    }
}
