pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// The collector's address, on a keyboard of our own: no other comes up on a terminal.
Item {
    id: root

    required property SetUpViewModel viewModel
    readonly property bool upright: Theme.portrait
    readonly property real tall: root.height / Theme.unit
    readonly property bool types: !root.viewModel.fixed && !root.viewModel.checking
    readonly property real keysTop: root.upright ? 75 : 39.8
    readonly property real keysBottom: root.upright ? root.tall - 21.5 : root.tall - 0.2
    readonly property real fieldTop: root.upright ? 27 : 17.6
    readonly property real fieldWidth: root.upright ? root.width - 2 * Theme.margin : rubOut.x
                                                      - Theme.px(2) - Theme.margin

    Rectangle {
        x: Theme.margin
        y: Theme.px(root.fieldTop)
        width: root.fieldWidth
        height: Theme.px(11)
        radius: Theme.radiusOfKey
        color: root.types ? Theme.surface : Theme.sunk
        border.width: Theme.px(0.4)
        border.color: root.types ? Theme.pine : Theme.box

        Caption {
            id: scheme

            x: Theme.px(2.5)
            middle: 5.5
            visible: !root.viewModel.typed.includes("://")
            size: 3.6
            color: Theme.ink2
            text: "https://"
        }
        Caption {
            objectName: "typed"
            x: scheme.visible ? scheme.x + scheme.width + Theme.px(0.5) : Theme.px(2.5)
            width: Math.min(implicitWidth, parent.width - x - Theme.px(3))
            middle: 5.5
            bold: true
            fit: true
            size: 5
            minimumPixelSize: Theme.px(2.2)
            text: root.viewModel.typed

            Rectangle {
                // Where the next letter goes. It stands still: nothing on a terminal blinks.
                x: parent.width + Theme.px(0.4)
                y: Math.round((parent.height - height) / 2)
                width: Theme.px(0.4)
                height: Theme.px(6)
                visible: root.types
                color: Theme.pine
            }
        }
    }
    LetterKey {
        id: rubOut

        objectName: "key-back"
        x: connect.x - Theme.px(1) - width
        y: Theme.px(root.fieldTop) - Theme.px(0.5)
        width: Theme.px(15)
        height: Theme.px(12)
        visible: !root.upright
        enabled: root.types
        label: "←"
        onTapped: root.viewModel.rubOut()
    }
    Key {
        id: connect

        objectName: "connect"
        x: root.upright ? Theme.margin : root.width - Theme.margin - width
        y: Theme.px(root.upright ? 41 : root.fieldTop)
        width: root.upright ? root.width - 2 * Theme.margin : Theme.px(30)
        height: Theme.px(root.upright ? 13 : 11.6)
        primary: true
        usable: !root.viewModel.checking && root.viewModel.typed !== ""
        label: qsTr("连接")
        reachTop: Theme.px(1)
        reachBottom: Theme.px(2)
        reachRight: Theme.margin
        onTapped: root.viewModel.ask()
    }
    Caption {
        objectName: "message"
        x: Theme.margin
        width: root.width - 2 * x
        bold: root.viewModel.wrong
        size: root.upright ? 3.3 : 3
        lineHeight: 1.05
        middle: root.upright ? 65 : 34.6
        color: root.viewModel.wrong ? Theme.ink : Theme.ink2
        wrapMode: Text.Wrap
        text: root.viewModel.message
    }
    Keyboard {
        x: Theme.px(root.upright ? 1 : 5)
        y: Theme.px(root.keysTop)
        width: root.width - 2 * x
        height: Math.min(Theme.px(root.keysBottom) - y, Theme.px(90))
        visible: !root.viewModel.fixed
        enabled: root.types
        onTyped: letter => root.viewModel.type(letter)
        onRubbedOut: root.viewModel.rubOut()
    }
}
