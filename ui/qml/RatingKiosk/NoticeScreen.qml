pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// Paused, closed, out of order: a sign on pine that can be read from the door. Under a pause the
// windows nearby, beside a closed one the hour it opens, beside an outage a code for the phone.
Item {
    id: root

    required property NoticeViewModel viewModel
    required property HeadViewModel head
    readonly property real units: root.height / Theme.unit
    readonly property bool near: cards.count > 0
    readonly property bool timed: root.viewModel.time !== ""
    readonly property bool coded: root.viewModel.code !== ""
    // Where pine ends and the cards begin.
    readonly property real split: !root.near ? root.units : Theme.portrait ? root.units - 5 * (cards.count
                                                                                               + 1) - 26
                                                                             * cards.count : 62
    readonly property real centre: root.near ? (Theme.portrait ? root.split - 20 : 36.4) : root.units
                                               / 2 + (Theme.portrait && (root.timed || root.coded)
                                                      ? -4 : 0)
    // What stands beside the sign; upright there is room for it above (time) or below (code).
    readonly property real aside: Theme.portrait ? 0 : root.timed ? 56 : root.coded ? 44 :
                                                                                      root.viewModel.strokes
                                                                                      ? 28 : 0
    readonly property real wordsWidth: root.width - 2 * Theme.margin - Theme.px(root.aside)

    // Wider than the panel: the screen drifts, and no edge of it may come to light.
    Rectangle {
        x: -Theme.px(1)
        y: -Theme.px(1)
        width: root.width + Theme.px(2)
        height: Theme.px(root.split) + (root.near ? Theme.px(1) : Theme.px(2))
        color: Theme.pine
    }
    Head {
        x: Theme.margin
        y: Theme.px(Theme.portrait ? 6 : 4)
        width: clock.x - Theme.px(3) - x
        viewModel: root.head
        onPine: true
    }
    Caption {
        id: clock

        objectName: "clock"
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        size: 5.6
        middle: Theme.portrait ? 13.5 : 10.2
        color: Theme.pineText
        text: root.head.clock
    }
    Caption {
        objectName: "sign"
        x: Theme.margin
        width: root.wordsWidth
        bold: true
        fit: true
        size: root.viewModel.quiet ? 11 : 15
        tracking: 0.06
        middle: root.centre - (root.viewModel.quiet ? 6.8 : 4.6)
        color: Theme.paperWhite
        text: root.viewModel.sign
    }
    Caption {
        objectName: "line"
        x: Theme.margin
        width: root.wordsWidth
        fit: true
        size: 4.6
        middle: root.centre + (root.viewModel.quiet ? 3.6 : 8.8)
        color: Theme.paperWhite
        text: root.viewModel.line
    }
    Caption {
        objectName: "english"
        x: Theme.margin
        width: root.wordsWidth
        fit: true
        size: 3.5
        middle: root.centre + (root.viewModel.quiet ? 10.1 : 15.4)
        color: Theme.pineText
        text: root.viewModel.english
    }
    Row {
        x: Theme.portrait ? Theme.margin : root.width - Theme.margin - width
        y: Theme.px(root.centre + (Theme.portrait ? -34 : 2)) - Math.round(height / 2)
        spacing: Theme.px(4.5)
        visible: root.viewModel.strokes

        Repeater {
            model: 2

            Rectangle {
                width: Theme.px(7.5)
                height: Theme.px(29)
                radius: Theme.px(2)
                color: Theme.amber
            }
        }
    }
    Caption {
        objectName: "time"
        x: Theme.portrait ? Theme.margin : root.width - Theme.margin - width
        width: Theme.px(Theme.portrait ? 90 : 54)
        horizontalAlignment: Theme.portrait ? Text.AlignLeft : Text.AlignRight
        visible: root.timed
        bold: true
        fit: true
        size: 22
        middle: root.centre + (Theme.portrait ? 34 : -3.2)
        color: Theme.amber
        text: root.viewModel.time
    }
    Caption {
        objectName: "timeNote"
        x: Theme.portrait ? Theme.margin : root.width - Theme.margin - width
        width: Theme.px(Theme.portrait ? 90 : 54)
        horizontalAlignment: Theme.portrait ? Text.AlignLeft : Text.AlignRight
        visible: root.timed
        bold: true
        fit: true
        size: 5
        middle: root.centre + (Theme.portrait ? 49 : 12.7)
        color: Theme.paperWhite
        text: root.viewModel.timeNote
    }
    Caption {
        objectName: "timeNoteEnglish"
        x: Theme.portrait ? Theme.margin : root.width - Theme.margin - width
        width: Theme.px(Theme.portrait ? 90 : 54)
        horizontalAlignment: Theme.portrait ? Text.AlignLeft : Text.AlignRight
        visible: root.timed
        fit: true
        size: 3.5
        middle: root.centre + (Theme.portrait ? 55.4 : 18.8)
        color: Theme.pineText
        text: root.viewModel.timeNoteEnglish
    }
    Rectangle {
        id: sheet

        objectName: "window-code"
        x: Theme.portrait ? Theme.margin : root.width - Theme.margin - width
        y: Theme.px(root.centre + (Theme.portrait ? 18 : -23))
        width: Theme.px(Theme.portrait ? 46 : 40)
        height: width
        visible: root.coded
        radius: Theme.radiusOfKey
        color: Theme.surface

        QrCode {
            anchors.fill: parent
            modules: root.viewModel.code
            ink: Theme.ink
        }
    }
    Caption {
        objectName: "codeNote"
        x: sheet.x
        width: sheet.width
        horizontalAlignment: Text.AlignHCenter
        visible: root.coded
        bold: true
        fit: true
        size: 4.2
        middle: root.centre + (Theme.portrait ? 68.4 : 21)
        color: Theme.paperWhite
        text: root.viewModel.codeNote
    }
    Caption {
        objectName: "codeNoteEnglish"
        x: sheet.x
        width: sheet.width
        horizontalAlignment: Text.AlignHCenter
        visible: root.coded
        fit: true
        size: 3.2
        middle: root.centre + (Theme.portrait ? 73.8 : 26.2)
        color: Theme.pineText
        text: root.viewModel.codeNoteEnglish
    }
    Repeater {
        id: cards

        // Constant in Python; the type dump of PySide6 6.11 leaves that out.
        model: root.viewModel.neighbours // qmllint disable stale-property-read

        NeighbourCard {
            required property int index
            // One alone stands on its own side.
            readonly property int place: cards.count > 1 ? index : onLeft ? 0 : 1

            objectName: "neighbour"
            x: Theme.margin + (Theme.portrait ? 0 : place * (width + Theme.px(3)))
            y: Theme.px(root.split + 5 + (Theme.portrait ? index * 31 : 0))
            width: Theme.portrait ? root.width - 2 * Theme.margin : Math.round((root.width - 2
                                                                                * Theme.margin
                                                                                - Theme.px(3)) / 2)
            height: Theme.px(Theme.portrait ? 26 : 28)
        }
    }
}
