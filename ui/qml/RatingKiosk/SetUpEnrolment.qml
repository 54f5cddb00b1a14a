pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// The code a person approves, and how far that is; then that all is done.
Item {
    id: root

    required property SetUpViewModel viewModel
    required property real pineLeft
    property bool done: false
    readonly property string codeWords: qsTr("请管理员在网页“终端”里批准登记码，\n或者用手机扫二维码，选定窗口。")
    readonly property string doneWords: qsTr("本机从现在起可以评价。\n断网也照常使用，评价都保存在本机。")
    readonly property bool upright: Theme.portrait
    readonly property real tall: root.height / Theme.unit
    readonly property real edge: Theme.px(root.upright ? 5 : 6)
    readonly property real textWidth: (root.upright ? root.width : root.pineLeft) - 2 * root.edge
    readonly property real upper: root.upright ? 29 : 27.6
    readonly property real keysTop: root.upright ? root.tall - 36.5 : 82.5
    readonly property real keyWidth: root.upright ? Math.floor((root.textWidth - Theme.px(2)) / 2) :
                                                    Theme.px(34)
    readonly property real pineTop: root.upright ? 92 : 0

    Caption {
        x: root.edge
        width: root.textWidth
        fit: true
        size: 3.5
        middle: root.upper
        color: Theme.ink2
        text: root.done ? root.viewModel.hallName : qsTr("登记码")
    }
    Caption {
        objectName: "code"
        x: root.edge
        width: root.textWidth
        bold: true
        fit: true
        size: root.done ? 11 : 15
        tracking: 0.02
        middle: root.upper + 11
        color: Theme.pine
        text: root.done ? qsTr("设置好了") : root.viewModel.code
    }
    Caption {
        objectName: "how"
        x: root.edge
        width: root.textWidth
        size: 3.4
        lineHeight: 1.15
        middle: root.upper + 25.5
        color: Theme.ink2
        wrapMode: Text.Wrap
        text: root.done ? root.doneWords : root.codeWords
    }
    Rectangle {
        x: root.edge
        y: Theme.px(root.upper + 33.5)
        width: root.textWidth
        height: Theme.hairline
        color: Theme.lip
    }
    Column {
        x: root.edge
        y: Theme.px(root.upper + 34.6)

        Repeater {
            // Constant in Python; the type dump of PySide6 6.11 leaves that out.
            model: root.viewModel.facts // qmllint disable stale-property-read

            FactLine {
                required property int index

                objectName: "fact-" + index
                width: root.textWidth
                height: Theme.px(root.done ? 4.6 : 5.2)
            }
        }
    }
    Rectangle {
        x: root.upright ? 0 : root.pineLeft
        y: Theme.px(root.pineTop)
        width: root.width - x
        height: root.upright ? Theme.px(root.keysTop - 3) - y : root.height
        color: Theme.pine

        Rectangle {
            id: paper

            readonly property real most: root.upright ? parent.height - Theme.px(6) : Theme.px(45.4)

            x: root.upright ? root.edge : Math.round((parent.width - width) / 2)
            y: root.upright ? Theme.px(3) : Theme.px(21)
            width: Math.min(paper.most, Theme.px(45.4))
            height: width
            radius: Theme.radiusOfCard
            visible: !root.done && root.viewModel.modules !== ""
            color: Theme.surface

            QrCode {
                objectName: "qr"
                anchors.fill: parent
                modules: root.viewModel.modules
                ink: Theme.ink
            }
        }
        Caption {
            x: root.upright ? paper.x + paper.width + Theme.px(3) : Theme.px(3)
            width: parent.width - x - Theme.px(3)
            horizontalAlignment: root.upright ? Text.AlignLeft : Text.AlignHCenter
            visible: paper.visible
            bold: true
            size: 3.6
            middle: root.upright ? 14 : 71.2
            color: Theme.paperWhite
            wrapMode: Text.Wrap
            text: qsTr("管理员用手机扫码")
        }
        Caption {
            x: root.upright ? paper.x + paper.width + Theme.px(3) : Theme.px(3)
            width: parent.width - x - Theme.px(3)
            horizontalAlignment: root.upright ? Text.AlignLeft : Text.AlignHCenter
            visible: paper.visible
            size: 3
            middle: root.upright ? 24 : 77
            color: Theme.pineText
            wrapMode: Text.Wrap
            text: qsTr("本机公钥 %1").arg(root.viewModel.fingerprint)
        }
        Rectangle {
            id: plate

            x: Math.round((parent.width - width) / 2)
            y: root.upright ? Theme.px(4) : Theme.px(28)
            width: Theme.px(root.upright ? 26 : 30)
            height: width
            radius: Theme.radiusOfCard
            visible: root.done
            color: Theme.paperWhite

            Caption {
                objectName: "plate"
                x: Theme.px(2)
                width: parent.width - 2 * x
                horizontalAlignment: Text.AlignHCenter
                bold: true
                fit: true
                size: 14
                middle: parent.height / Theme.unit / 2
                color: Theme.pine
                text: root.viewModel.plate
            }
        }
        Caption {
            x: Theme.px(3)
            width: parent.width - 2 * x
            horizontalAlignment: Text.AlignHCenter
            visible: root.done
            bold: true
            fit: true
            size: 4.4
            middle: (plate.y + plate.height) / Theme.unit + 6
            color: Theme.paperWhite
            text: root.viewModel.windowName
        }
    }
    Key {
        objectName: "otherAddress"
        x: root.edge
        y: Theme.px(root.keysTop)
        width: root.keyWidth
        height: Theme.px(13)
        visible: !root.done
        label: qsTr("更换地址")
        reachTop: Theme.px(1)
        reachBottom: Theme.px(root.upright ? 1 : 4.5)
        reachLeft: root.edge
        onTapped: root.viewModel.otherAddress()
    }
    Key {
        objectName: root.done ? "finish" : "goOn"
        x: root.done ? root.edge : root.edge + root.keyWidth + Theme.px(2)
        y: Theme.px(root.keysTop)
        width: root.done ? root.textWidth : root.keyWidth
        height: Theme.px(13)
        primary: true
        usable: root.done || root.viewModel.approved
        label: root.done ? qsTr("开始使用") : qsTr("下一步")
        reachTop: Theme.px(1)
        reachBottom: Theme.px(root.upright ? 1 : 4.5)
        onTapped: root.done ? root.viewModel.finish() : root.viewModel.goOn()
    }
}
