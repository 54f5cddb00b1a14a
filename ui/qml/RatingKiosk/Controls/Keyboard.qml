pragma ComponentBehavior: Bound
import QtQuick

// What an address is made of, large enough for a finger. Ten columns where they are wide enough,
// else seven; letters in the order of a typewriter or of the alphabet accordingly.
Item {
    id: root

    readonly property bool wide: root.width >= 10 * Theme.px(12)
    readonly property string letters: root.wide ? "1234567890qwertyuiopasdfghjkl-zxcvbnm.:/" :
                                                  "1234567890.-:/abcdefghijklmnopqrstuvwxyz"
    readonly property int columns: root.wide ? 10 : 7
    readonly property int rows: Math.ceil((root.letters.length + (root.wide ? 0 : 2))
                                          / root.columns)

    readonly property real pitchX: root.width / root.columns
    readonly property real pitchY: root.height / root.rows

    signal typed(string letter)
    signal rubbedOut

    Repeater {
        model: root.letters.length

        LetterKey {
            id: key

            required property int index
            readonly property string letter: root.letters[key.index]

            objectName: "key-" + key.letter
            x: Math.round(key.index % root.columns * root.pitchX)
            y: Math.round(Math.floor(key.index / root.columns) * root.pitchY)
            width: Math.round(root.pitchX)
            height: Math.round(root.pitchY)
            label: key.letter
            onTapped: root.typed(key.letter)
        }
    }
    LetterKey {
        objectName: "key-back-wide"
        x: Math.round((root.columns - 2) * root.pitchX)
        y: Math.round((root.rows - 1) * root.pitchY)
        width: Math.round(2 * root.pitchX)
        height: Math.round(root.pitchY)
        visible: !root.wide
        label: "←"
        onTapped: root.rubbedOut()
    }
}
