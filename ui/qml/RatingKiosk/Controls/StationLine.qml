pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// The stations of the set-up on one stroke: past ones ticked, the one at hand with an amber dot.
Item {
    id: root

    required property RowModel stops
    readonly property int count: repeater.count
    readonly property real stop: Theme.px(5.6)

    implicitHeight: Theme.px(12)

    Repeater {
        id: repeater

        model: root.stops

        Item {
            id: one

            required property int index
            required property string name
            required property string phase
            readonly property real step: (root.width - root.stop) / Math.max(1, root.count - 1)

            x: Math.round(one.index * one.step)
            width: root.stop
            height: root.height

            Rectangle {
                x: root.stop
                y: Math.round((root.stop - height) / 2)
                width: one.step - root.stop
                height: Theme.px(0.7)
                visible: one.index < root.count - 1
                color: one.phase === "past" ? Theme.pine : Theme.lip
            }
            Rectangle {
                width: root.stop
                height: root.stop
                radius: width / 2
                color: one.phase === "ahead" ? "transparent" : Theme.pine
                border.width: one.phase === "ahead" ? Theme.px(0.4) : 0
                border.color: Theme.box

                Icon {
                    anchors.centerIn: parent
                    width: Theme.px(3.8)
                    height: width
                    visible: one.phase === "past"
                    name: "tick"
                    ink: Theme.paperWhite
                }
                Rectangle {
                    anchors.centerIn: parent
                    width: Theme.px(2)
                    height: width
                    radius: width / 2
                    visible: one.phase === "here"
                    color: Theme.amber
                }
            }
            Caption {
                objectName: "stop-" + one.index
                x: one.index === 0 ? 0 : one.index === root.count - 1 ? parent.width - width :
                                                                        Math.round((parent.width
                                                                                    - width) / 2)
                size: 3
                middle: 9
                bold: one.phase === "here"
                color: one.phase === "ahead" ? Theme.ink2 : Theme.ink
                text: one.name
            }
        }
    }
}
