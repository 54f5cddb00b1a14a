pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// What went wrong. The rating stands already, whatever happens here.
Item {
    id: root

    required property ReasonsViewModel viewModel
    readonly property int columns: Theme.portrait ? 1 : 2
    readonly property real chipTop: Theme.portrait ? 25.5 : 21.5
    readonly property real chipPitch: Theme.portrait ? 14.45 - Theme.shortfall / 8 : 15
    readonly property real chipHeight: Theme.portrait ? 12.4 - Theme.shortfall / 8 : 13
    readonly property real chipWidth: Math.floor((root.width - 2 * Theme.margin - (root.columns
                                                                                   - 1) * Theme.px(
                                                      2)) / root.columns)
    readonly property real footTop: Theme.portrait ? 141.8 - Theme.shortfall : 83.5
    readonly property real half: Theme.portrait ? root.width - 2 * Theme.margin : root.chipWidth
    readonly property real rest: root.width - 2 * Theme.margin - Theme.px(2)

    CountdownBar {
        objectName: "countdown"
        timeLeft: root.viewModel.timeLeft
    }
    Face {
        objectName: "seal"
        x: Theme.margin
        y: Theme.px(Theme.portrait ? 7 : 4.5)
        width: Theme.px(14)
        height: width
        national: root.viewModel.national
        body: Theme.body(root.viewModel.national)
        feature: Theme.feature(root.viewModel.national)
    }
    Caption {
        objectName: "title"
        x: Theme.px(21.6)
        width: root.width - x - Theme.margin
        bold: true
        fit: true
        size: Theme.portrait ? 8 : 6.6
        tracking: 0.02
        middle: Theme.portrait ? 11.7 : 8.8
        text: root.viewModel.title
    }
    Caption {
        objectName: "line"
        x: Theme.px(21.6)
        width: root.width - x - Theme.margin
        fit: true
        size: Theme.portrait ? 3.6 : 3.4
        middle: Theme.portrait ? 19.6 : 16
        color: Theme.ink2
        text: root.viewModel.line
    }
    Repeater {
        id: chips

        model: root.viewModel.chips

        Chip {
            id: chip

            required property int index
            readonly property int perColumn: Theme.portrait ? 8 : 4
            readonly property int column: Math.floor(index / perColumn)
            readonly property int row: index % perColumn

            x: Theme.margin + column * (root.chipWidth + Theme.px(2))
            y: Theme.px(root.chipTop + row * root.chipPitch)
            width: root.chipWidth
            height: Theme.px(root.chipHeight)
            reachLeft: column === 0 ? Theme.margin : Theme.px(1)
            reachRight: column === root.columns - 1 ? Theme.margin : Theme.px(1)
            reachTop: Theme.px((root.chipPitch - root.chipHeight) / 2)
            reachBottom: Theme.px((root.chipPitch - root.chipHeight) / 2)
            onTapped: root.viewModel.pick(chip.code)
        }
    }
    Key {
        id: byPhone

        objectName: "byPhone"
        x: Theme.margin
        y: Theme.px(root.footTop)
        width: root.half
        height: Theme.px(13)
        visible: root.viewModel.byPhone
        icon: "phone"
        label: qsTr("其他原因，用手机写")
        reachLeft: Theme.margin
        reachRight: Theme.portrait ? Theme.margin : Theme.px(1)
        reachTop: Theme.px(1)
        reachBottom: Theme.px(Theme.portrait ? 1 : 3.5)
        onTapped: root.viewModel.writeByPhone()
    }
    Key {
        id: skip

        // Beside "done" where there is a third key, in a column of its own where there is not.
        readonly property bool narrow: Theme.portrait || byPhone.visible

        objectName: "skip"
        x: Theme.portrait || !byPhone.visible ? Theme.margin : root.width - Theme.margin
                                                - root.chipWidth

        y: Theme.px(Theme.portrait ? root.footTop + 16 : root.footTop)
        width: Theme.portrait ? Math.round(root.rest * 0.4) : byPhone.visible ? Theme.px(28.6) :
                                                                                root.chipWidth
        height: Theme.px(13)
        visible: root.viewModel.canSkip
        label: qsTr("跳过")
        reachLeft: Theme.portrait || !byPhone.visible ? Theme.margin : Theme.px(1)
        reachRight: Theme.px(1)
        reachTop: Theme.px(1)
        reachBottom: Theme.px(Theme.portrait ? 6 : 3.5)
        onTapped: root.viewModel.skip()
    }
    Key {
        objectName: "done"
        x: Theme.portrait && !skip.visible ? Theme.margin : Theme.portrait || (byPhone.visible
                                                                               && skip.visible)
                                             ? skip.x + skip.width + Theme.px(2) : root.width
                                               - Theme.margin - root.chipWidth
        y: skip.y
        width: root.width - Theme.margin - x
        height: Theme.px(13)
        enabled: root.viewModel.canFinish
        primary: true
        label: qsTr("完成")
        note: root.viewModel.picked
        reachLeft: Theme.px(1)
        reachRight: Theme.margin
        reachTop: Theme.px(1)
        reachBottom: Theme.px(Theme.portrait ? 6 : 3.5)
        onTapped: root.viewModel.finish()
    }
}
