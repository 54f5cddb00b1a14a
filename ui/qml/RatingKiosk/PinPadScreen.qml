pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// Number and PIN: what was typed on pine, the keys on paper.
Rectangle {
    id: root

    required property PinPadViewModel viewModel
    readonly property real pineWidth: Theme.portrait ? root.width : Theme.px(58)
    readonly property real pineHeight: Theme.portrait ? Theme.px(62) : root.height
    readonly property real backHeight: Math.max(Theme.px(14), Theme.target - Theme.px(5))
    readonly property real indent: Theme.portrait ? 6 : 5
    readonly property real padLeft: Theme.portrait ? 0 : root.pineWidth
    readonly property real padTop: Theme.portrait ? root.pineHeight : 0
    readonly property real padBottom: Theme.portrait ? root.height - Theme.px(22) : root.height
    readonly property real outer: Theme.px(Theme.portrait ? 4 : 3.5)
    readonly property real pitchX: (root.width - root.padLeft - 2 * root.outer + Theme.px(2)) / 3
    readonly property real pitchY: (root.padBottom - root.padTop - 2 * root.outer + Theme.px(2)) / 4

    color: Theme.paper

    Rectangle {
        width: root.pineWidth
        height: root.pineHeight
        color: Theme.pine

        Caption {
            objectName: "padTitle"
            x: Theme.px(root.indent)
            width: parent.width - 2 * x
            bold: true
            fit: true
            size: 5.4
            middle: 9
            color: Theme.paperWhite
            text: qsTr("工作人员")
        }
        Caption {
            x: Theme.px(root.indent)
            width: parent.width - 2 * x
            size: 3
            middle: 18
            color: Theme.pineText
            text: qsTr("工号")
        }
        Caption {
            objectName: "padNumber"
            x: Theme.px(root.indent)
            width: parent.width - 2 * x
            bold: true
            fit: true
            size: 7
            middle: 25
            color: root.viewModel.enteringPin ? Theme.pineText : Theme.paperWhite
            text: root.viewModel.number === "" ? "–" : root.viewModel.name === ""
                                                 ? root.viewModel.number : root.viewModel.number
                                                   + "  " + root.viewModel.name
        }
        Rectangle {
            x: Theme.px(root.indent)
            y: Theme.px(30.4)
            width: parent.width - 2 * x
            height: Theme.px(root.viewModel.enteringPin ? 0.2 : 0.6)
            color: root.viewModel.enteringPin ? Theme.pineLine : Theme.amber
        }
        Caption {
            x: Theme.px(root.indent)
            width: parent.width - 2 * x
            size: 3
            middle: 35
            color: Theme.pineText
            text: qsTr("密码")
        }
        Row {
            objectName: "dots"
            x: Theme.px(root.indent)
            y: Theme.px(39.6)
            height: Theme.px(3)
            spacing: Theme.px(2.2)

            Repeater {
                model: 8

                Rectangle {
                    required property int index

                    width: Theme.px(3)
                    height: width
                    radius: width / 2
                    visible: index < Math.max(4, root.viewModel.dots)
                    color: index < root.viewModel.dots ? Theme.paperWhite : "transparent"
                    border.color: index < root.viewModel.dots ? Theme.paperWhite : Theme.pineText
                    border.width: Theme.px(0.3)
                }
            }
        }
        Rectangle {
            x: Theme.px(root.indent)
            y: Theme.px(45)
            width: parent.width - 2 * x
            height: Theme.px(root.viewModel.enteringPin ? 0.6 : 0.2)
            color: root.viewModel.enteringPin ? Theme.amber : Theme.pineLine
        }
        Caption {
            objectName: "padLine"
            x: Theme.px(root.indent)
            y: Theme.px(47.4)
            width: parent.width - 2 * x
            lineHeight: Theme.px(4.9)
            lineHeightMode: Text.FixedHeight
            size: 3.4
            color: root.viewModel.urgent ? Theme.amber : Theme.pineText
            text: root.viewModel.line
            wrapMode: Text.Wrap
        }
    }
    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "erase", "0", "confirm"]

        StaffKey {
            id: key

            required property int index
            required property string modelData
            readonly property int column: key.index % 3
            readonly property int row: Math.floor(key.index / 3)

            objectName: "pad-" + key.modelData
            x: Math.round(root.padLeft + root.outer + key.column * root.pitchX)
            y: Math.round(root.padTop + root.outer + key.row * root.pitchY)
            width: Math.floor(root.pitchX - Theme.px(2))
            height: Math.floor(root.pitchY - Theme.px(2))
            kind: key.modelData === "confirm" ? "primary" : "surface"
            size: key.modelData.length === 1 ? 7 : 4
            icon: key.modelData === "erase" ? "erase" : ""
            stacked: key.modelData === "erase"
            label: key.modelData === "erase" ? root.viewModel.erase : key.modelData === "confirm"
                                               ? root.viewModel.confirm : key.modelData
            usable: key.modelData === "erase" ? root.viewModel.canErase : key.modelData === "confirm"
                                                ? root.viewModel.canConfirm : root.viewModel.canType
            reachLeft: key.column === 0 ? root.outer : Theme.px(1)
            reachRight: key.column === 2 ? root.outer : Theme.px(1)
            reachTop: key.row === 0 ? root.outer : Theme.px(1)
            reachBottom: key.row === 3 ? root.outer : Theme.px(1)
            onTapped: {
                if (key.modelData === "erase")
                    root.viewModel.takeBack();
                else if (key.modelData === "confirm")
                    root.viewModel.goOn();
                else
                    root.viewModel.typeDigit(key.modelData);
            }
        }
    }
    StaffKey {
        id: back

        objectName: "padBack"
        x: Theme.px(Theme.portrait ? 4 : 4)
        y: root.height - height - Theme.px(Theme.portrait ? 6 : 3.5)
        width: root.pineWidth - 2 * x
        height: root.backHeight
        kind: Theme.portrait ? "surface" : "pine"
        icon: "back"
        label: qsTr("返回")
        note: root.viewModel.leaveWithin
        reachLeft: x
        reachRight: x
        reachTop: Theme.portrait ? Math.max(0, y - root.padBottom) : Theme.px(1.5)
        reachBottom: root.height - y - height
        onTapped: root.viewModel.leave()
    }
}
