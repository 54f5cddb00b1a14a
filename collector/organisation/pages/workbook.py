"""The workbook's pages: export, and import in two steps, with a preview between them."""

import secrets
from collections import defaultdict
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collector.accounts import audit
from collector.accounts.audit import name_of
from collector.languages import either
from collector.organisation.models import Upload
from collector.organisation.pages.door import edits_all
from collector.organisation.pages.shared import show
from collector.organisation.sheets.applying import apply
from collector.organisation.sheets.files import LARGEST_FILE, FileRefusedError
from collector.organisation.sheets.importing import plan_files
from collector.organisation.sheets.layout import BY_KEY, SHEETS
from collector.organisation.sheets.plan import Plan, Step, Verb
from collector.organisation.sheets.snapshot import snapshot
from collector.organisation.sheets.writing import write_csv, write_workbook
from collector.organisation.words import verb_of

KEPT = timedelta(days=1)
SHOWN_PROBLEMS = 200
SHOWN_STEPS = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@edits_all
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def import_page(request: HttpRequest) -> HttpResponse:
    """Take a file and lead to its preview."""
    if request.method != "POST":
        return _form(request)
    file = request.FILES.get("file")
    if file is None or not file.name:
        return _form(request, _("Choose a file first."), 422)
    upload = Upload(
        token=secrets.token_hex(16), at=now(), who=name_of(request), name=file.name[:200],
        content=file.read(LARGEST_FILE + 1), complete=request.POST.get("complete") == "1",
    )  # fmt: skip
    try:
        _plan(upload)
    except FileRefusedError as error:
        return _form(request, str(error), 422)
    Upload.objects.filter(at__lt=now() - KEPT).delete()
    upload.save()
    return redirect("organisation-preview", token=upload.token)


@edits_all
@require_safe
@never_cache
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show every bad cell, or all that would be done."""
    upload = _upload(request, token)
    return _preview(request, upload, _plan(upload))


@edits_all
@require_POST
def decide(request: HttpRequest, token: str) -> HttpResponse:
    """Apply what the preview showed, or give the file up."""
    upload = _upload(request, token)
    if request.POST.get("do") != "apply":
        upload.delete()
        messages.success(request, _("The file was given up. Nothing was changed."))
        return redirect("organisation-import")
    plan = _plan(upload)
    if plan.problems or plan.mark != request.POST.get("mark"):
        messages.warning(
            request,
            _("The organisation was changed since you looked. Nothing was applied; look again."),
        )
        return _preview(request, upload, plan, 409)
    apply(plan, request, localdate())
    upload.delete()
    messages.success(request, _("Applied: %(n)d rows. Everything else is as it was.")
                     % {"n": len(plan.steps)})  # fmt: skip
    return redirect("organisation")


@edits_all
@require_safe
@never_cache
def export_workbook(request: HttpRequest) -> HttpResponse:
    """Give the whole organisation as one workbook."""
    audit.record(request, "organisation.exported")
    return _file(write_workbook(snapshot()), XLSX, f"organisation-{localdate()}.xlsx")


@edits_all
@require_safe
@never_cache
def export_sheet(request: HttpRequest, key: str) -> HttpResponse:
    """Give one sheet as CSV."""
    sheet = BY_KEY.get(key)
    if sheet is None:
        raise Http404(_("There is no such sheet."))
    audit.record(request, "organisation.exported", detail={"sheet": key})
    content = write_csv(snapshot(), sheet)
    return _file(content, "text/csv; charset=utf-8", f"{key}-{localdate()}.csv")


def _upload(request: HttpRequest, token: str) -> Upload:
    found = Upload.objects.filter(
        token=token, who=name_of(request), at__gte=now() - KEPT
    ).first()  # fmt: skip
    if found is None:
        raise Http404(_("This file is no longer here. Choose it once more."))
    return found


def _plan(upload: Upload) -> Plan:
    content = bytes(upload.content)
    return plan_files([(upload.name, content)], localdate(), complete=upload.complete)


def _form(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    return show(request, "import.html", {
        "problem": problem, "limit": LARGEST_FILE >> 20,
        "sheets": [(one.key, either(one.zh, one.en)) for one in SHEETS],
    }, status)  # fmt: skip


def _preview(request: HttpRequest, upload: Upload, plan: Plan, status: int = 200) -> HttpResponse:
    by_sheet: dict[str, dict[Verb, list[Step]]] = defaultdict(lambda: defaultdict(list))
    for step in plan.steps:
        by_sheet[step.sheet.key][step.verb].append(step)
    return show(request, "preview.html", {
        "upload": upload, "mark": plan.mark, "unchanged": plan.unchanged,
        "total": len(plan.steps),
        "problems": [(one.sheet, one.cell, one.found, one.sentence())
                     for one in plan.problems[:SHOWN_PROBLEMS]],
        "problem_total": len(plan.problems),
        "problem_more": max(0, len(plan.problems) - SHOWN_PROBLEMS),
        "groups": [
            {"sheet": either(sheet.zh, sheet.en), "verb": verb_of(verb),
             "number": len(steps), "more": max(0, len(steps) - SHOWN_STEPS),
             "grave": verb in {Verb.END, Verb.MERGE},
             "steps": [_line(one) for one in steps[:SHOWN_STEPS]]}
            for sheet in SHEETS for verb, steps in by_sheet[sheet.key].items()
        ],
    }, status)  # fmt: skip


def _line(step: Step) -> tuple[int, str, list[tuple[str, str, str]]]:
    """Return a step's row, what it is about, and what changes in words: title, before, after."""
    columns = {one.key: one for one in step.sheet.columns}
    changes = []
    for key, (old, new) in step.changed.items():
        column = columns[key]
        title = either(column.zh, column.en)
        before = "" if old is None and step.verb == Verb.ADD else column.write(old) if old else ""
        after = column.write(new) if new is not None else ""
        if before or after:
            changes.append((title, before, after))
    about = " / ".join(str(columns[key].write(value)) for key, value in
                       zip(step.sheet.identity, step.identity, strict=True) if value)  # fmt: skip
    return step.row, about, changes


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
