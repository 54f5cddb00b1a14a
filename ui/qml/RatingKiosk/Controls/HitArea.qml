pragma ComponentBehavior: Bound
import QtQuick

// Where a touch counts: its parent and, by the reaches, the ground around it.
// However slow or broad a press is, it is one press: any number of fingers on one area are one tap,
// given when the first of them is lifted inside. Areas know nothing of each other, so a hand that
// rests on one does not keep a finger from another. (A TapHandler ignores two fingers that come
// down in the same frame.)
Item {
    id: root

    property real reachLeft: 0
    property real reachTop: 0
    property real reachRight: 0
    property real reachBottom: 0
    readonly property bool pressed: root.inside && root.fingers > 0 && !root.given

    property int fingers: 0
    property bool inside: false
    property bool given: false

    signal tapped

    function isOver(point: TouchPoint): bool {
        return root.contains(Qt.point(point.x, point.y));
    }
    function lift(count: int, over: bool) {
        const taps = over && !root.given && root.fingers > 0;
        root.given = root.fingers > count && (root.given || taps);
        root.fingers = Math.max(0, root.fingers - count);
        if (taps)
            root.tapped();
    }
    // Which fingers there are is counted anew each time, never only up and down: a finger that was
    // on the glass while the screen changed may be lifted without a word, and a cloth that is wiped
    // over it would leave a key that takes no touch any more.
    function see(points: list<TouchPoint>) {
        root.fingers = points.length;
        root.inside = points.some(point => root.isOver(point));
        if (root.fingers === 0)
            root.given = false;
    }
    function forget() {
        root.fingers = 0;
        root.inside = false;
        root.given = false;
    }

    objectName: "hit"
    anchors.fill: parent
    anchors.leftMargin: -root.reachLeft
    anchors.topMargin: -root.reachTop
    anchors.rightMargin: -root.reachRight
    anchors.bottomMargin: -root.reachBottom

    MultiPointTouchArea {
        anchors.fill: parent
        mouseEnabled: true
        maximumTouchPoints: 10
        onPressed: points => root.fingers += points.length
        onTouchUpdated: points => root.see(points)
        onReleased: points => root.lift(points.length, points.some(point => root.isOver(point)))
        onCanceled: points => root.lift(points.length, false)
        onEnabledChanged: {
            if (!enabled)
                root.forget();
        }
        onVisibleChanged: {
            if (!visible)
                root.forget();
        }
    }
}
