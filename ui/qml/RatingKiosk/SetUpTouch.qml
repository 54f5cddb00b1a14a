pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// Eight circles at the edges, one marked at a time; every touch beside the keys is looked at.
Item {
    id: root

    required property SetUpViewModel viewModel
    required property bool english
    // Constant in Python; the type dump of PySide6 6.11 leaves that out.
    readonly property real side: Theme.px(2
                                          * root.viewModel.radius) // qmllint disable stale-property-read
    // Upright, the block stands below the circles at the sides: it may be as wide as the screen.
    readonly property real middle: root.height / Theme.unit / 2 + (Theme.portrait ? 37 : 0)
    readonly property real edge: Theme.px(Theme.portrait ? 6 : 20)
    readonly property real keyWidth: Theme.px(Theme.portrait ? 38 : 34)

    MultiPointTouchArea {
        objectName: "panel"
        anchors.fill: parent
        mouseEnabled: true
        maximumTouchPoints: 1
        onPressed: points => root.viewModel.touch(points[0].x / Theme.unit, points[0].y / Theme.unit,
                                                  root.width / Theme.unit, root.height / Theme.unit,
                                                  Theme.pixelsPerMillimetre > 0 ? Theme.unit
                                                                                  / Theme.pixelsPerMillimetre :
                                                                                  0)
    }
    Repeater {
        // Constant in Python; the type dump of PySide6 6.11 leaves that out.
        model: root.viewModel.spots // qmllint disable stale-property-read

        Rectangle {
            id: spot

            required property int index
            required property string mark
            required property bool wanted
            readonly property real inset: Theme.px(
                                              root.viewModel.inset) // qmllint disable stale-property-read
            readonly property real alongX: [0, 0.5, 1, 1, 1, 0.5, 0, 0][spot.index]
            readonly property real alongY: [0, 0, 0, 0.5, 1, 1, 1, 0.5][spot.index]

            objectName: "spot-" + spot.index
            x: Math.round(spot.inset + spot.alongX * (root.width - 2 * spot.inset) - width / 2)
            y: Math.round(spot.inset + spot.alongY * (root.height - 2 * spot.inset) - height / 2)
            width: root.side
            height: root.side
            radius: width / 2
            color: spot.mark === "hit" ? Theme.pine : spot.mark !== "" ? Theme.sunk : Theme.surface
            border.width: spot.mark === "hit" ? 0 : Theme.px(spot.wanted ? 0.9 : 0.4)
            border.color: spot.wanted ? Theme.pine : Theme.box

            Icon {
                anchors.centerIn: parent
                width: Theme.px(6)
                height: width
                visible: spot.mark === "hit"
                name: "tick"
                ink: Theme.paperWhite
            }
            Rectangle {
                anchors.centerIn: parent
                width: Theme.px(4)
                height: width
                radius: width / 2
                visible: spot.wanted
                color: Theme.amber
            }
            Caption {
                anchors.centerIn: parent
                y: 0
                visible: spot.mark !== "" && spot.mark !== "hit"
                bold: true
                size: 7
                color: Theme.ink2
                text: spot.mark === "silent" ? "?" : "≠"
            }
        }
    }
    SetUpUtilities {
        x: Math.round((root.width - width) / 2)
        y: Theme.px(root.middle - 29)
        height: Theme.px(12)
        viewModel: root.viewModel
        english: root.english
    }
    Caption {
        objectName: "title"
        x: root.edge
        width: root.width - 2 * x
        horizontalAlignment: Text.AlignHCenter
        bold: true
        fit: true
        size: root.english ? 5.4 : 7
        tracking: root.english ? 0 : 0.02
        middle: root.middle - 10.5
        text: root.viewModel.testOver ? qsTr("测完了") : qsTr("点一下有黄点的圆")
    }
    Caption {
        objectName: "testLine"
        x: root.edge
        width: root.width - 2 * x
        horizontalAlignment: Text.AlignHCenter
        fit: true
        size: 4
        middle: root.middle - 3
        color: Theme.ink2
        text: root.viewModel.testLine
    }
    Caption {
        objectName: "advice"
        x: root.edge
        width: root.width - 2 * x
        horizontalAlignment: Text.AlignHCenter
        bold: true
        size: 3.4
        lineHeight: 1.1
        middle: root.middle + 6.2
        wrapMode: Text.Wrap
        text: root.viewModel.testAdvice
    }
    Row {
        x: Math.round((root.width - width) / 2)
        y: Theme.px(root.middle + 14.5)
        spacing: Theme.px(3)

        Key {
            objectName: root.viewModel.testOver ? "testAgain" : "noAnswer"
            width: root.keyWidth
            height: Theme.px(13)
            label: root.viewModel.testOver ? qsTr("再测一次") : qsTr("它没反应")
            reachTop: Theme.px(1)
            reachBottom: Theme.px(1)
            reachRight: Theme.px(1.5)
            onTapped: root.viewModel.testOver ? root.viewModel.testAgain() : root.viewModel.noAnswer(
                                                    )
        }
        Key {
            objectName: "endTest"
            width: root.keyWidth
            height: Theme.px(13)
            primary: root.viewModel.testOver
            label: root.viewModel.testOver ? qsTr("下一步") : qsTr("跳过测试")
            reachTop: Theme.px(1)
            reachBottom: Theme.px(1)
            reachLeft: Theme.px(1.5)
            onTapped: root.viewModel.endTest()
        }
    }
}
