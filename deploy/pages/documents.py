"""The pages' pictures that the READMEs show: of the same walk, small enough for a repository."""

from pathlib import Path

from PIL import Image

FOLDER = Path("docs/pictures")
SHOWN = {
    ("windows", "desk", "zh"): ("windows-page", 1_008),
    ("windows", "desk", "en"): ("windows-page-english", 1_008),
    ("overview-hall", "desk", "zh"): ("overview", 1_560),
    ("overview-hall", "desk", "en"): ("overview-english", 1_560),
}
"""(scene, size, language) to the name of the file and its greatest height in pixels."""


def keep(name: tuple[str, str, str], picture: Path, folder: Path = FOLDER) -> Path | None:
    """Write a picture once more, in fewer bytes, if a document shows it. Returns its file."""
    if name not in SHOWN:
        return None
    title, height = SHOWN[name]
    file = folder / f"{title}.png"
    with Image.open(picture) as taken:
        part = taken.convert("RGB").crop((0, 0, taken.width, min(height, taken.height)))
    # Every hue of the page is kept, however seldom: a link is blue, a face its own colour.
    few = part.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    return file
