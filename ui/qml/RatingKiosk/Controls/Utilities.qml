pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// The four helps: at the top right where all can reach, in a row at the bottom where not.
Item {
    id: root

    required property ModesViewModel modes
    required property HeadViewModel head
    property bool onPine: false
    // Where the level keys end, in u: what lies between them and a row at the bottom is shared.
    property real keysEnd: 0
    readonly property bool row: Theme.portrait || Theme.low
    readonly property real gap: Theme.px(root.row ? 2 : 1)
    readonly property real key: root.row ? Math.floor((root.width - 2 * Theme.margin - 3 * root.gap)
                                                      / 4) : Math.max(Theme.px(Theme.large ? 15 : 14),
                                                                      Theme.target - root.gap)
    readonly property real upper: root.row ? root.height - Theme.px(Theme.portrait ? 20 : 15.5) :
                                             Theme.px(4)
    // Where the row at the bottom begins to count touches: halfway to the level keys.
    readonly property real rowTop: Math.min(root.height - Theme.target, Math.round((root.upper
                                                                                    + Theme.px(
                                                                                        root.keysEnd))
                                                                                   / 2))
    // Left edge of the row of keys.
    readonly property real start: root.width - Theme.margin - 4 * root.key - 3 * root.gap

    component Help: Utility {
        required property int place

        x: root.start + place * (root.key + root.gap)
        y: root.upper
        width: root.key
        height: Theme.px(Theme.portrait ? 14 : 12)
        onPine: root.onPine && !root.row
        reachLeft: place > 0 ? Math.floor(root.gap / 2) : root.row ? Theme.margin : Theme.px(2)
        reachRight: place < 3 ? Math.ceil(root.gap / 2) : Theme.margin
        reachTop: root.row ? y - root.rowTop : y
        reachBottom: root.row ? root.height - y - height : Math.max(Theme.px(3), Theme.target - y
                                                                    - height)
    }

    Help {
        objectName: "sound"
        place: 0
        icon: "sound"
        label: root.modes.soundLabel
        on: root.modes.sound
        usable: root.modes.audible
        onTapped: root.modes.switchSound()
    }
    Help {
        objectName: "sight"
        place: 1
        smallSign: "字"
        sign: "字"
        label: root.modes.sightLabel
        on: root.modes.large
        onTapped: root.modes.stepSight()
    }
    Help {
        objectName: "reach"
        place: 2
        icon: "chair"
        label: root.modes.reachLabel
        on: root.modes.low
        onTapped: root.modes.switchReach()
    }
    Help {
        objectName: "language"
        place: 3
        sign: "文A"
        label: root.head.english ? "中文" : "English"
        onTapped: root.modes.switchLanguage()
    }
}
