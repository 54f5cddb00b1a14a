pragma ComponentBehavior: Bound
import QtQuick

// A key of the keyboard on the screen. Its hit area reaches to its neighbours: no dead strips.
Item {
    id: root

    property string label
    property real gap: Theme.px(1)

    signal tapped

    Plate {
        anchors.fill: parent
        anchors.margins: Math.round(root.gap / 2)
        down: hit.pressed
        color: hit.pressed ? Theme.sunk : Theme.surface
        lipHeight: Theme.lipOfUtility
        radius: Theme.radiusOfUtility

        Caption {
            anchors.centerIn: parent
            y: 0
            bold: true
            size: 5
            text: root.label
        }
    }
    HitArea {
        id: hit

        onTapped: root.tapped()
    }
}
