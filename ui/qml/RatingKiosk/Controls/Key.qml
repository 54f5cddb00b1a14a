pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// An action: a word, with an icon before it or a quieter note after it.
Item {
    id: root

    property string label
    property string note
    property string icon
    property bool primary: false
    // Its own, because "enabled" also goes off for a moment after each change of screen, unseen.
    property bool usable: true
    property alias reachLeft: hit.reachLeft
    property alias reachTop: hit.reachTop
    property alias reachRight: hit.reachRight
    property alias reachBottom: hit.reachBottom
    // What its words need with some air at the sides.
    readonly property real wanted: words.width + Theme.px(6)
    readonly property bool down: hit.pressed && root.usable
    readonly property color ground: !root.usable ? Theme.sunk : root.primary ? (root.down
                                                                                ? Theme.pineLow :
                                                                                  Theme.pine) : (
                                                                                   root.down
                                                                                   ? Theme.sunk :
                                                                                     Theme.surface)
    readonly property color wordColor: !root.usable ? Theme.disabledText : root.primary ? Theme.paperWhite :
                                                                                          Theme.ink

    signal tapped

    Plate {
        anchors.fill: parent
        down: root.down
        flat: !root.usable
        color: root.ground
        lipColor: root.primary ? Theme.pineLow : Theme.lip
        borderColor: Theme.edgeColor
        borderWidth: Theme.contrast ? Theme.edge : root.primary || !root.usable ? 0 : Theme.edge

        Row {
            id: words

            objectName: "words"
            anchors.centerIn: parent
            spacing: Theme.px(2)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.px(5)
                height: width
                visible: root.icon !== ""
                name: root.icon
                ink: root.wordColor
            }
            Caption {
                id: word

                anchors.verticalCenter: parent.verticalCenter
                bold: true
                size: Theme.type(Theme.portrait ? 4.2 : 4)
                tracking: 0.02
                color: root.wordColor
                text: root.label
            }
            Caption {
                anchors.baseline: word.baseline
                visible: root.note !== ""
                size: Theme.type(3.4)
                color: root.primary ? Theme.pineText : Theme.ink2
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
