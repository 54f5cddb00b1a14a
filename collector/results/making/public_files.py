"""The files of a public bulletin: the same sections as its page."""

from datetime import datetime

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override

from collector.languages import BY_SHORT
from collector.organisation.sheets.safe import safe_csv
from collector.reports.making.paper import INK, INK_2, Paper
from collector.results.models import Bulletin, BulletinFile
from collector.results.public import Public, read_kept
from collector.results.public_words import coverage_of, meaning, sections, title_of

KINDS = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}


def file_of(bulletin: Bulletin, short: str, ending: str) -> bytes:
    """Return a file of a published bulletin in the language "zh" or "en". Raises NoFontError.

    A PDF is made when it is first asked for and kept: its font makes it slow. Whoever asks at the
    same time makes the same one.
    """
    public = read_kept(bulletin.content)
    english = short == "en"
    text = (bulletin.put_right_en if english else "") or bulletin.put_right
    with override(BY_SHORT[short]):
        if ending == "csv":
            return _csv(public, text)
        name = f"{short}.pdf"
        kept = BulletinFile.objects.filter(bulletin=bulletin, name=name).first()
        if kept is not None:
            return bytes(kept.content)
        content = _pdf(public, text, bulletin.published_at or now())
        BulletinFile.objects.bulk_create(
            [BulletinFile(bulletin=bulletin, name=name, kind=KINDS["pdf"], content=content)],
            ignore_conflicts=True,
        )
    return content


def _csv(public: Public, put_right: str) -> bytes:
    rows: list[list[str]] = [[title_of(public)], [coverage_of(public)]]
    for section in sections(public, put_right):
        rows += [[""], [section.title], *([one.name, one.figure, one.beside]
                                          for one in section.rows)]  # fmt: skip
        if section.note:
            rows.append([section.note])
    rows += [[""], *([word, text] for word, text in meaning(public))]
    return safe_csv(rows)


def _pdf(public: Public, put_right: str, made: datetime) -> bytes:
    page = Paper(title_of(public), coverage_of(public), made)
    page.add_page()
    for section in sections(public, put_right):
        page.words(section.title, 10.5, INK)
        for one in section.rows:
            figure = " · ".join(part for part in (one.figure, one.beside) if part)
            page.words(_("%(name)s: %(figure)s") % {"name": one.name, "figure": figure}
                       if figure else f"• {one.name}", 8.5, INK)  # fmt: skip
        if section.note:
            page.words(section.note, 7.5, INK_2)
        page.ln(2)
    page.meaning(meaning(public))
    return bytes(page.output())
