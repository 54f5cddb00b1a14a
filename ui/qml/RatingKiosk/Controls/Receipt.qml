pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// What the citizen takes along: place and time, the number, the code; stamped with the seal.
// Without a comment page the sheet is shorter and shows what was chosen instead of a code.
Item {
    id: root

    required property ThanksViewModel viewModel
    readonly property bool coded: root.viewModel.code !== ""
    readonly property real units: root.width / Theme.unit
    readonly property real inner: root.units - 10
    readonly property real codeSize: Theme.portrait ? 46 : 44
    readonly property real sealSize: Theme.portrait ? 21 : 19
    // The seal lies over the right edge; what is written beside it ends before it begins.
    readonly property real beside: root.units - 5 - 3 - root.sealSize / 2 - 2
    // Where the code begins, in u from the top of the panel.
    readonly property real codeTop: (root.parent ? root.parent.y / Theme.unit : 0) + (Theme.portrait
                                                                                      ? 50.9 : 48.6)
                                    - root.codeSize / 2
    property alias sealScale: seal.scale
    property alias sealOpacity: seal.opacity

    signal held

    height: Theme.px(root.coded ? (Theme.portrait ? 88.6 : 85.6) : 52)

    Paper {
        anchors.fill: parent
        surface: Theme.surface
        line: Theme.line
        hairline: Theme.hairline
    }
    Caption {
        objectName: "place"
        x: Theme.px(5)
        width: Theme.px(root.inner)
        fit: true
        size: Theme.type(3.2)
        middle: 5
        color: Theme.ink2
        text: root.viewModel.place
    }
    Caption {
        objectName: "numberLabel"
        x: Theme.px(5)
        size: Theme.type(3)
        middle: 15.4
        color: Theme.ink2
        text: qsTr("回执号")
    }
    Caption {
        objectName: "number"
        x: Theme.px(5)
        width: Theme.px(root.beside)
        bold: true
        fit: true
        size: 6
        middle: 21.1
        text: root.viewModel.number
    }
    Row {
        id: dashes

        x: Theme.px(5)
        y: Theme.px(27.5)
        spacing: Theme.px(1)

        Repeater {
            model: Math.max(0, Math.floor((root.inner + 1) / 2))

            Rectangle {
                width: Theme.px(1)
                height: Theme.hairline
                color: Theme.lip
            }
        }
    }
    Caption {
        objectName: "chosenLabel"
        x: Theme.px(5)
        visible: !root.coded
        size: Theme.type(3)
        middle: 33.8
        color: Theme.ink2
        text: qsTr("您的评价")
    }
    Caption {
        objectName: "chosen"
        x: Theme.px(5)
        width: Theme.px(root.inner)
        visible: !root.coded
        bold: true
        fit: true
        size: 6
        middle: 39.6
        text: root.viewModel.word
    }
    Item {
        objectName: "receipt-code"
        x: Math.round((root.width - width) / 2)
        y: Theme.px(Theme.portrait ? 50.9 : 48.6) - Math.round(height / 2)
        width: Theme.px(root.codeSize)
        height: width
        visible: root.coded

        QrCode {
            anchors.fill: parent
            modules: root.viewModel.code
            ink: Theme.ink
        }
        HitArea {
            // In low reach only what lies low enough; the rest of the code is to be scanned.
            reachTop: Theme.low ? Math.min(0, Theme.px(root.codeTop) - Theme.px(0.44 * Theme.height)) :
                                  0
            reachBottom: root.height - parent.y - parent.height
            onTapped: root.held()
        }
    }
    Caption {
        objectName: "inviteTitle"
        x: Theme.px(2)
        width: root.width - 2 * x
        visible: root.coded
        horizontalAlignment: Text.AlignHCenter
        bold: true
        fit: true
        size: Theme.large ? 4.6 : 4.2
        middle: Theme.portrait ? 75.7 : 71.1
        text: root.viewModel.inviteTitle
    }
    Caption {
        objectName: "inviteLine"
        x: Theme.px(2)
        width: root.width - 2 * x
        visible: root.coded
        horizontalAlignment: Text.AlignHCenter
        fit: true
        size: Theme.type(3)
        middle: Theme.portrait ? 81.2 : 76.8
        color: Theme.ink2
        text: root.viewModel.inviteLine
    }
    Face {
        id: seal

        objectName: "seal"
        x: Math.round(root.width - Theme.px(3) - width / 2)
        y: Theme.px(15.9) - Math.round(height / 2)
        width: Theme.px(root.sealSize)
        height: width
        national: root.viewModel.national
        body: Theme.body(root.viewModel.national)
        feature: Theme.feature(root.viewModel.national)
        turn: 9
        outlined: Theme.contrast
        deep: Theme.deep(root.viewModel.national)
    }
}
