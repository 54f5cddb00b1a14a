pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// Who is on duty. Without a photo the family name stands on celadon.
Rectangle {
    id: root

    required property RateViewModel viewModel
    property bool onPine: false
    // Portrait and low reach have the room for a card in four lines; else it is a strip.
    readonly property bool upright: Theme.portrait || Theme.low
    readonly property real inset: root.upright ? 2.8 * Math.min(1, root.share) : 2
    readonly property real photoHeight: root.height / Theme.unit - 2 * root.inset
    // The upright card was drawn 37 u high; elsewhere it is lower.
    readonly property real share: root.height / Theme.unit / 37
    // Without the stars that large type leaves out, the lines move down a little.
    readonly property real centre: root.height / Theme.unit / 2 + (Theme.large ? 2.6 * root.share :
                                                                                 0)

    radius: Theme.radiusOfCard
    color: root.onPine ? Theme.pine2 : Theme.surface
    border.color: root.onPine ? Theme.pineLine : Theme.line
    border.width: root.onPine && !Theme.contrast ? 0 : Theme.hairline

    Rectangle {
        id: photo

        x: Theme.px(root.inset)
        y: Theme.px(root.inset)
        width: Theme.px(root.photoHeight * 7 / 8)
        height: root.height - 2 * y
        radius: Theme.px(1.5)
        color: Theme.celadon
        border.color: Theme.line
        border.width: Theme.contrast ? Theme.hairline : 0

        Photo {
            objectName: "photo"
            anchors.fill: parent
            visible: root.viewModel.staffPhotographed
            radius: photo.radius
            picture: root.viewModel.staffPhoto
        }
        Icon {
            anchors.centerIn: parent
            width: Math.round(parent.width * 0.6)
            height: width
            visible: root.viewModel.staffInitial === "" && !root.viewModel.staffPhotographed
            name: "person"
            ink: Theme.pine
        }
        Caption {
            objectName: "initial"
            x: Theme.px(1)
            width: parent.width - 2 * x
            visible: !root.viewModel.staffPhotographed
            horizontalAlignment: Text.AlignHCenter
            bold: true
            fit: true
            size: root.photoHeight * 0.46
            middle: root.photoHeight / 2
            color: Theme.pine
            text: root.viewModel.staffInitial
        }
    }
    Item {
        id: texts

        anchors.left: photo.right
        anchors.leftMargin: Theme.px(root.upright ? 3.5 * root.share : 2.4)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(root.upright && !Theme.portrait ? 1.4 : 2)
        height: parent.height

        Caption {
            objectName: "staffName"
            width: parent.width
            bold: true
            fit: true
            size: root.upright ? (Theme.large ? 9 : 8) * root.share : Theme.large ? 6 : 5
            middle: root.upright ? root.centre - 10.3 * root.share : Theme.large ? 6.6 : 4.9
            color: root.onPine ? Theme.paperWhite : Theme.ink
            text: root.viewModel.staffName
        }
        Caption {
            objectName: "staffPost"
            width: parent.width
            fit: true
            size: root.upright ? Theme.type(4.3) * root.share : Theme.type(3)
            middle: root.upright ? root.centre - (Theme.large ? 0.6 : 1.8) * root.share :
                                   Theme.large ? 13.1 : 10.5
            color: root.onPine ? Theme.pineText : Theme.ink2
            text: root.upright ? root.viewModel.staffPost : root.viewModel.staffPostAndNumber
        }
        Caption {
            objectName: "staffNumber"
            width: parent.width
            visible: root.upright
            fit: true
            size: Theme.type(4.3) * root.share
            middle: root.centre + (Theme.large ? 7.2 : 4.5) * root.share
            color: root.onPine ? Theme.pineText : Theme.ink2
            text: root.viewModel.staffNumber
        }
        Stars {
            y: Theme.px(root.upright ? root.centre + 12 * root.share : 15.1) - Math.round(height
                                                                                          / 2)
            visible: count > 0 && !Theme.large
            count: root.viewModel.staffStars
            onPine: root.onPine
            size: root.upright ? 3.9 * root.share : 2.75
        }
    }
}
