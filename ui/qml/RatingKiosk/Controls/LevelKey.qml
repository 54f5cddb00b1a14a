pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// One level: the seal over its word. All levels are equal in size, weight and distance.
Item {
    id: root

    required property string level
    required property int national
    required property string word
    required property string upper
    required property string lower
    required property bool chosen
    property bool busy: false
    property bool twoLines: false
    property real faceSize: 27
    property real faceMiddle: 19.1
    // Where the face still is on its way from the announcements: so far below, so much larger.
    property real drop: 0
    property real swell: 1
    property real wordSize: 8
    property real wordTracking: 0.04
    property real wordMiddle: 41
    property real linePitch: 7.3
    property alias reachLeft: hit.reachLeft
    property alias reachTop: hit.reachTop
    property alias reachRight: hit.reachRight
    property alias reachBottom: hit.reachBottom
    readonly property bool down: root.chosen || (hit.pressed && !root.busy)
    readonly property color wordColor: root.down ? Theme.feature(root.national) : Theme.ink

    signal tapped
    signal touched

    objectName: "level-" + root.level

    Plate {
        anchors.fill: parent
        down: root.down
        lipHeight: Theme.lipOfLevel
        radius: Theme.radiusOfLevel
        color: root.down ? Theme.body(root.national) : Theme.surface
        borderColor: Theme.edgeColor
        borderWidth: root.down ? 0 : Theme.edge

        Face {
            x: Math.round((root.width - width) / 2)
            y: Theme.px(root.faceMiddle) - Math.round(height / 2) + root.drop
            scale: root.swell
            width: Theme.px(root.faceSize)
            height: width
            national: root.national
            body: Theme.body(root.national)
            feature: Theme.feature(root.national)
            merged: root.down
            outlined: Theme.large || Theme.contrast
            deep: Theme.deep(root.national)
        }
        Caption {
            objectName: "word"
            width: parent.width
            visible: !root.twoLines
            horizontalAlignment: Text.AlignHCenter
            bold: true
            size: root.wordSize
            tracking: root.wordTracking
            middle: root.wordMiddle
            color: root.wordColor
            text: root.word
        }
        Caption {
            objectName: "upper"
            width: parent.width
            visible: root.twoLines
            horizontalAlignment: Text.AlignHCenter
            bold: true
            size: root.wordSize
            tracking: root.wordTracking
            middle: root.wordMiddle - root.linePitch
            color: root.wordColor
            text: root.upper
        }
        Caption {
            objectName: "lower"
            width: parent.width
            visible: root.twoLines
            horizontalAlignment: Text.AlignHCenter
            bold: true
            size: root.wordSize
            tracking: root.wordTracking
            middle: root.wordMiddle
            color: root.wordColor
            text: root.lower
        }
    }
    HitArea {
        id: hit

        onPressedChanged: if (hit.pressed)
                              root.touched()
        onTapped: root.tapped()
    }
}
