pragma Singleton
import QtQuick

// Every design value of the terminal. Sizes are in u, a hundredth of the panel's shorter side.
QtObject {
    id: root

    property real panelWidth: 1280
    property real panelHeight: 800
    // Of the real panel; 0 where the screen does not say how large it is.
    property real pixelsPerMillimetre: 0
    property bool ornament: true
    // Latin text is shaped and kerned; Chinese needs neither, and not asking for it leaves five
    // megabytes of the typeface's tables on the disk.
    property bool latin: false
    // The citizen's modes. Large: type a quarter larger. Low: all targets within a seated reach.
    // Contrast: black and white, an edge around whatever can be pressed; faces keep their colours.
    property bool large: false
    property bool low: false
    property bool contrast: false

    readonly property bool portrait: root.panelHeight > root.panelWidth
    readonly property real height: root.panelHeight / root.unit
    readonly property real unit: Math.min(root.panelWidth, root.panelHeight) / 100
    // How much shorter this panel is than the one the portrait layout was drawn on (16:9), in u.
    readonly property real shortfall: root.portrait ? Math.max(0, 177.8 - root.panelHeight
                                                               / root.unit) : 0

    // The least a target may measure each way, in pixels: never under 20 mm of the real panel.
    readonly property real target: Math.max(root.px(root.portrait ? 14 : 15), Math.ceil(20
                                                                                        * root.pixelsPerMillimetre))
    // A panel so small that 20 mm are more than the layout's own 17 u.
    readonly property bool small: 20 * root.pixelsPerMillimetre > 17 * root.unit

    // The hidden corner, top left: a finger's width, where nothing can be pressed.
    readonly property real corner: root.target

    readonly property color paper: root.contrast ? "#FFFFFF" : "#F5F2EA"
    readonly property color surface: "#FFFFFF"
    readonly property color sunk: root.contrast ? "#EBEBEB" : "#ECE7DB"
    readonly property color line: root.contrast ? "#000000" : "#DDD6C6"
    readonly property color lip: root.contrast ? "#000000" : "#C9BFA8"
    readonly property color ink: root.contrast ? "#000000" : "#17231F"
    readonly property color ink2: root.contrast ? "#000000" : "#4A5852"
    readonly property color pine: root.contrast ? "#000000" : "#123B36"
    readonly property color pine2: root.contrast ? "#262626" : "#1D4F48"
    readonly property color pineLow: root.contrast ? "#000000" : "#0B2A26"
    readonly property color pineText: root.contrast ? "#FFFFFF" : "#C9D8CF"
    readonly property color pineLine: root.contrast ? "#FFFFFF" : "#3B6A62"
    readonly property color paperWhite: root.contrast ? "#FFFFFF" : "#FFFDF7"
    readonly property color celadon: root.contrast ? "#FFFFFF" : "#DCE9E1"
    readonly property color amber: "#EAAE38"
    readonly property color box: root.contrast ? "#000000" : "#8C9088"
    readonly property color disabledText: root.contrast ? "#474747" : "#767F79"
    readonly property color star: root.contrast ? "#000000" : "#A87208"

    readonly property color track: root.contrast ? "#FFFFFF" : "#DDD6C6"
    readonly property color starless: root.contrast ? "#8C8C8C" : "#DDD6C6"
    readonly property color starlessOnPine: root.contrast ? "#8C8C8C" : "#3B6A62"

    readonly property list<color> bodies: ["#7B1F3C", "#C94A22", "#EAAE38", "#14806F", "#0C4A5E"]
    readonly property list<color> features: ["#FFFDF7", "#FFFDF7", "#2B1D02", "#FFFDF7", "#FFFDF7"]

    readonly property list<color> deeps: ["#541028", "#933112", "#A87208", "#0B5C4F", "#073444"]

    readonly property real hairline: Math.max(1, root.px(root.contrast ? 0.35 : 0.2))
    // Around whatever can be pressed, for those who do not see a white key on white paper.
    readonly property real edge: root.large || root.contrast ? Math.max(1, root.px(0.35)) :
                                                               root.hairline
    readonly property color edgeColor: root.large || root.contrast ? root.ink : root.line
    readonly property real lipOfLevel: root.px(0.9)
    readonly property real lipOfKey: root.px(0.7)
    readonly property real lipOfUtility: root.px(0.5)
    readonly property real radiusOfLevel: root.px(3.5)
    readonly property real radiusOfCard: root.px(3)
    readonly property real radiusOfKey: root.px(2.5)
    readonly property real radiusOfUtility: root.px(2.2)
    readonly property real margin: root.px(5)
    readonly property real smallest: root.portrait ? 2.6 : 3

    readonly property int slide: 240
    readonly property int stamp: 160
    readonly property int stampAfter: 120

    function px(units: real): real {
        return Math.round(units * root.unit);
    }
    // Sizes of the text that a screen gives in u, for all but the largest.
    function type(size: real): real {
        return root.large ? size * 1.2 : size;
    }
    function body(national: int): color {
        return root.bodies[national - 1];
    }
    function feature(national: int): color {
        return root.features[national - 1];
    }
    function deep(national: int): color {
        return root.contrast ? root.ink : root.deeps[national - 1];
    }
}
