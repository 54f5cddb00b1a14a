pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// The question and its levels.
Item {
    id: root

    required property RateViewModel viewModel
    required property HeadViewModel head
    readonly property bool invited: root.viewModel.invited
    readonly property int levelCount: levels.count
    readonly property bool five: root.levelCount > 3
    readonly property bool twoLines: root.five || (Theme.portrait && root.head.english)
    readonly property real gap: root.five || Theme.portrait ? 2 : 3
    readonly property real keyTop: Theme.portrait ? 101 - Theme.shortfall : 43
    readonly property real keyHeight: Theme.portrait ? 50 : 52
    readonly property real keyWidth: Math.floor((root.width - 2 * Theme.margin - (root.levelCount
                                                                                  - 1) * Theme.px(
                                                     root.gap)) / Math.max(1, root.levelCount))
    readonly property real faceSize: root.five ? Math.min(26, 0.78 * root.keyWidth / Theme.unit) : Theme.portrait
                                                 ? 21.5 : 27
    readonly property real wordSize: root.five ? (Theme.portrait ? (root.head.english ? 2.6 : 4.6) : (
                                                                       root.head.english ? 4 :
                                                                                           5.75)) : Theme.portrait
                                                 ? (root.head.english ? 4 : 5.8) : (
                                                       root.head.english ? 4.7 : 8)

    signal languageSwitched

    Rectangle {
        objectName: "band"
        width: root.width
        height: Theme.px(root.keyTop + 9)
        visible: root.invited
        color: Theme.pine
    }
    CountdownBar {
        objectName: "countdown"
        timeLeft: root.viewModel.timeLeft
        onPine: true
    }
    Head {
        x: Theme.margin
        y: Theme.px(Theme.portrait ? 6 : 4)
        width: (Theme.portrait ? root.width - Theme.margin : language.x - Theme.px(2)) - x
        viewModel: root.head
        onPine: root.invited
    }
    StaffCard {
        id: card

        objectName: "staffCard"
        x: Theme.portrait ? Theme.margin : root.width - Theme.margin - width
        y: Theme.px(Theme.portrait ? 29 - Theme.shortfall * 0.25 : 19)
        width: Theme.portrait ? root.width - 2 * Theme.margin : root.five ? Theme.px(48) :
                                                                            root.keyWidth
        height: Theme.px(Theme.portrait ? 37 - Theme.shortfall * 0.6 : 19)
        visible: root.viewModel.staffShown
        viewModel: root.viewModel
        onPine: root.invited
    }
    Item {
        id: question

        x: Theme.margin
        y: Theme.px(Theme.portrait ? 71 - Theme.shortfall : 19)
        width: (Theme.portrait || !root.viewModel.staffShown ? root.width - Theme.margin : card.x
                                                               - Theme.px(3)) - x
        height: Theme.px(Theme.portrait ? 26 : 22)

        Caption {
            objectName: "ticket"
            width: parent.width
            visible: root.invited
            bold: true
            fit: true
            size: 3.75
            middle: Theme.portrait ? 4 : 2.6
            color: Theme.amber
            text: root.viewModel.ticket
        }
        Caption {
            objectName: "question"
            width: parent.width
            bold: true
            fit: true
            size: Theme.portrait ? (root.head.english ? 8 : 10.4) : (root.head.english ? 7 : 8)
            tracking: root.head.english ? 0 : 0.025
            middle: Theme.portrait ? (root.invited ? 12.8 : 12.5) : (root.invited ? 11 : 7.4)
            color: root.invited ? Theme.paperWhite : Theme.ink
            text: root.viewModel.question
        }
        Caption {
            objectName: "line"
            width: parent.width
            fit: true
            size: Theme.portrait ? 4.1 : 3.5
            middle: Theme.portrait ? 22.8 : (root.invited ? 19 : 15.4)
            color: root.invited ? Theme.pineText : Theme.ink2
            text: root.viewModel.line
        }
    }
    Utility {
        id: language

        objectName: "language"
        x: root.width - Theme.margin - width
        y: Theme.portrait ? root.height - Theme.px(20) : Theme.px(4)
        width: Theme.px(Theme.portrait ? 21 : 14)
        height: Theme.px(Theme.portrait ? 14 : 12)
        sign: "文A"
        label: root.head.english ? "中文" : "English"
        onPine: root.invited && !Theme.portrait
        reachLeft: Math.max(Theme.px(3), Theme.target - Theme.margin - width)
        reachTop: Theme.portrait ? Theme.px(3) : y
        reachRight: Theme.margin
        reachBottom: Theme.portrait ? Theme.px(6) : Math.max(Theme.px(3), Theme.target - y - height)
        onTapped: root.languageSwitched()
    }
    Repeater {
        id: levels

        // Constant in Python; the type dump of PySide6 6.11 leaves that out.
        model: root.viewModel.levels // qmllint disable stale-property-read

        LevelKey {
            id: key

            required property int index

            x: Theme.margin + index * (root.keyWidth + Theme.px(root.gap))
            y: Theme.px(root.keyTop)
            width: root.keyWidth
            height: Theme.px(root.keyHeight)
            busy: root.viewModel.busy
            twoLines: root.twoLines
            faceSize: root.faceSize
            faceMiddle: Theme.portrait ? (root.five ? 17 : 19.3) : (root.five ? 18 : root.head.english
                                                                                ? 21.2 : 19.1)
            wordSize: root.wordSize
            wordTracking: root.head.english ? 0 : 0.04
            wordMiddle: Theme.portrait ? (root.twoLines ? 40 : 37.5) : (root.five ? 41.4 : 41)
            linePitch: root.wordSize * 1.27
            reachLeft: index === 0 ? Theme.margin : Theme.px(root.gap / 2)
            reachRight: index === root.levelCount - 1 ? Theme.margin + Theme.px(1) : Theme.px(
                                                            root.gap) - Theme.px(root.gap / 2)
            reachTop: Theme.px(2.5)
            reachBottom: Theme.portrait ? Theme.px(3) : root.height - y - height
            onTapped: root.viewModel.rate(key.level)
        }
    }
}
