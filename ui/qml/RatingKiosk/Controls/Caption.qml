pragma ComponentBehavior: Bound
import QtQuick

// A line of text: size in u, its middle in u from the parent's top, Chinese glyphs lifted.
Text {
    id: root

    property real size: 3
    property real tracking: 0
    property real middle: 0
    property bool bold: false
    property bool fit: false
    // How small a text that has to fit may become, in u.
    property real least: Theme.smallest
    readonly property bool centred: root.horizontalAlignment === Text.AlignHCenter
    readonly property bool flushRight: root.horizontalAlignment === Text.AlignRight

    y: Theme.px(root.middle) - Math.round(root.height / 2)
    bottomPadding: Math.round(0.1 * root.font.pixelSize)
    leftPadding: root.centred ? root.font.letterSpacing : 0
    color: Theme.ink
    font.bold: root.bold
    font.preferShaping: Theme.latin
    font.kerning: Theme.latin
    font.pixelSize: Theme.px(root.size)
    font.letterSpacing: root.tracking * Theme.px(root.size)
    fontSizeMode: root.fit ? Text.HorizontalFit : Text.FixedSize
    minimumPixelSize: Math.min(Theme.px(root.size), Theme.px(root.least))
    renderType: Text.NativeRendering
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
