"""A report as a bulletin: A4 pages with figures, a chart and the table, as PDF."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collector.boards.phrases import level_word
from collector.figures.findings import Verdict
from collector.figures.rates import Share
from collector.reports.asking import By
from collector.reports.making.paper import INK, INK_2, WIDE, Paper
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

_GREY, _ALARM = "#8A95A1", "#9B1150"
_LEVELS: Final = {5: "#075C58", 4: "#0B7A75", 3: "#C28700", 2: "#AE3208", 1: "#7A2204"}
MOST_DRAWN: Final = 60


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
    page.meaning(definitions(report))
    return bytes(page.output())


class _Bulletin(Paper):
    """The pages of a report."""

    def __init__(self, report: Report) -> None:
        super().__init__(title_of(report), coverage_of(report), report.made)
        self._report = report

    def key_figures(self) -> None:
        """Print the four shares of the whole place with their intervals, then the levels."""
        rates = self._report.total
        top, step = self.get_y(), WIDE / 4
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
            (name, 7.5, INK_2, 0.0),
            (self._large(share, decimals), 15.0, INK, 5.0),
            (fraction(share), 7.5, INK_2, 13.0),
            (between(share, decimals), 7.5, INK_2, 17.0),
        ):  # fmt: skip
            self.set_xy(x, y + down)
            self.set_font("cjk", size=size)
            self.set_text_color(colour)
            self.cell(WIDE / 4, size * 0.5, line)

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
            parts = {level: max(least, WIDE * numbers[level] / whole)
                     for level in LEVELS if numbers.get(level)}  # fmt: skip
            scale = WIDE / sum(parts.values())
            for level, wide in parts.items():
                self.set_fill_color(_LEVELS[level])
                self.rect(at, y, wide * scale, 3.5, style="F")
                at += wide * scale
        self.set_xy(18, y + 5)
        said = " · ".join(f"{level_word(level)} {numbers.get(level, 0):,}" for level in LEVELS)
        self.words(said, 7.5, INK_2)
        total = self._report.total.total
        self.words(
            _("Unrated: no answer %(timeouts)s, cancelled %(cancelled)s, fault %(faults)s, "
              "not known yet %(waiting)s · apart: walk-ups %(walk_ups)s, repeats %(repeats)s, "
              "replaced %(replaced)s")
            % {name: f"{getattr(total, name):,}" for name in
               ("timeouts", "cancelled", "faults", "waiting", "walk_ups", "repeats", "replaced")},
            7.5, INK_2,
        )  # fmt: skip
        self.ln(3)

    def chart(self) -> None:
        """Draw a dot and its interval for each part, and the common share as a line."""
        drawn = [one for one in self._report.lines if one.rates.satisfied.n][:MOST_DRAWN]
        if not drawn:
            return
        self.words(question_of(self._report), 10.5, INK)
        self.words(answer_of(self._report), 8, INK_2)
        self.ln(2)
        lows = [one.rates.satisfied.interval for one in drawn]
        floor = max(0.0, min(one.low for one in lows if one) * 20 // 1 / 20)
        left, wide, row = 18.0 + 46, WIDE - 46 - 34, 4.4
        self._axis(left, wide, floor)
        for line in drawn:
            if self.get_y() + row > self.h - 22:
                self.add_page()
                self._axis(left, wide, floor)
            self._dot(line, left, wide, floor, row)
        if len(drawn) < len([one for one in self._report.lines if one.rates.satisfied.n]):
            self.words(_("The first %(n)d are drawn; the table has all.") % {"n": len(drawn)},
                        7.5, INK_2)  # fmt: skip
        self.words(
            _("Dot: satisfied (5 and 4); bar: 95%% interval; line: all together; no dot below "
              "%(n)d ratings. The axis begins at %(floor)s.")
            % {"n": self._report.minimum, "floor": f"{floor:.0%}"}, 7.5, INK_2,
        )  # fmt: skip
        self.ln(3)

    def _axis(self, left: float, wide: float, floor: float) -> None:
        self.set_font("cjk", size=7)
        self.set_text_color(INK_2)
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
        self.set_text_color(INK)
        self.set_x(18)
        self.cell(45, row, self._short(f"{line.code} {line.name}".strip(), 44))
        if share.interval and share.value is not None:
            self.set_fill_color(_GREY)
            low, high = x_of(share.interval.low), x_of(share.interval.high)
            self.rect(low, y - 0.6, max(0.3, high - low), 1.2, style="F")
            if share.n >= self._report.minimum:
                self.set_fill_color(_ALARM if line.verdict is Verdict.BELOW else INK)
                self.circle(x_of(share.value), y, 1.0, style="F")
        common = self._report.total.satisfied.value
        if common is not None:
            self.set_draw_color(INK_2)
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
        self.sheet(heads, widths, rows)

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
        self.sheet(heads, (82, 24, 16, 16, 18, 18), rows)

    def _short(self, text: str, wide: float) -> str:
        if self.get_string_width(text) <= wide:
            return text
        while text and self.get_string_width(f"{text}…") > wide:
            text = text[:-1]
        return f"{text}…"
