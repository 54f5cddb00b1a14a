pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// The question and its levels.
Item {
    id: root

    required property RateViewModel viewModel
    required property HeadViewModel head
    required property ModesViewModel modes
    readonly property bool invited: root.viewModel.invited
    readonly property RateMeasures at: RateMeasures {
        panelWidth: root.width
        panelHeight: root.height
        count: levels.count
        english: root.head.english
        invited: root.invited
    }

    // From 1, at the edge where the announcements show them, to 0, in their keys.
    property real rising: 0

    function rise() {
        if (Theme.ornament && !root.invited)
            ascent.restart();
    }

    NumberAnimation {
        id: ascent

        target: root
        property: "rising"
        from: 1
        to: 0
        duration: Theme.slide
        easing.type: Easing.OutCubic
    }
    Rectangle {
        objectName: "band"
        width: root.width
        height: Theme.px(root.at.keyTop + 9)
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
        width: (Theme.portrait ? root.width - Theme.margin : !Theme.low ? utilities.start - Theme.px(
                                                                              2) : question.width
                                                                          + x) - x
        viewModel: root.head
        onPine: root.invited
    }
    StaffCard {
        id: card

        objectName: "staffCard"
        x: root.width - Theme.margin - width
        y: Theme.px(root.at.cardTop)
        width: root.at.cardWidth
        height: Theme.px(root.at.cardHeight)
        // Portrait keeps its place for a card, which then says that nobody is signed in.
        visible: root.viewModel.staffShown || Theme.portrait
        viewModel: root.viewModel
        onPine: root.invited
    }
    Item {
        id: question

        x: Theme.margin
        y: Theme.px(root.at.questionTop)
        width: (Theme.portrait || !root.viewModel.staffShown ? root.width - Theme.margin : card.x
                                                               - Theme.px(3)) - x
        height: Theme.px(Theme.portrait ? 26 : 22)

        Caption {
            objectName: "ticket"
            width: parent.width
            visible: root.invited
            bold: true
            fit: true
            size: root.at.ticketSize
            middle: Theme.portrait ? 4 : 2.6
            color: Theme.amber
            text: root.viewModel.ticket
        }
        Caption {
            objectName: "question"
            width: parent.width
            bold: true
            fit: true
            size: root.at.questionSize
            tracking: root.head.english ? 0 : 0.025
            middle: root.at.questionMiddle
            color: root.invited ? Theme.paperWhite : Theme.ink
            text: root.viewModel.question
        }
        Caption {
            objectName: "line"
            width: parent.width
            fit: true
            size: root.at.lineSize
            middle: root.at.lineMiddle
            color: root.invited ? Theme.pineText : Theme.ink2
            text: root.viewModel.line
        }
    }
    Utilities {
        id: utilities

        anchors.fill: parent
        modes: root.modes
        head: root.head
        onPine: root.invited
        keysEnd: root.at.keyEnd
    }
    Repeater {
        id: levels

        // Constant in Python; the type dump of PySide6 6.11 leaves that out.
        model: root.viewModel.levels // qmllint disable stale-property-read

        LevelKey {
            id: key

            required property int index

            x: Theme.margin + index * (root.at.keyWidth + Theme.px(root.at.gap))
            y: Theme.px(root.at.keyTop)
            width: root.at.keyWidth
            height: Theme.px(root.at.keyEnd) - y
            busy: root.viewModel.busy
            twoLines: root.at.twoLines
            faceSize: root.at.faceSize
            drop: root.rising * (root.height - y - Theme.px(root.at.faceMiddle) - Theme.px(12))
            swell: 1 + root.rising * 0.3
            faceMiddle: root.at.faceMiddle
            wordSize: root.at.wordSize
            wordTracking: root.head.english ? 0 : 0.04
            wordMiddle: root.at.wordMiddle
            linePitch: root.at.wordSize * 1.27
            reachLeft: index === 0 ? Theme.margin : Theme.px(root.at.gap / 2)
            reachRight: index === levels.count - 1 ? root.width - x - width : Theme.px(root.at.gap)
                                                     - Theme.px(root.at.gap / 2)
            reachTop: Theme.low ? 0 : Theme.px(2.5)
            reachBottom: (utilities.row ? utilities.rowTop : root.height) - y - height
            onTouched: root.viewModel.hear(key.level)
            onTapped: root.viewModel.rate(key.level)
        }
    }
}
