pragma ComponentBehavior: Bound
import QtQuick
import RatingKiosk.Backend

// Who is on duty. Without a photo the family name stands on celadon.
Rectangle {
    id: root

    required property RateViewModel viewModel
    property bool onPine: false
    readonly property real inset: Theme.portrait ? 2.8 : 2
    readonly property real photoHeight: root.height / Theme.unit - 2 * root.inset
    // On portrait panels shorter than 16:9 the card is lower than the 37 u it was drawn with.
    readonly property real share: root.height / Theme.unit / 37
    readonly property real centre: root.height / Theme.unit / 2

    radius: Theme.radiusOfCard
    color: root.onPine ? Theme.pine2 : Theme.surface
    border.color: Theme.line
    border.width: root.onPine ? 0 : Theme.hairline

    Rectangle {
        id: photo

        x: Theme.px(root.inset)
        y: Theme.px(root.inset)
        width: Theme.px(root.photoHeight * 7 / 8)
        height: root.height - 2 * y
        radius: Theme.px(1.5)
        color: Theme.celadon

        Caption {
            objectName: "initial"
            x: Theme.px(1)
            width: parent.width - 2 * x
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
        anchors.leftMargin: Theme.px(Theme.portrait ? 3.5 : 2.4)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(2)
        height: parent.height

        Caption {
            objectName: "staffName"
            width: parent.width
            bold: true
            fit: true
            size: Theme.portrait ? 8 * root.share : 5
            middle: Theme.portrait ? root.centre - 10.3 * root.share : 4.9
            color: root.onPine ? Theme.paperWhite : Theme.ink
            text: root.viewModel.staffName
        }
        Caption {
            objectName: "staffPost"
            width: parent.width
            fit: true
            size: Theme.portrait ? 4.1 * root.share : 3
            middle: Theme.portrait ? root.centre - 1.8 * root.share : 10.5
            color: root.onPine ? Theme.pineText : Theme.ink2
            text: Theme.portrait ? root.viewModel.staffPost : root.viewModel.staffPostAndNumber
        }
        Caption {
            objectName: "staffNumber"
            width: parent.width
            visible: Theme.portrait
            fit: true
            size: 4.1 * root.share
            middle: root.centre + 4.5 * root.share
            color: root.onPine ? Theme.pineText : Theme.ink2
            text: root.viewModel.staffNumber
        }
        Stars {
            y: Theme.px(Theme.portrait ? root.centre + 12 * root.share : 15.1) - Math.round(height
                                                                                            / 2)
            count: root.viewModel.staffStars
            onPine: root.onPine
            size: Theme.portrait ? 3.9 * root.share : 2.75
        }
    }
}
