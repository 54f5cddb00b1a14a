"""A report as a bulletin: A4 pages with figures, a chart and the table, as PDF."""

from collections.abc import Sequence
from typing import Final

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from collector.boards.phrases import level_word
from collector.figures.findings import Verdict
from collector.figures.rates import Share
from collector.organisation.words import chinese
from collector.reports.asking import By
from collector.reports.making.font import collection_of, font_file
from collector.reports.shapes import Line, Report
from collector.reports.table import LEVELS, between, first_title, fraction, percent
from collector.reports.words import (
    answer_of,
    coverage_of,
    definitions,
    question_of,
    rank_words,
    title_of,
)

_INK, _INK_2, _GREY, _LINE, _ALARM = "#14181D", "#434B55", "#8A95A1", "#C9CED4", "#9B1150"
_LEVELS: Final = {5: "#075C58", 4: "#0B7A75", 3: "#C28700", 2: "#AE3208", 1: "#7A2204"}
MOST_DRAWN: Final = 60
_WIDE: Final = 174.0
"""Millimetres between the margins."""


def write_bulletin(report: Report) -> bytes:
    """Write the bulletin. Raises NoFontError."""
    page = _Bulletin(report)
    page.add_page()
    page.key_figures()
    if report.question.by is By.REASON:
        page.reasons()
    else:
        page.chart()
        page.table_of_lines()
    page.meaning()
    return bytes(page.output())


