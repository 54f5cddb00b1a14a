pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend
import RatingKiosk.Controls

// The staff panel: the rail; beside or below it the counts, four facts and five keys, or a sheet.
Rectangle {
    id: root

    required property PanelViewModel viewModel
    required property PanelSheetViewModel sheet
    required property bool english
    readonly property real spare: Theme.portrait ? Math.max(0, 17.8 - Theme.shortfall) : 0
    readonly property real railHeight: 56 + root.spare * 0.4
    readonly property real margin: Theme.px(4)
    readonly property real start: Theme.portrait ? root.margin : Theme.px(50)
    readonly property real upper: Theme.px(Theme.portrait ? root.railHeight + 3 : 3.5)
    readonly property real room: root.width - root.start - root.margin
    // The row of keys: where its targets begin, and its plates within them.
    readonly property real keysHit: root.height - Math.max(Theme.px(Theme.portrait ? 21.5 : 18),
                                                           Theme.target)
    readonly property real keysTop: root.keysHit + Theme.px(1.5)
    readonly property real keysHeight: root.height - Theme.px(Theme.portrait ? 6 : 3.5)
                                       - root.keysTop
    readonly property real countsHeight: Theme.px(Theme.portrait ? 32 + root.spare * 0.3 : Theme.small
                                                                   ? 28 : 31.5)
    readonly property real factsTop: root.upper + root.countsHeight + Theme.px(2)
    readonly property real factWidth: Math.floor((root.room - Theme.px(2)) / 2)
    readonly property real factHeight: Math.min(Theme.px(26), Math.floor((root.keysTop - Theme.px(
                                                                              2) - root.factsTop
                                                                          - Theme.px(2)) / 2))

    color: Theme.paper

    PanelRail {
        width: Theme.portrait ? root.width : Theme.px(46)
        height: Theme.portrait ? Theme.px(root.railHeight) : root.height
        viewModel: root.viewModel
    }
    Item {
        anchors.fill: parent
        visible: root.viewModel.sheet === "none"

        PanelCounts {
            objectName: "counts"
            x: root.start
            y: root.upper
            width: root.room
            height: root.countsHeight
            viewModel: root.viewModel
        }
        Repeater {
            model: root.viewModel.facts // qmllint disable stale-property-read

            PanelFact {
                id: fact

                required property int index
                required property string key

                objectName: "fact-" + fact.key
                visible: root.viewModel.asked === "" || fact.index > 1
                x: root.start + (fact.index % 2) * (width + Theme.px(2))
                y: root.factsTop + Math.floor(fact.index / 2) * (height + Theme.px(2))
                width: root.factWidth
                height: root.factHeight
            }
        }
        Repeater {
            model: ["ask", "export", "check", "sound", "about"]

            StaffKey {
                id: key

                required property int index
                required property string modelData
                readonly property real pitch: (root.room + Theme.px(2)) / 5

                objectName: "panel-" + key.modelData
                x: Math.round(root.start + key.index * key.pitch)
                y: root.keysTop
                width: Math.floor(key.pitch - Theme.px(2))
                height: root.keysHeight
                stacked: true
                kind: key.modelData === "ask" ? "primary" : "surface"
                usable: key.modelData !== "ask" || root.viewModel.canAsk
                icon: ({
                           "ask": "ask",
                           "export": "usb",
                           "check": "shield",
                           "sound": "sun",
                           "about": "info"
                       })[key.modelData]
                label: ({
                            "ask": qsTr("请市民评价"),
                            "export": qsTr("导出"),
                            "check": qsTr("校验"),
                            "sound": qsTr("声音亮度"),
                            "about": qsTr("关于")
                        })[key.modelData]
                reachLeft: key.index === 0 ? root.margin : Theme.px(1)
                reachRight: key.index === 4 ? root.margin : Theme.px(1)
                reachTop: Theme.px(1.5)
                reachBottom: root.height - y - height
                onTapped: {
                    if (key.modelData === "ask")
                        root.viewModel.ask();
                    else
                        root.viewModel.openSheet(key.modelData);
                }
            }
        }
    }
    Rectangle {
        objectName: "askedCard"
        x: root.start
        y: root.factsTop
        width: root.room
        height: root.factHeight
        visible: root.viewModel.asked !== "" && root.viewModel.sheet === "none"
        radius: Theme.radiusOfCard
        color: Theme.pine

        Caption {
            objectName: "asked"
            x: Theme.px(4)
            width: parent.width - 2 * x
            bold: true
            fit: true
            size: 4
            middle: parent.height / Theme.unit / 2
            color: Theme.paperWhite
            text: root.viewModel.asked
        }
    }
    PanelSheet {
        objectName: "panelSheet"
        anchors.fill: parent
        visible: root.viewModel.sheet !== "none"
        viewModel: root.sheet
        kind: root.viewModel.sheet
        english: root.english
        cardLeft: root.start
        cardTop: root.upper
        keysTop: root.keysTop
        keysHeight: root.keysHeight
        onClosed: root.viewModel.openSheet("none")
    }
}
