"""What is neither code nor page: faces, icons, sounds, catalogues, translations."""

from pathlib import Path

FOLDER = Path(__file__).parent
"""Where the assets of this installation lie."""
