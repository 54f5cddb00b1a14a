pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// A help of the screen itself, never of the rating: a sign over its word.
Item {
    id: root

    property string sign
    property string smallSign
    property string icon
    property string label
    property bool onPine: false
    property bool on: false
    // Its own, because "enabled" also goes off for a moment after each change of screen, unseen.
    property bool usable: true
    property alias reachLeft: hit.reachLeft
    property alias reachTop: hit.reachTop
    property alias reachRight: hit.reachRight
    property alias reachBottom: hit.reachBottom
    // Selected is the other way round from its ground.
    readonly property bool dark: root.onPine !== root.on
    readonly property color wordColor: !root.usable ? (root.onPine ? Theme.pineText :
                                                                     Theme.disabledText) :
                                                      root.dark ? Theme.paperWhite : Theme.ink

    signal tapped

    Plate {
        anchors.fill: parent
        down: hit.pressed && root.usable
        flat: !root.usable
        lipHeight: Theme.lipOfUtility
        radius: Theme.radiusOfUtility
        color: root.dark ? (root.onPine ? Theme.pine2 : Theme.pine) : root.onPine
                           ? Theme.paperWhite : Theme.sunk
        lipColor: root.dark ? Theme.pineLow : Theme.lip
        borderColor: root.dark ? Theme.pineLine : Theme.line
        borderWidth: Theme.contrast ? Theme.edge : 0

        Row {
            x: Math.round((root.width - width) / 2)
            y: Theme.px(root.height / Theme.unit * 0.31) - Math.round(height / 2)
            visible: root.sign !== ""

            Caption {
                anchors.baseline: large.baseline
                bold: true
                size: 2.7
                color: root.wordColor
                text: root.smallSign
            }
            Caption {
                id: large

                y: 0
                bold: true
                size: root.smallSign !== "" ? 4.4 : 3.9
                color: root.wordColor
                text: root.sign
            }
        }
        Icon {
            x: Math.round((root.width - width) / 2)
            y: Math.round(root.height * 0.31 - height / 2)
            width: Theme.px(4.4)
            height: width
            visible: root.icon !== ""
            name: root.icon
            ink: root.wordColor
        }
        Caption {
            objectName: "label"
            x: Theme.px(0.4)
            width: parent.width - 2 * x
            horizontalAlignment: Text.AlignHCenter
            fit: true
            size: Theme.large ? 3.5 : 3
            middle: root.height / Theme.unit * 0.69
            color: root.wordColor
            text: root.label
        }
    }
    HitArea {
        id: hit

        enabled: root.usable
        onTapped: root.tapped()
    }
}
