pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// A help of the screen itself, never of the rating: a sign over its word.
Item {
    id: root

    property string sign
    property string icon
    property string label
    property bool onPine: false
    property bool on: false
    property alias reachLeft: hit.reachLeft
    property alias reachTop: hit.reachTop
    property alias reachRight: hit.reachRight
    property alias reachBottom: hit.reachBottom
    readonly property bool dark: root.onPine || root.on
    readonly property color wordColor: root.dark ? Theme.paperWhite : Theme.ink

    signal tapped

    Plate {
        anchors.fill: parent
        down: hit.pressed
        lipHeight: Theme.lipOfUtility
        radius: Theme.radiusOfUtility
        color: root.on ? Theme.pine : root.onPine ? Theme.pine2 : Theme.sunk
        lipColor: root.dark ? Theme.pineLow : Theme.lip
        borderWidth: 0

        Caption {
            width: parent.width
            visible: root.sign !== ""
            horizontalAlignment: Text.AlignHCenter
            bold: true
            size: 3.9
            middle: root.height / Theme.unit * 0.31
            color: root.wordColor
            text: root.sign
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
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            size: 3
            middle: root.height / Theme.unit * 0.69
            color: root.wordColor
            text: root.label
        }
    }
    HitArea {
        id: hit

        onTapped: root.tapped()
    }
}
