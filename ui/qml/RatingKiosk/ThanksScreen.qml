pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// Thanks: the rating is on the disk. Words left, the stamped receipt right (portrait: below).
Item {
    id: root

    required property ThanksViewModel viewModel
    required property HeadViewModel head
    readonly property real indent: Theme.portrait ? 8 : 7
    // Portrait in low reach has the receipt higher and the key below it.
    readonly property real lift: Theme.portrait && Theme.low ? 4 : 0
    readonly property real wordsSize: Theme.portrait ? (Theme.large ? 5 : 4.6) : Theme.large ? 5 :
                                                                                               4.2

    readonly property real wordsWidth: (Theme.portrait ? root.width - Theme.px(root.indent) :
                                                         desk.x - Theme.px(4)) - Theme.px(
                                           root.indent)

    // The words are there in the first frame; only then is there ornament, and only once.
    onVisibleChanged: if (root.visible && Theme.ornament)
                          arrival.restart()

    ParallelAnimation {
        id: arrival

        NumberAnimation {
            target: receipt
            property: "y"
            from: -Theme.px(10)
            to: 0
            duration: Theme.slide
            easing.type: Easing.OutCubic
        }
        SequentialAnimation {
            PropertyAction {
                target: receipt
                property: "sealOpacity"
                value: 0
            }
            PauseAnimation {
                duration: Theme.stampAfter
            }
            ParallelAnimation {
                NumberAnimation {
                    target: receipt
                    property: "sealOpacity"
                    to: 1
                    duration: Theme.stamp / 2
                }
                NumberAnimation {
                    target: receipt
                    property: "sealScale"
                    from: 1.35
                    to: 1
                    duration: Theme.stamp
                    easing.type: Easing.OutCubic
                }
            }
        }
    }
    Rectangle {
        id: desk

        x: Theme.portrait ? 0 : root.width - width
        y: Theme.portrait ? Theme.px(Theme.low ? 49.5 : 71.7) : 0
        width: Theme.portrait ? root.width : Theme.px(72)
        height: root.height - y
        clip: true
        color: Theme.sunk

        Receipt {
            id: receipt

            objectName: "receipt"
            x: Math.round((desk.width - width) / 2)
            width: Theme.px(Theme.portrait ? 62 : 54)
            viewModel: root.viewModel
            onHeld: root.viewModel.hold()
        }
    }
    CountdownBar {
        objectName: "countdown"
        timeLeft: root.viewModel.timeLeft
    }
    Caption {
        objectName: "title"
        x: Theme.px(root.indent)
        width: root.wordsWidth
        bold: true
        fit: true
        size: root.head.english ? 7.4 : Theme.portrait ? 13 : 11
        tracking: root.head.english ? 0 : 0.02
        middle: Theme.portrait ? 22.6 - root.lift : 19.4
        text: root.viewModel.title
    }
    Row {
        objectName: "chosen"
        x: Theme.px(root.indent)
        y: Theme.px(Theme.portrait ? 34.5 - root.lift : 30.6) - Math.round(height / 2)

        Caption {
            y: 0
            size: root.wordsSize
            color: Theme.ink2
            text: root.viewModel.before
        }
        Caption {
            y: 0
            size: root.wordsSize
            bold: true
            text: root.viewModel.word
        }
        Caption {
            y: 0
            size: root.wordsSize
            color: Theme.ink2
            text: root.viewModel.after
        }
    }
    Caption {
        objectName: "promise"
        x: Theme.px(root.indent)
        width: root.wordsWidth
        fit: true
        size: root.wordsSize
        middle: Theme.portrait ? 40.7 - root.lift : 37
        color: Theme.ink2
        text: root.viewModel.promise
    }
    // Above the middle of the faces, in low reach below them: an impatient second touch must not
    // take an answer back.
    Key {
        id: change

        objectName: "change"
        x: Theme.px(root.indent)
        y: Theme.low ? root.height - Theme.px(Theme.portrait ? 21 : 18) : Theme.px(Theme.portrait
                                                                                   ? 44 : 43)
        width: Math.max(Theme.px(44), change.wanted)
        height: Theme.px(15)
        visible: root.viewModel.canChange
        icon: "undo"
        label: qsTr("更改评价")
        note: root.viewModel.changeWithin
        reachLeft: Theme.px(root.indent)
        reachTop: !Theme.low ? Theme.px(Theme.portrait ? 4 : 7) : Theme.portrait ? y - desk.y
                                                                                   - receipt.height :
                                                                                   Math.max(Theme.px(
                                                                                                1), Theme.target
                                                                                            - root.height
                                                                                            + y)
        reachRight: Theme.px(4)
        reachBottom: Theme.low ? root.height - y - height : Theme.px(1)
        onTapped: root.viewModel.changeAnswer()
    }
    Caption {
        objectName: "goodbye"
        x: Theme.px(root.indent)
        width: root.wordsWidth
        fit: true
        size: Theme.type(3)
        middle: Theme.portrait ? (Theme.low ? 44.4 : 66.6) : Theme.low ? 72 : 90.1
        color: Theme.ink2
        text: root.viewModel.goodbye
    }
}
