pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// One reason that can be picked. Selection changes colour, border and box, never weight or width.
Item {
    id: root

    required property string code
    required property string whole
    required property string broken
    required property bool picked
    // On small panels: the box above the text instead of beside it.
    property bool tile: false
    property alias reachLeft: hit.reachLeft
    property alias reachTop: hit.reachTop
    property alias reachRight: hit.reachRight
    property alias reachBottom: hit.reachBottom

    signal tapped

    objectName: "reason-" + root.code

    TextMetrics {
        id: metrics

        font: words.font
        text: root.whole
    }
    Plate {
        anchors.fill: parent
        down: hit.pressed
        color: root.picked ? Theme.celadon : hit.pressed ? Theme.sunk : Theme.surface
        lipColor: root.picked ? Theme.pine : Theme.lip
        borderColor: root.picked ? Theme.pine : Theme.edgeColor
        borderWidth: root.picked ? Theme.px(Theme.contrast ? 0.8 : 0.4) : Theme.edge

        Rectangle {
            id: box

            x: Theme.px(2.4)
            y: root.tile ? Theme.px(2) : Math.round((parent.height - height) / 2)
            width: Theme.px(5)
            height: width
            radius: Theme.px(1.3)
            color: root.picked ? Theme.pine : Theme.paper
            border.color: root.picked ? Theme.pine : Theme.box
            border.width: Theme.hairline

            Icon {
                anchors.centerIn: parent
                width: Theme.px(3.8)
                height: width
                visible: root.picked
                name: "tick"
                ink: Theme.paperWhite
            }
        }
        Caption {
            id: words

            objectName: "words"
            x: root.tile ? box.x : box.x + box.width + Theme.px(2)
            y: Math.round(((root.tile ? box.y + box.height : 0) + parent.height - height) / 2)
            width: parent.width - x - Theme.px(2)
            lineHeight: Theme.px(size * 1.28)
            lineHeightMode: Text.FixedHeight
            size: Theme.type(Theme.portrait && !root.tile ? 4.2 : 3.75)
            text: root.tile || metrics.advanceWidth <= width ? root.whole : root.broken
            wrapMode: Text.WordWrap
        }
    }
    HitArea {
        id: hit

        onTapped: root.tapped()
    }
}
