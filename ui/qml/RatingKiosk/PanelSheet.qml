pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// What one of the panel's keys opens, in place of the facts: one thing at a time, and a way back.
Item {
    id: root

    required property PanelSheetViewModel viewModel
    required property string kind
    required property bool english
    required property real cardLeft
    required property real cardTop
    required property real keysTop
    required property real keysHeight
    readonly property real room: root.width - root.cardLeft - Theme.px(4)
    readonly property real keyPitch: (root.room + Theme.px(2)) / 3
    readonly property real stepperHeight: Math.max(Theme.px(15), Theme.target) - Theme.px(2)

    readonly property real underLine: line.y + line.height + Theme.px(2.5)
    readonly property real steppersTop: Math.max(Theme.px(Theme.small ? 15 : 20), root.underLine)

    signal closed

    component SheetKey: StaffKey {
        required property int place

        x: Math.round(root.cardLeft + place * root.keyPitch)
        y: root.keysTop
        width: Math.floor(root.keyPitch - Theme.px(2))
        height: root.keysHeight
        size: 3.6
        reachLeft: place === 0 ? Theme.px(4) : Theme.px(1)
        reachRight: place === 2 ? Theme.px(4) : Theme.px(1)
        reachTop: Theme.px(1.5)
        reachBottom: root.height - y - height
    }

    Rectangle {
        id: card

        x: root.cardLeft
        y: root.cardTop
        width: root.room
        height: root.keysTop - Theme.px(2) - y
        radius: Theme.radiusOfCard
        color: Theme.surface
        border.color: Theme.line
        border.width: Theme.hairline

        Caption {
            objectName: "sheetTitle"
            x: Theme.px(4)
            width: card.width - 2 * x
            bold: true
            fit: true
            size: 4.6
            middle: 6
            text: root.viewModel.title
        }
        Caption {
            id: line

            objectName: "sheetLine"
            x: Theme.px(4)
            y: Theme.px(10.4)
            width: card.width - 2 * x
            lineHeight: Theme.px(4.8)
            lineHeightMode: Text.FixedHeight
            size: 3.3
            bold: root.viewModel.attention
            color: root.viewModel.attention ? Theme.ink : Theme.ink2
            text: root.viewModel.line
            wrapMode: Text.Wrap
        }
        Rectangle {
            id: track

            objectName: "sheetProgress"
            x: Theme.px(4)
            y: Theme.px(30)
            width: card.width - 2 * x
            height: Theme.px(3)
            visible: root.viewModel.progress >= 0
            radius: Theme.px(0.6)
            color: Theme.sunk

            Rectangle {
                width: Math.round(track.width * Math.max(0, root.viewModel.progress))
                height: track.height
                radius: track.radius
                color: Theme.pine
            }
        }
        Caption {
            objectName: "sheetPercent"
            x: Theme.px(4)
            visible: track.visible
            bold: true
            size: 6
            middle: 39
            text: root.viewModel.percent
        }
        Repeater {
            model: root.viewModel.sticks // qmllint disable stale-property-read

            Item {
                id: stick

                required property int index
                required property string path
                required property string name
                required property string room
                readonly property real pitch: (card.width - Theme.px(6)) / 3

                x: Theme.px(4) + stick.index * stick.pitch
                y: Math.max(Theme.px(24), root.underLine)
                width: Math.floor(stick.pitch - Theme.px(2))
                height: Math.max(Theme.px(17), Theme.target)

                StaffKey {
                    objectName: "stick-" + stick.index
                    width: parent.width
                    height: parent.height - Theme.px(5)
                    stacked: true
                    kind: "primary"
                    icon: "usb"
                    label: stick.name
                    reachLeft: Theme.px(1)
                    reachRight: Theme.px(1)
                    reachBottom: Theme.px(5)
                    onTapped: root.viewModel.exportTo(stick.path)
                }
                Caption {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    fit: true
                    least: 2.6
                    size: 2.8
                    middle: parent.height / Theme.unit - 2
                    color: Theme.ink2
                    text: stick.room
                }
            }
        }
        Repeater {
            model: root.viewModel.lines // qmllint disable stale-property-read

            Item {
                id: fact

                required property int index
                required property string label
                required property string value

                x: Theme.px(4)
                y: Theme.px((root.kind === "check" ? 24 : 12) + fact.index * 9.4)
                width: card.width - 2 * x
                height: Theme.px(9)

                Caption {
                    width: Theme.px(24)
                    fit: true
                    least: 2.6
                    size: 3.2
                    middle: 4.5
                    color: Theme.ink2
                    text: fact.label
                }
                Caption {
                    x: Theme.px(25)
                    width: fact.width - x
                    bold: true
                    fit: true
                    least: 2.4
                    size: 3.6
                    middle: 4.5
                    text: fact.value
                }
            }
        }
        Stepper {
            x: Theme.px(4)
            y: root.steppersTop
            width: card.width - 2 * x
            height: root.stepperHeight
            visible: root.kind === "sound"
            name: "volume"
            icon: "sound"
            label: qsTr("音量")
            value: root.viewModel.volume
            onStepped: by => root.viewModel.stepVolume(by)
        }
        Stepper {
            x: Theme.px(4)
            y: root.steppersTop + Theme.px(2) + height
            width: card.width - 2 * x
            height: root.stepperHeight
            visible: root.kind === "sound"
            name: "brightness"
            icon: "sun"
            label: qsTr("亮度")
            least: 1
            usable: root.viewModel.dimmable
            value: root.viewModel.brightness
            onStepped: by => root.viewModel.stepBrightness(by)
        }
    }
    SheetKey {
        objectName: "sheetVoice"
        place: 0
        visible: root.kind === "sound"
        icon: "sound"
        label: root.viewModel.voice ? qsTr("关闭语音") : qsTr("打开语音")
        onTapped: root.viewModel.switchVoice()
    }
    SheetKey {
        objectName: "sheetLanguage"
        place: 1
        visible: root.kind === "sound"
        label: root.english ? "中文" : "English"
        onTapped: root.viewModel.switchLanguage()
    }
    SheetKey {
        objectName: "sheetCheck"
        place: 0
        visible: root.kind === "check"
        kind: "primary"
        icon: "shield"
        usable: root.viewModel.canStart
        label: qsTr("开始校验")
        onTapped: root.viewModel.startCheck()
    }
    SheetKey {
        objectName: "sheetSetUp"
        place: 0
        visible: root.kind === "about"
        icon: "tools"
        label: qsTr("安装设置")
        onTapped: root.viewModel.openSetUp()
    }
    SheetKey {
        objectName: "sheetClose"
        place: 2
        icon: "back"
        label: qsTr("回到总览")
        onTapped: root.closed()
    }
}
