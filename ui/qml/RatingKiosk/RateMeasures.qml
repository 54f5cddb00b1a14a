pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Controls
import "measures.js" as Measures

// Where things stand on the rate screen and how large they are, in u, by panel, levels and modes.
QtObject {
    id: root

    required property real panelWidth
    required property real panelHeight
    required property int count
    required property bool english
    required property bool invited

    readonly property bool five: root.count > 3
    readonly property bool twoLines: root.five || (Theme.portrait && (root.english || Theme.large))
    readonly property real gap: root.five || Theme.portrait ? 2 : 3

    readonly property real keyTop: Theme.portrait ? (Theme.low ? 113 : 101) - Theme.shortfall : (
                                                        Theme.low ? 44 : 43)
    // Low: above the utilities, which on a small panel need more of the height than they show.
    readonly property real keyEnd: Theme.portrait ? (Theme.low ? 153 : 151) - Theme.shortfall :
                                                    Theme.low ? Math.min(82, 98.75 - Theme.target
                                                                         / Theme.unit) : 95
    readonly property real keyHeight: root.keyEnd - root.keyTop
    readonly property real keyWidth: Math.floor((root.panelWidth - 2 * Theme.margin - (root.count
                                                                                       - 1) * Theme.px(
                                                     root.gap)) / Math.max(1, root.count))

    readonly property list<real> row: Measures.levelKey(Theme.portrait, root.five, Theme.large,
                                                        Theme.low)
    // A small panel in low reach has lower keys than the 38 u they were drawn with.
    readonly property real share: Theme.low && !Theme.portrait ? root.keyHeight / 38 : 1
    readonly property real faceSize: root.share * (root.five ? Math.min(root.row[0], 0.78
                                                                        * root.keyWidth
                                                                        / Theme.unit) : root.row[0])
    readonly property real faceMiddle: root.share * root.row[1] + (root.english && !root.twoLines &&
                                                                   !Theme.low ? 2 : 0)
    readonly property real wordSize: root.share * root.row[root.english ? 3 : 2]
    readonly property real wordMiddle: root.share * (root.row[4] + (Theme.portrait && root.twoLines
                                                                    && !root.five && !Theme.large
                                                                    ? 1.6 : 0))

    readonly property real cardTop: Theme.portrait ? (Theme.low ? 44 - Theme.shortfall * 0.4 : 29
                                                                  - Theme.shortfall * 0.25) : (
                                                         Theme.low ? 4 : 19)
    readonly property real cardHeight: Theme.portrait ? 37 - Theme.shortfall * 0.6 : Theme.low ? 29 :
                                                                                                 19
    readonly property real cardWidth: Theme.portrait ? root.panelWidth - 2 * Theme.margin :
                                                       root.five ? Theme.px(48) : root.keyWidth

    readonly property real questionTop: Theme.portrait ? root.keyTop - 30 : 19
    readonly property real questionSize: Theme.portrait ? (root.english ? 8 : 10.4) : Theme.large ? (
                                                                                                        root.english
                                                                                                        ? 8.4 : root.invited
                                                                                                          ? 9 : 10) :
                                                                                                    (root.english
                                                                                                     ? 7 : 8)
    readonly property real questionMiddle: Theme.portrait ? (root.invited ? 12.8 : 12.5) :
                                                            root.invited ? 11 : Theme.large ? 6 :
                                                                                              7.4
    readonly property real lineSize: Theme.portrait ? (Theme.large ? 5 : 4.1) : Theme.large ? (root.invited
                                                                                               ? 4.2 : 4.5) :
                                                                                              3.5
    readonly property real lineMiddle: Theme.portrait ? 22.8 : root.invited ? (Theme.large ? 19.4 :
                                                                                             19) : Theme.large
                                                                              ? 16 : 15.4
    readonly property real ticketSize: Theme.portrait ? Theme.type(3.75) : Theme.large ? 4.3 : 3.75
}
