pragma ComponentBehavior: Bound
import QtQuick

// Time that runs: always this bar along the top edge, and always also a sentence.
Rectangle {
    id: root

    required property real timeLeft
    property bool onPine: false

    width: parent ? parent.width : 0
    height: Theme.px(1)
    visible: root.timeLeft >= 0
    color: root.onPine ? Theme.pine2 : Theme.track

    Rectangle {
        width: Math.round(root.width * Math.max(0, root.timeLeft))
        height: root.height
        color: root.onPine ? Theme.amber : Theme.pine
    }
}
