"""A4 pages as every PDF of the collector has them: title, coverage and number on each."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from collector.languages import chinese
from collector.reports.making.font import collection_of, font_file

INK, INK_2, LINE = "#14181D", "#434B55", "#C9CED4"
WIDE: Final = 174.0
"""Millimetres between the margins."""


class Paper(FPDF):
    """Pages, each with the title and the coverage at its head. Raises NoFontError."""

    def __init__(self, title: str, coverage: str, made: datetime) -> None:
        super().__init__(format="A4")
        self._title, self._coverage = title, coverage
        file = font_file()
        self.add_font("cjk", fname=file, collection_font_number=collection_of(file))
        self.set_title(title)
        self.set_subject(coverage)
        self.set_lang("zh-CN" if chinese() else "en")
        self.set_creation_date(localtime(made))
        self.set_margins(18, 16, 18)
        self.set_auto_page_break(auto=True, margin=18)
        self.c_margin = 0.0

    def header(self) -> None:
        """Print the head of a page."""
        first = self.page_no() == 1
        self.words(self._title, 15 if first else 9, INK)
        self.words(self._coverage, 7.5, INK_2)
        self.set_draw_color(LINE)
        self.line(18, self.get_y() + 1, 18 + WIDE, self.get_y() + 1)
        self.ln(4)

    def footer(self) -> None:
        """Print the foot of a page."""
        self.set_y(-13)
        self.set_font("cjk", size=7.5)
        self.set_text_color(INK_2)
        self.cell(WIDE, 4, _("Yiping"), align="L", new_x=XPos.LMARGIN)
        self.cell(WIDE, 4, f"{self.page_no()} / {{nb}}", align="R")

    def words(self, text: str, size: float, colour: str) -> None:
        """Print words across the page."""
        self.set_font("cjk", size=size)
        self.set_text_color(colour)
        self.multi_cell(WIDE, size * 0.5, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def sheet(
        self, heads: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[str]]
    ) -> None:
        """Print a table; the first column is words, the others are numbers."""
        self.set_font("cjk", size=7)
        self.set_text_color(INK)
        self.set_draw_color(LINE)
        self.set_fill_color("#FFFFFF")
        aligns = ("LEFT", *("RIGHT" for _one in heads[1:]))
        with self.table(
            col_widths=widths, text_align=aligns, line_height=3.6, padding=0.7, width=WIDE,
            borders_layout="HORIZONTAL_LINES", headings_style=FontFace(color=INK_2), align="LEFT",
        ) as table:  # fmt: skip
            table.row(heads)
            for row in rows:
                table.row(row)
        self.ln(3)

    def meaning(self, definitions: Iterable[tuple[str, str]]) -> None:
        """Print what the words mean."""
        self.ln(2)
        self.words(_("Definitions"), 10.5, INK)
        for word, said in definitions:
            self.words(f"{word}: {said}", 7.5, INK_2)
