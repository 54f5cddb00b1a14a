pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// Who, which state, and the three keys used most: landscape a rail, portrait a band.
Rectangle {
    id: root

    required property PanelViewModel viewModel
    readonly property bool tight: Theme.small && !Theme.portrait
    readonly property real indent: Theme.portrait ? 6 : 4
    readonly property real photo: root.tight ? 12 : 16
    readonly property real below: root.indent + root.photo
    readonly property real pitch: Math.max(16.5, Theme.target / Theme.unit)

    color: Theme.pine

    component RailKey: StaffKey {
        required property int place

        x: Theme.portrait ? Theme.px(6) + place * (width + Theme.px(2)) : Theme.px(4)
        y: Theme.portrait ? root.height - Theme.px(18) : root.height - Theme.px(3.5) - height - (2
                                                                                                 - place)
                            * Theme.px(root.pitch)
        width: Theme.portrait ? Math.floor((root.width - Theme.px(16)) / 3) : root.width - Theme.px(
                                    8)
        height: Theme.px(Theme.portrait ? 14 : root.pitch - 2.6)
        kind: "pine"
        reachLeft: Theme.portrait ? Theme.px(place === 0 ? 6 : 1) : Theme.px(4)
        reachRight: Theme.portrait ? Theme.px(place === 2 ? 6 : 1) : Theme.px(4)
        reachTop: Theme.px(1.3)
        reachBottom: Theme.portrait ? Theme.px(4) : Theme.px(place === 2 ? 3.5 : 1.3)
    }

    Rectangle {
        id: picture

        x: Theme.px(root.indent)
        y: Theme.px(root.indent)
        width: Theme.px(root.photo * 7 / 8)
        height: Theme.px(root.photo)
        radius: Theme.px(1.5)
        color: Theme.celadon

        Photo {
            objectName: "panelPhoto"
            anchors.fill: parent
            visible: root.viewModel.photographed
            radius: picture.radius
            picture: root.viewModel.photo
        }
        Caption {
            x: Theme.px(1)
            width: parent.width - 2 * x
            visible: !root.viewModel.photographed
            horizontalAlignment: Text.AlignHCenter
            bold: true
            fit: true
            size: root.photo * 0.46
            middle: root.photo / 2
            color: Theme.pine
            text: root.viewModel.initial
        }
    }
    Item {
        id: who

        anchors.left: picture.right
        anchors.leftMargin: Theme.px(2.5)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(2)
        y: picture.y
        height: picture.height

        Caption {
            objectName: "panelName"
            width: parent.width
            bold: true
            fit: true
            size: root.tight ? 4.2 : 5
            middle: root.photo * 0.21
            color: Theme.paperWhite
            text: root.viewModel.name
        }
        Caption {
            width: parent.width
            fit: true
            least: 2.6
            size: 3
            middle: root.photo * 0.57
            color: Theme.pineText
            text: root.viewModel.post
        }
        Caption {
            objectName: "panelNumber"
            width: parent.width
            fit: true
            least: 2.6
            size: 3
            middle: root.photo * 0.84
            color: Theme.pineText
            text: root.viewModel.number
        }
    }
    Rectangle {
        x: Theme.px(root.indent)
        y: Theme.px(root.below + (root.tight ? 2 : 3.4))
        width: root.width - 2 * x
        height: Theme.hairline
        color: Theme.pineLine
    }
    Rectangle {
        id: dot

        x: Theme.px(root.indent)
        y: Theme.px(root.below + (root.tight ? 5.4 : 8.6)) - Math.round(height / 2)
        width: Theme.px(2)
        height: width
        radius: width / 2
        color: root.viewModel.open ? "#5FC2A4" : Theme.amber
    }
    Caption {
        objectName: "panelState"
        anchors.left: dot.right
        anchors.leftMargin: Theme.px(1.4)
        width: root.width - x - Theme.px(2)
        bold: true
        fit: true
        least: 2.6
        size: 3.6
        middle: root.below + (root.tight ? 5.4 : 8.6)
        color: Theme.paperWhite
        text: root.viewModel.state
    }
    Caption {
        objectName: "panelSince"
        x: Theme.px(root.indent)
        width: root.width - x - Theme.px(2)
        fit: true
        least: 2.6
        size: 3
        middle: root.below + (root.tight ? 9.8 : 13.7)
        color: Theme.pineText
        text: root.viewModel.since
    }
    RailKey {
        objectName: "panelPause"
        place: 0
        visible: root.viewModel.onDuty
        kind: root.viewModel.paused ? "white" : "amber"
        size: 4.2
        icon: root.viewModel.paused ? "play" : "pause"
        label: root.viewModel.paused ? qsTr("恢复服务") : qsTr("暂停服务")
        onTapped: root.viewModel.pauseOrResume()
    }
    RailKey {
        objectName: "panelSignOut"
        place: 1
        visible: root.viewModel.onDuty
        icon: "leave"
        label: qsTr("签退")
        onTapped: root.viewModel.endShift()
    }
    RailKey {
        objectName: "panelSignIn"
        place: 1
        visible: !root.viewModel.onDuty
        kind: "white"
        size: 4.2
        icon: "enter"
        label: root.viewModel.signIn
        onTapped: root.viewModel.beginShift()
    }
    RailKey {
        objectName: "panelBack"
        place: 2
        icon: "back"
        label: qsTr("返回")
        note: root.viewModel.leaveWithin
        onTapped: root.viewModel.leave()
    }
}