class _Bulletin(FPDF):
    """The pages. Each bears the coverage at its head and its number at its foot."""

    def __init__(self, report: Report) -> None:
        super().__init__(format="A4")
        self._report = report
        file = font_file()
        self.add_font("cjk", fname=file, collection_font_number=collection_of(file))
        self.set_title(title_of(report))
        self.set_subject(coverage_of(report))
        self.set_lang("zh-CN" if chinese() else "en")
        self.set_creation_date(localtime(report.made))
        self.set_margins(18, 16, 18)
        self.set_auto_page_break(auto=True, margin=18)
        self.c_margin = 0.0

    def header(self) -> None:
        first = self.page_no() == 1
        self._words(title_of(self._report), 15 if first else 9, _INK)
        self._words(coverage_of(self._report), 7.5, _INK_2)
        self.set_draw_color(_LINE)
        self.line(18, self.get_y() + 1, 18 + _WIDE, self.get_y() + 1)
        self.ln(4)

    def footer(self) -> None:
        self.set_y(-13)
        self.set_font("cjk", size=7.5)
        self.set_text_color(_INK_2)
        self.cell(_WIDE, 4, _("Yiping"), align="L", new_x=XPos.LMARGIN)
        self.cell(_WIDE, 4, f"{self.page_no()} / {{nb}}", align="R")

    def _words(self, text: str, size: float, colour: str) -> None:
        self.set_font("cjk", size=size)
        self.set_text_color(colour)
        self.multi_cell(_WIDE, size * 0.5, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def key_figures(self) -> None:
        """Print the four shares of the whole place with their intervals, then the levels."""
        rates = self._report.total
        top, step = self.get_y(), _WIDE / 4
        for place, (name, share, decimals) in enumerate((
            (_("Official satisfaction rate"), rates.official, 2),
            (_("Satisfied (5 and 4)"), rates.satisfied, 1),
            (_("Response rate"), rates.response, 1),
            (_("Bad ratings"), rates.bad, 2),
        )):  # fmt: skip
            self._figure(18 + place * step, top, name, share, decimals)
        self.set_xy(18, top + 24)
        self._level_bar()

    def _figure(self, x: float, y: float, name: str, share: Share, decimals: int) -> None:
        for line, size, colour, down in (
            (name, 7.5, _INK_2, 0.0),
            (self._large(share, decimals), 15.0, _INK, 5.0),
            (fraction(share), 7.5, _INK_2, 13.0),
            (between(share, decimals), 7.5, _INK_2, 17.0),
        ):  # fmt: skip
            self.set_xy(x, y + down)
            self.set_font("cjk", size=size)
            self.set_text_color(colour)
            self.cell(_WIDE / 4, size * 0.5, line)

    def _large(self, share: Share, decimals: int) -> str:
        if share.n < self._report.minimum:
            return fraction(share)
        return f"{percent(share.value, decimals)}%"

    def _level_bar(self) -> None:
        numbers = self._report.total.nationals
        whole = sum(numbers.values())
        at, y = 18.0, self.get_y() + 1
        if whole:
            # A part that is there is always to be seen.
            least = 1.0
            parts = {level: max(least, _WIDE * numbers[level] / whole)
                     for level in LEVELS if numbers.get(level)}  # fmt: skip
            scale = _WIDE / sum(parts.values())
            for level, wide in parts.items():
                self.set_fill_color(_LEVELS[level])
                self.rect(at, y, wide * scale, 3.5, style="F")
                at += wide * scale
        self.set_xy(18, y + 5)
        said = " · ".join(f"{level_word(level)} {numbers.get(level, 0):,}" for level in LEVELS)
        self._words(said, 7.5, _INK_2)
        total = self._report.total.total
        self._words(
            _("Unrated: no answer %(timeouts)s, cancelled %(cancelled)s, fault %(faults)s, "
              "not known yet %(waiting)s · apart: walk-ups %(walk_ups)s, repeats %(repeats)s, "
              "replaced %(replaced)s")
            % {name: f"{getattr(total, name):,}" for name in
               ("timeouts", "cancelled", "faults", "waiting", "walk_ups", "repeats", "replaced")},
            7.5, _INK_2,
        )  # fmt: skip
        self.ln(3)

    def chart(self) -> None:
        """Draw a dot and its interval for each part, and the common share as a line."""
        drawn = [one for one in self._report.lines if one.rates.satisfied.n][:MOST_DRAWN]
        if not drawn:
            return
        self._words(question_of(self._report), 10.5, _INK)
        self._words(answer_of(self._report), 8, _INK_2)
        self.ln(2)
        lows = [one.rates.satisfied.interval for one in drawn]
        floor = max(0.0, min(one.low for one in lows if one) * 20 // 1 / 20)
        left, wide, row = 18.0 + 46, _WIDE - 46 - 34, 4.4
        self._axis(left, wide, floor)
        for line in drawn:
            if self.get_y() + row > self.h - 22:
                self.add_page()
                self._axis(left, wide, floor)
            self._dot(line, left, wide, floor, row)
        if len(drawn) < len([one for one in self._report.lines if one.rates.satisfied.n]):
            self._words(_("The first %(n)d are drawn; the table has all.") % {"n": len(drawn)},
                        7.5, _INK_2)  # fmt: skip
        self._words(
            _("Dot: satisfied (5 and 4); bar: 95%% interval; line: all together; no dot below "
              "%(n)d ratings. The axis begins at %(floor)s.")
            % {"n": self._report.minimum, "floor": f"{floor:.0%}"}, 7.5, _INK_2,
        )  # fmt: skip
        self.ln(3)

    def _axis(self, left: float, wide: float, floor: float) -> None:
        self.set_font("cjk", size=7)
        self.set_text_color(_INK_2)
        y = self.get_y()
        for part in (0.0, 0.5, 1.0):
            self.set_xy(left + wide * part - 8, y)
            self.cell(16, 3, f"{100 * (floor + (1 - floor) * part):.1f}%", align="C")
        self.set_y(y + 4.5)

    def _dot(self, line: Line, left: float, wide: float, floor: float, row: float) -> None:
        share, y = line.rates.satisfied, self.get_y() + row / 2

        def x_of(value: float) -> float:
            return left + wide * min(1.0, max(0.0, (value - floor) / (1 - floor or 1)))

        self.set_font("cjk", size=7.5)
        self.set_text_color(_INK)
        self.set_x(18)
        self.cell(45, row, self._short(f"{line.code} {line.name}".strip(), 44))
        if share.interval and share.value is not None:
            self.set_fill_color(_GREY)
            low, high = x_of(share.interval.low), x_of(share.interval.high)
            self.rect(low, y - 0.6, max(0.3, high - low), 1.2, style="F")
            if share.n >= self._report.minimum:
                self.set_fill_color(_ALARM if line.verdict is Verdict.BELOW else _INK)
                self.circle(x_of(share.value), y, 1.0, style="F")
        common = self._report.total.satisfied.value
        if common is not None:
            self.set_draw_color(_INK_2)
            self.line(x_of(common), y - row / 2, x_of(common), y + row / 2)
        self.set_x(left + wide + 3)
        out = {Verdict.ABOVE: " ▲", Verdict.BELOW: " ▼"}.get(line.verdict or Verdict.TOO_FEW, "")
        large = self._large(share, 1)
        said = f"{large} {fraction(share)}" if large != fraction(share) else large
        self.cell(34, row, said + out)
        self.set_xy(18, y + row / 2)

    def table_of_lines(self) -> None:
        """Print what of the table fits on paper. The workbook has every column."""
        ranked = any(line.verdict for line in self._report.lines)
        heads = [first_title(self._report.question.by), _("Services"), _("Response rate"),
                 _("Ratings (n)"), _("Official satisfaction rate"), _("Satisfied (k)"),
                 _("Satisfied (5 and 4)"), "95%", _("Bad ratings"),
                 *([_("Rank")] if ranked else [])]  # fmt: skip
        widths = (40, 15, 15, 14, 17, 15, 14, 22, 11, *([11] if ranked else []))
        rows = [self._cells(line, ranked=ranked) for line in self._report.lines]
        whole = Line(code=_("Total"), name="", rates=self._report.total)
        rows.append(self._cells(whole, ranked=ranked))
        self._table(heads, widths, rows)

    def _cells(self, line: Line, *, ranked: bool) -> list[str]:
        rates = line.rates
        least = self._report.minimum

        def part(share: Share, decimals: int) -> str:
            return f"{percent(share.value, decimals)}%" if share.n >= least else fraction(share)

        name = " ".join(word for word in (line.within, line.code, line.name) if word)
        return [
            name, f"{rates.total.visits:,}", part(rates.response, 1),
            f"{rates.satisfied.n:,}", part(rates.official, 2), f"{rates.satisfied.k:,}",
            part(rates.satisfied, 1), between(rates.satisfied, 1, words=False),
            f"{rates.bad.k:,}", *([rank_words(line)] if ranked else []),
        ]  # fmt: skip

    def reasons(self) -> None:
        """Print the reasons, each with its level, how many named it, of how many."""
        rows = [
            [f"{one.code} {one.text}", level_word(one.level), f"{one.share.k:,}",
             f"{one.share.n:,}", self._large(one.share, 1), _("yes") if one.person else ""]
            for one in self._report.reasons
        ]  # fmt: skip
        heads = [
            _("Reason"),
            pgettext("report", "Level"),
            "k",
            "n",
            pgettext("report", "Share"),
            _("About the person"),
        ]
        self._table(heads, (82, 24, 16, 16, 18, 18), rows)

    def _table(
        self, heads: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[str]]
    ) -> None:
        self.set_font("cjk", size=7)
        self.set_text_color(_INK)
        self.set_draw_color(_LINE)
        self.set_fill_color("#FFFFFF")
        aligns = ("LEFT", *("RIGHT" for _one in heads[1:]))
        with self.table(
            col_widths=widths, text_align=aligns, line_height=3.6, padding=0.7, width=_WIDE,
            borders_layout="HORIZONTAL_LINES", headings_style=FontFace(color=_INK_2), align="LEFT",
        ) as table:  # fmt: skip
            table.row(heads)
            for row in rows:
                table.row(row)
        self.ln(3)

    def meaning(self) -> None:
        """Print what the words mean."""
        self.ln(2)
        self._words(_("Definitions"), 10.5, _INK)
        for word, said in definitions(self._report):
            self._words(f"{word}: {said}", 7.5, _INK_2)

    def _short(self, text: str, wide: float) -> str:
        if self.get_string_width(text) <= wide:
            return text
        while text and self.get_string_width(f"{text}…") > wide:
            text = text[:-1]
        return f"{text}…"
