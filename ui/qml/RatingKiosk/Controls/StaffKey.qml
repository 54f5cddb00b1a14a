pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// A key of the staff's screens. Its kind says how it looks: "surface" on paper, "primary" pine on
// paper, "pine" raised on pine, "white" and "amber" the first thing to press on pine.
Item {
    id: root

    property string kind: "surface"
    property string label
    property string note
    property string icon
    property bool stacked: false
    property bool usable: true
    property real size: 4
    property alias reachLeft: hit.reachLeft
    property alias reachTop: hit.reachTop
    property alias reachRight: hit.reachRight
    property alias reachBottom: hit.reachBottom
    readonly property bool down: hit.pressed && root.usable
    readonly property bool dark: root.kind === "pine" || root.kind === "primary"
    readonly property color plain: root.kind === "amber" ? Theme.amber : root.kind === "pine"
                                                           ? Theme.pine2 : root.kind === "primary"
                                                             ? Theme.pine : root.kind === "white"
                                                               ? Theme.paperWhite : Theme.surface
    readonly property color pressed: root.dark ? Theme.pineLow : root.kind === "amber" ? "#B27F17" :
                                                                                         Theme.sunk
    readonly property color wordColor: !root.usable ? Theme.disabledText : root.dark ? Theme.paperWhite :
                                                                                       root.kind
                                                                                       === "amber"
                                                                                       ? "#2B1D02" :
                                                                                         Theme.ink

    signal tapped

    Plate {
        anchors.fill: parent
        down: root.down
        flat: !root.usable
        color: !root.usable ? Theme.sunk : root.down ? root.pressed : root.plain
        lipColor: root.dark || root.kind === "white" ? Theme.pineLow : root.kind === "amber" ? "#B27F17" :
                                                                                               Theme.lip
        borderColor: Theme.line
        borderWidth: root.kind === "surface" && root.usable ? Theme.hairline : 0

        Icon {
            visible: root.stacked && root.icon !== ""
            x: Math.round((root.width - width) / 2)
            y: Math.round(parent.height * 0.34 - height / 2)
            width: Theme.px(5)
            height: width
            name: root.icon
            ink: root.wordColor
        }
        Caption {
            x: Theme.px(0.8)
            width: parent.width - 2 * x
            visible: root.stacked
            horizontalAlignment: Text.AlignHCenter
            bold: true
            fit: true
            least: 2.6
            size: 3.4
            middle: parent.height / Theme.unit * 0.72
            color: root.wordColor
            text: root.label
        }
        Row {
            objectName: "words"
            anchors.centerIn: parent
            visible: !root.stacked
            spacing: Theme.px(2)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.px(4.6)
                height: width
                visible: root.icon !== ""
                name: root.icon
                ink: root.wordColor
            }
            Caption {
                id: word

                anchors.verticalCenter: parent.verticalCenter
                bold: true
                size: root.size
                tracking: Theme.latin ? 0 : 0.02
                color: root.wordColor
                text: root.label
            }
            Caption {
                anchors.baseline: word.baseline
                visible: root.note !== ""
                size: 3.2
                color: root.dark ? Theme.pineText : Theme.ink2
                text: root.note
            }
        }
    }
    HitArea {
        id: hit

        enabled: root.usable
        onTapped: root.tapped()
    }
}
