"""`python -m deploy.screenshots`: every screen × panel × language × mode, and sheets of them."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtGui import QGuiApplication, QImage

from deploy.screenshots import documents
from deploy.screenshots.scenes import SCENES, Scene
from deploy.screenshots.sheets import Sheets, save
from deploy.screenshots.stage import Stage
from ui.fonts import chinese_font

PANELS = ((1024, 600), (1280, 800), (1920, 1080), (1080, 1920))


def main() -> int:
    """Take the pictures. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m deploy.screenshots", description=__doc__)
    parser.add_argument("--into", type=Path, default=Path("var/screenshots"), metavar="DIR")
    parser.add_argument("--only", default="", metavar="NAME", help="scenes whose name begins so")
    parser.add_argument(
        "--documents", action="store_true", help="only those that docs/pictures/ shows, into it"
    )
    options = parser.parse_args()
    application = QGuiApplication(["screenshots"])
    application.setFont(chinese_font())
    if options.documents:
        _picture_documents()
        return 0
    began = time.monotonic()
    sheets = Sheets(options.into)
    scenes = [scene for scene in SCENES if scene.name.startswith(options.only)]
    with ThreadPoolExecutor(2) as savers:
        for number, scene in enumerate(scenes, start=1):
            taken = 0
            for name, picture in _pictures(scene):
                savers.submit(save, picture, sheets.add(name, picture))
                taken += 1
            seconds = time.monotonic() - began
            print(f"{number:2}/{len(scenes)} {scene.name}: {taken} ({seconds:.0f} s)", flush=True)
        sheets.finish()
    print(f"{options.into / 'index.html'}")
    return 0


def _picture_documents() -> None:
    wanted = {name for name, *_ in documents.SHOWN}
    for scene in SCENES:
        if scene.name in wanted:
            for name, picture in _pictures(scene):
                file = documents.keep(name, picture)
                if file is not None:
                    print(f"{file}: {file.stat().st_size} bytes")


def _pictures(scene: Scene) -> Iterator[tuple[tuple[str, str, str, str], QImage]]:
    """Yield (scene, panel, language, mode) and the picture of each."""
    stage = Stage(scale=scene.scale, photo=scene.photo, broken=scene.broken)
    try:
        scene.play(stage)
        for width, height in PANELS:
            for language in ("zh",) if scene.bilingual else ("zh", "en"):
                for mode, modes in scene.modes.items():
                    stage.dress(width, height, modes, english=language == "en")
                    yield (scene.name, f"{width}x{height}", language, mode), stage.picture()
    finally:
        stage.close()


if __name__ == "__main__":
    sys.exit(main())
