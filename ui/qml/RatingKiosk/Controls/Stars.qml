pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// Up to five stars of a member of staff; the empty ones stay visible.
Row {
    id: root

    required property int count
    property real size: 2.75
    property bool onPine: false

    spacing: Theme.px(root.size * 0.31)
    visible: root.count > 0

    Repeater {
        model: 5

        Icon {
            required property int index

            width: Theme.px(root.size)
            height: width
            name: "star"
            ink: index < root.count ? (root.onPine ? Theme.amber : Theme.star) : (root.onPine
                                                                                  ? Theme.starlessOnPine :
                                                                                    Theme.starless)
        }
    }
}
