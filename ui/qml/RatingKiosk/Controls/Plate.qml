pragma ComponentBehavior: Bound
import QtQuick

// What can be pressed: a plate on a lip. Down, the lip is gone and the plate is lower by it.
Item {
    id: root

    property bool down: false
    property bool flat: false
    property real lipHeight: Theme.lipOfKey
    property real radius: Theme.radiusOfKey
    property color color: Theme.surface
    property color lipColor: Theme.lip
    property color borderColor: Theme.line
    property real borderWidth: Theme.hairline
    default property alias content: face.data

    Rectangle {
        y: root.lipHeight
        width: root.width
        height: root.height - root.lipHeight
        visible: !root.down && !root.flat
        radius: root.radius
        color: root.lipColor
    }
    Rectangle {
        id: face

        y: root.down ? root.lipHeight : 0
        width: root.width
        height: root.height - root.lipHeight
        radius: root.radius
        color: root.color
        border.color: root.borderColor
        border.width: root.borderWidth
    }
}
