.pragma library

// A level key in u: its face, the middle of it, the word, the word in English, and the middle of the
// word's last line. Rows: standard, large type, low reach, both.
const LANDSCAPE_THREE = [
    [27, 19.1, 8, 5, 41],
    [27, 17.75, 10, 5.6, 41.4],
    [19, 13.6, 7, 5, 29.2],
    [19, 12.6, 9, 5.6, 29],
];
const LANDSCAPE_FIVE = [
    [26, 18, 5.75, 4, 41.4],
    [25, 16, 7, 4.6, 42],
    [17, 11, 5.75, 4, 32],
    [16, 9.8, 6.8, 4.6, 32],
];
const PORTRAIT_THREE = [
    [21.5, 19.3, 5.8, 4, 37.5],
    [21.5, 14.2, 8, 4.8, 42.4],
    [21.5, 14.2, 5.8, 4, 32.3],
    [17, 10, 7.2, 4.8, 33.2],
];
const PORTRAIT_FIVE = [
    [12.8, 17, 4.6, 2.6, 40],
    [12.8, 16, 5, 2.7, 40],
    [12.8, 11.6, 4.6, 2.6, 32],
    [12.8, 11, 5, 2.7, 32],
];

function levelKey(portrait, five, large, low) {
    const table = portrait ? (five ? PORTRAIT_FIVE : PORTRAIT_THREE)
                           : (five ? LANDSCAPE_FIVE : LANDSCAPE_THREE);
    return table[(large ? 1 : 0) + (low ? 2 : 0)];
}
