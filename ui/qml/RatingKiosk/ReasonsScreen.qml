pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// What went wrong. The rating stands already, whatever happens here.
Item {
    id: root

    required property ReasonsViewModel viewModel
    readonly property real panel: root.height / Theme.unit
    // Where eight lines of targets do not fit: twice as many columns of half as many tiles.
    readonly property bool tiled: Theme.small || Theme.low || Theme.shortfall > 4
    readonly property int columns: (Theme.portrait ? 1 : 2) * (root.tiled ? 2 : 1)
    readonly property int rows: 8 / root.columns
    readonly property real chipGap: 2
    readonly property real firstTop: Theme.portrait ? 25.5 : 21.5
    // Low: nothing to be pressed in the upper part, unless 20 mm a row need more than the rest.
    readonly property real chipTop: !Theme.low ? root.firstTop : Math.max(root.firstTop, Math.min((
                                                                                                      Theme.portrait
                                                                                                      ? 0.41 : 0.44)
                                                                                                  * root.panel
                                                                                                  + 1, root.footTop
                                                                                                  - root.footReach
                                                                                                  - root.rows
                                                                                                  * Theme.target
                                                                                                  / Theme.unit))
    // The words stay right above what they speak of.
    readonly property real shift: root.chipTop - root.firstTop
    // The lowest row of keys ends 6 u (landscape 3.5) above the edge; each is a target high.
    readonly property real footPitch: Math.max(16, Theme.target / Theme.unit)
    readonly property real footBottom: root.panel - (Theme.portrait ? 6 : 3.5)
    readonly property real footTop: root.footBottom - 13 - (Theme.portrait ? root.footPitch : 0)
    readonly property real footReach: Theme.portrait ? (root.footPitch - 13) / 2 : Math.max(1.5,
                                                                                            Theme.target
                                                                                            / Theme.unit
                                                                                            - 16.5)
    readonly property real chipPitch: (root.tiled ? root.footTop - root.footReach - root.chipTop :
                                                    Theme.portrait ? 115.6 : 60) / root.rows
    readonly property real chipWidth: Math.floor((root.width - 2 * Theme.margin - (root.columns
                                                                                   - 1) * Theme.px(
                                                      2)) / root.columns)
    readonly property real half: Math.floor((root.width - 2 * Theme.margin - Theme.px(2)) / 2)
    readonly property real rest: root.width - 2 * Theme.margin - Theme.px(2)

    CountdownBar {
        objectName: "countdown"
        timeLeft: root.viewModel.timeLeft
    }
    Face {
        objectName: "seal"
        x: Theme.margin
        y: Theme.px((Theme.portrait ? 7 : 4.5) + root.shift)
        width: Theme.px(14)
        height: width
        national: root.viewModel.national
        body: Theme.body(root.viewModel.national)
        feature: Theme.feature(root.viewModel.national)
        outlined: Theme.contrast
        deep: Theme.deep(root.viewModel.national)
    }
    Caption {
        objectName: "title"
        x: Theme.px(21.6)
        width: root.width - x - Theme.margin
        bold: true
        fit: true
        size: Theme.portrait ? 8 : Theme.large ? 7.6 : 6.6
        tracking: 0.02
        middle: (Theme.portrait ? 11.7 : 8.8) + root.shift
        text: root.viewModel.title
    }
    Caption {
        objectName: "line"
        x: Theme.px(21.6)
        width: root.width - x - Theme.margin
        fit: true
        size: Theme.type(Theme.portrait ? 3.6 : 3.4)
        middle: (Theme.portrait ? 19.6 : 16) + root.shift + (Theme.large ? 0.4 : 0)
        color: Theme.ink2
        text: root.viewModel.line
    }
    Repeater {
        id: chips

        // Constant in Python; the type dump of PySide6 6.11 leaves that out.
        model: root.viewModel.chips // qmllint disable stale-property-read

        Chip {
            id: chip

            required property int index
            readonly property int column: Math.floor(index / root.rows)
            readonly property int row: index % root.rows

            x: Theme.margin + column * (root.chipWidth + Theme.px(2))
            y: Theme.px(root.chipTop + row * root.chipPitch)
            width: root.chipWidth
            height: Theme.px(root.chipPitch - root.chipGap)
            tile: root.tiled && !Theme.low
            packed: root.tiled
            reachLeft: column === 0 ? Theme.margin : Theme.px(1)
            reachRight: column === root.columns - 1 ? Theme.margin : Theme.px(1)
            reachTop: Theme.px(root.chipGap / 2)
            // The last row counts touches down to where the keys below begin to.
            reachBottom: row < root.rows - 1 ? Theme.px(root.chipGap / 2) : Theme.px(root.footTop)
                                               - Theme.px(root.footReach) - y - height
            onTouched: root.viewModel.hear(chip.code)
            onTapped: root.viewModel.pick(chip.code)
        }
    }
    Key {
        id: byPhone

        objectName: "byPhone"
        x: Theme.margin
        y: Theme.px(root.footTop)
        width: Theme.portrait ? root.width - 2 * Theme.margin : root.half
        height: Theme.px(13)
        visible: root.viewModel.byPhone
        icon: "phone"
        label: qsTr("其他原因，用手机写")
        reachLeft: Theme.margin
        reachRight: Theme.portrait ? Theme.margin : Theme.px(1)
        reachTop: Theme.px(root.footReach)
        reachBottom: Theme.portrait ? Theme.px(root.footReach) : root.height - y - height
        onTapped: root.viewModel.writeByPhone()
    }
    Key {
        id: skip

        // Between the two others where there are three, else half of the row.
        readonly property bool third: !Theme.portrait && byPhone.visible

        objectName: "skip"
        x: skip.third ? Theme.margin + root.half + Theme.px(2) : Theme.margin
        y: Theme.px(root.footBottom - 13)
        width: skip.third ? Theme.px(28.6) : Theme.portrait ? Math.round(root.rest * 0.4) :
                                                              root.half
        height: Theme.px(13)
        visible: root.viewModel.canSkip
        label: qsTr("跳过")
        reachLeft: skip.third ? Theme.px(1) : Theme.margin
        reachRight: Theme.px(1)
        reachTop: Theme.px(root.footReach)
        reachBottom: root.height - y - height
        onTapped: root.viewModel.skip()
    }
    Key {
        objectName: "done"
        x: skip.visible ? skip.x + skip.width + Theme.px(2) : Theme.portrait ? Theme.margin :
                                                                               Theme.margin
                                                                               + root.half
                                                                               + Theme.px(2)
        y: skip.y
        width: root.width - Theme.margin - x
        height: Theme.px(13)
        usable: root.viewModel.canFinish
        primary: true
        label: qsTr("完成")
        note: root.viewModel.picked
        reachLeft: Theme.px(1)
        reachRight: Theme.margin
        reachTop: Theme.px(root.footReach)
        reachBottom: root.height - y - height
        onTapped: root.viewModel.finish()
    }
}
