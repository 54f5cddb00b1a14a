pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// One's own day. Levels move in steps of ten, so that nobody reads the last answer from them.
Rectangle {
    id: root

    required property PanelViewModel viewModel
    readonly property real tall: root.height / Theme.unit
    readonly property int columns: 3
    readonly property bool five: levels.count > 3

    radius: Theme.radiusOfCard
    color: Theme.surface
    border.color: Theme.line
    border.width: Theme.hairline

    Caption {
        id: today

        objectName: "today"
        x: Theme.px(3)
        size: 3
        middle: root.tall * 0.15
        color: Theme.ink2
        text: qsTr("今天")
    }
    Caption {
        objectName: "step"
        x: root.width - width - Theme.px(3)
        size: 2.8
        middle: root.tall * 0.15
        color: Theme.ink2
        text: root.viewModel.step
    }
    Row {
        x: Theme.px(3)
        y: Theme.px(root.tall * (root.five ? 0.34 : 0.38)) - Math.round(height / 2)
        spacing: Theme.px(Theme.portrait || Theme.latin ? 3.4 : 5)

        Number {
            objectName: "words"
            amount: root.viewModel.finished
            word: qsTr("办结")
        }
        Number {
            objectName: "words"
            amount: root.viewModel.rated
            word: qsTr("已评价")
        }
        Number {
            objectName: "words"
            amount: root.viewModel.unrated
            word: qsTr("未评价")
        }
    }

    component Number: Row {
        required property string amount
        required property string word

        spacing: Theme.px(1.3)

        Caption {
            id: figure

            y: 0
            bold: true
            size: 7.4
            text: parent.amount
        }
        Caption {
            anchors.baseline: figure.baseline
            size: 3
            color: Theme.ink2
            text: parent.word
        }
    }
    Rectangle {
        id: track

        x: Theme.px(3)
        y: Theme.px(root.tall * (root.five ? 0.51 : 0.58))
        width: root.width - 2 * x
        height: Theme.px(2.4)
        radius: Theme.px(0.5)
        color: Theme.sunk

        Row {
            height: parent.height
            spacing: 0

            Repeater {
                model: root.viewModel.levels // qmllint disable stale-property-read

                Item {
                    required property int national
                    required property real share

                    width: Math.round(track.width * share)
                    height: track.height

                    Rectangle {
                        width: Math.max(0, parent.width - Theme.px(0.3))
                        height: parent.height
                        radius: Theme.px(0.5)
                        color: Theme.body(parent.national)
                    }
                }
            }
        }
    }
    Repeater {
        id: levels

        model: root.viewModel.levels // qmllint disable stale-property-read

        Item {
            id: cell

            required property int index
            required property string level
            required property int national
            required property string words

            objectName: "count-" + cell.level
            x: Theme.px(3) + (cell.index % root.columns) * width
            y: Theme.px(root.tall * (root.five ? 0.64 + 0.16 * Math.floor(cell.index
                                                                          / root.columns) : 0.73))
            width: Math.floor((root.width - Theme.px(6)) / root.columns)
            height: Theme.px(root.five ? root.tall * 0.145 : root.tall * 0.2)

            Face {
                id: face

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(Theme.px(4.4), parent.height)
                height: width
                national: cell.national
                body: Theme.body(cell.national)
                feature: Theme.feature(cell.national)
            }
            Caption {
                objectName: "countWords"
                x: face.width + Theme.px(1)
                width: cell.width - x - Theme.px(1)
                fit: true
                least: 2.2
                size: root.five ? 2.9 : 3.1
                middle: cell.height / Theme.unit / 2
                text: cell.words
            }
        }
    }
}
