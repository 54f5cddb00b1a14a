pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// Announcements over the faces that wait at the bottom edge. A touch anywhere leads to the
// question; nothing here can be rated.
Item {
    id: root

    required property IdleViewModel viewModel
    required property HeadViewModel head
    readonly property RateMeasures keys: RateMeasures {
        panelWidth: root.width
        panelHeight: root.height
        count: faces.count
        english: false
        invited: false
    }
    readonly property real edge: Theme.portrait ? 134 - Theme.shortfall : 56
    readonly property real side: Theme.portrait ? 63.4 - Theme.shortfall * 0.7 : 49
    // Between the head and the dots (portrait: the picture and the dots) the words stand in the middle.
    readonly property real wordsTop: Theme.portrait ? 20.5 + root.side : 14
    readonly property real wordsBottom: root.edge - (Theme.portrait ? 8 : 5.4)
    readonly property real wordsWidth: (Theme.portrait ? root.width - Theme.margin : picture.x
                                                         - Theme.px(4)) - Theme.margin

    readonly property real wordsUnits: root.wordsWidth / Theme.unit

    // A title on two lines leaves room for the English ones.
    readonly property bool close: root.viewModel.english !== "" && root.viewModel.title.includes(
                                      "\n")
    readonly property real titleSize: Theme.portrait ? (root.close ? 8.4 : 11) : root.close ? 6.8 :
                                                                                              10

    objectName: "idle"

    // Only what changes fades, and only where the hall wants ornament.
    Connections {
        target: root.viewModel

        function onShownChanged() {
            if (!root.visible || !Theme.ornament)
                return;
            content.opacity = 0;
            fade.restart();
        }
    }
    // In few steps: smoother ones would cost a small machine more than all else of a whole day.
    Timer {
        id: fade

        interval: 80
        repeat: true
        onTriggered: {
            content.opacity = Math.min(1, content.opacity + 0.2);
            if (content.opacity >= 1)
                stop();
        }
    }
    // Wider than the panel: the screen drifts, and no edge of it may come to light.
    Rectangle {
        x: -Theme.px(1)
        y: -Theme.px(1)
        width: root.width + Theme.px(2)
        height: Theme.px(root.edge + 1)
        color: Theme.pine
    }
    Rectangle {
        x: Theme.margin
        y: Theme.px(4)
        width: Theme.px(9)
        height: width
        radius: Theme.radiusOfUtility
        color: Theme.paperWhite

        Caption {
            objectName: "plate"
            x: Theme.px(0.8)
            width: parent.width - 2 * x
            horizontalAlignment: Text.AlignHCenter
            bold: true
            fit: true
            size: 6
            middle: 4.5
            color: Theme.pine
            text: root.head.plate
        }
    }
    Caption {
        objectName: "windowName"
        x: Theme.margin + Theme.px(11.5)
        width: (Theme.portrait ? root.width - Theme.margin : picture.x - Theme.px(4)) - x
        bold: true
        fit: true
        size: 3.6
        middle: 8.5
        color: Theme.paperWhite
        text: root.head.windowName
    }
    Item {
        id: content

        width: root.width
        height: Theme.px(root.edge)

        Vignette {
            id: picture

            objectName: "picture"
            x: Theme.portrait ? Math.round((root.width - width) / 2) : root.width - Theme.margin
                                - width
            y: Theme.px(Theme.portrait ? 18.3 : 3.5)
            width: Theme.px(root.side)
            height: width
            image: root.viewModel.image
        }
        Column {
            id: words

            objectName: "words"
            x: Theme.margin
            y: Theme.px((root.wordsTop + root.wordsBottom) / 2) - Math.round(height / 2)
            width: root.wordsWidth
            spacing: Theme.px(1)

            Caption {
                id: title

                objectName: "title"
                y: 0
                width: parent.width
                bold: true
                // As large as its longer line allows: the same for both, and none is cut.
                size: Math.min(root.titleSize, root.wordsUnits / root.viewModel.titleEms)
                tracking: 0.03
                lineHeight: 0.87
                color: Theme.paperWhite
                text: root.viewModel.title
            }
            Caption {
                id: sub

                objectName: "text"
                y: 0
                width: parent.width
                visible: root.viewModel.text !== ""
                size: Math.max(Theme.smallest, Math.min(root.close ? 3.7 : 4.4, root.wordsUnits
                                                        / root.viewModel.textEms))
                wrapMode: Text.Wrap
                lineHeight: 0.9
                color: Theme.pineText
                text: root.viewModel.text
            }
            // All of it where two lines hold it, else the title alone; gives way to long Chinese.
            Caption {
                id: english

                objectName: "english"
                y: 0
                width: parent.width
                visible: text !== "" && title.height + sub.height + height + 2 * words.spacing
                         <= Theme.px(root.wordsBottom - root.wordsTop)
                size: Theme.portrait ? 3.2 : 3
                wrapMode: Text.Wrap
                lineHeight: 0.9
                color: Theme.pineText
                text: root.viewModel.englishEms * size < 1.9 * root.wordsUnits
                      ? root.viewModel.english : root.viewModel.englishTitle
            }
        }
        Row {
            objectName: "dots"
            x: Theme.margin
            y: Theme.px(root.edge - 4)
            height: Theme.px(0.8)
            spacing: Theme.px(1.2)
            visible: root.viewModel.count > 1

            Repeater {
                model: root.viewModel.count

                Rectangle {
                    required property int index

                    width: Theme.px(index === root.viewModel.shown ? 4 : 0.8)
                    height: Theme.px(0.8)
                    radius: height / 2
                    color: index === root.viewModel.shown ? Theme.amber : Theme.pineLine
                }
            }
        }
    }
    Caption {
        objectName: "call"
        x: Theme.margin
        width: root.width - 2 * x
        horizontalAlignment: Text.AlignHCenter
        bold: true
        fit: true
        size: Theme.portrait ? 5.2 : 5
        tracking: 0.04
        middle: root.edge + (Theme.portrait ? 5.3 : 5.2)
        text: root.viewModel.call // qmllint disable stale-property-read
    }
    Caption {
        objectName: "callEnglish"
        x: Theme.margin
        width: root.width - 2 * x
        horizontalAlignment: Text.AlignHCenter
        fit: true
        size: 3.2
        middle: root.edge + (Theme.portrait ? 10.2 : 9.8)
        color: Theme.ink2
        text: root.viewModel.callEnglish // qmllint disable stale-property-read
    }
    Repeater {
        id: faces

        // Constant in Python; the type dump of PySide6 6.11 leaves that out.
        model: root.viewModel.faces // qmllint disable stale-property-read

        Face {
            required property int index
            required national

            // Right above the keys they will become.
            x: Theme.margin + index * (root.keys.keyWidth + Theme.px(root.keys.gap)) + Math.round((
                                                                                                      root.keys.keyWidth
                                                                                                      - width)
                                                                                                  / 2)
            y: root.height - Math.round(height * (Theme.portrait ? 0.93 : 0.86))
            width: Math.min(Theme.px(Theme.portrait ? 28 : 35), Math.round(root.keys.keyWidth
                                                                           * 0.92))
            height: width
            body: Theme.body(national)
            feature: Theme.feature(national)
        }
    }
    HitArea {
        // Also where the drift has taken the screen aside.
        reachLeft: Theme.px(1)
        reachTop: Theme.px(1)
        reachRight: Theme.px(1)
        reachBottom: Theme.px(1)
        onTapped: root.viewModel.touch()
    }
}
