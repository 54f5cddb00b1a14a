pragma ComponentBehavior: Bound
import QtQuick

// Where a touch counts: its parent and, by the reaches, the ground around it.
// A slow press is a press: the handler's long-press limit is off. A finger that slides counts
// where it is lifted, as long as it is still on the area it came down on.
Item {
    id: root

    property real reachLeft: 0
    property real reachTop: 0
    property real reachRight: 0
    property real reachBottom: 0
    readonly property bool pressed: handler.pressed

    signal tapped

    objectName: "hit"
    anchors.fill: parent
    anchors.leftMargin: -root.reachLeft
    anchors.topMargin: -root.reachTop
    anchors.rightMargin: -root.reachRight
    anchors.bottomMargin: -root.reachBottom

    TapHandler {
        id: handler

        acceptedButtons: Qt.LeftButton
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0
        onTapped: root.tapped()
    }
}
