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
    // Too narrow for a line: the text takes as many as fit, and is smaller where they do not.
    property bool packed: false
    property alias reachLeft: hit.reachLeft
    property alias reachTop: hit.reachTop
    property alias reachRight: hit.reachRight
    property alias reachBottom: hit.reachBottom

    signal tapped
    signal touched

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
            readonly property real upper: root.tile ? box.y + box.height : 0

            readonly property real room: parent.width - x - Theme.px(2)
            readonly property int lines: Math.ceil(metrics.advanceWidth / words.room)

            x: root.tile ? box.x : box.x + box.width + Theme.px(2)
            // A line of this typeface is half as high again as its characters: that much may stick out.
            y: words.upper - Theme.px(0.4)
            // Chinese breaks anywhere: lines of like length, and no two characters alone on the last.
            width: words.lines < 2 || Theme.latin || !root.packed ? words.room : Math.min(words.room,
                                                                                          Math.ceil(
                                                                                              metrics.advanceWidth
                                                                                              / words.lines
                                                                                              + 1.2 * words.font.pixelSize))
            height: parent.height - y
            lineHeight: 0.83
            size: root.packed && !root.tile ? (Theme.large && !Theme.portrait ? 3.8 : 3.5) : Theme.type(
                                                  Theme.portrait && !root.tile ? (Theme.large ? 3.8 :
                                                                                                4.2) : 3.75)
            text: root.packed || metrics.advanceWidth <= words.room ? root.whole : root.broken
            wrapMode: Text.WordWrap
            fontSizeMode: Text.Fit
        }
    }
    HitArea {
        id: hit

        onPressedChanged: if (hit.pressed)
                              root.touched()
        onTapped: root.tapped()
    }
}
