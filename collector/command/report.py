"""`collector report`: make a report into a file."""

import argparse
import os
from datetime import date
from pathlib import Path

from django.db import DatabaseError
from django.utils.timezone import localdate, now

from collector.boards.apps import boards
from collector.command import CommandError
from collector.command.places import place_of
from collector.figures import rollup
from collector.reports.asking import BadQuestionError, Format, read_question
from collector.reports.files import make_file
from collector.reports.making.font import NoFontError

_ENDINGS = {".xlsx": Format.XLSX, ".csv": Format.CSV, ".pdf": Format.PDF}


def run(arguments: argparse.Namespace) -> int:
    """Bring the figures up to date and write the report whole or not at all."""
    target: Path = arguments.to
    wanted = Format(arguments.national) if arguments.national else _ENDINGS.get(target.suffix)
    if wanted is None:
        raise CommandError(
            f"{target.name}: end the name in .xlsx, .csv or .pdf · 文件名须以其一结尾",
            2,
        )
    rollup.bring_up_to_date()
    place = place_of(arguments.place)
    words = {"span": arguments.span, "by": arguments.by, "day": arguments.day,
             "first": arguments.first, "last": arguments.last}  # fmt: skip
    if arguments.first or arguments.last:
        words["span"] = "own"
    today: date = localdate()
    try:
        question = read_question(words, place, today)
        made = make_file(question, wanted, arguments.language, boards().scales, now())
    except (BadQuestionError, NoFontError, DatabaseError) as error:
        raise CommandError(str(error)) from error
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as file:
            file.write(made.content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CommandError(f"{target}: {error.strerror} · 文件无法写入") from error
    print(f"{target} · {made.title} · {len(made.content):,} bytes")  # noqa: T201 -- this is where a command talks
    return 0
