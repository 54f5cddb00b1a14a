"""Files: asked for on a report's page, made in the background, fetched by those with the right."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collector.accounts import audit
from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.languages import language
from collector.organisation.models import Node
from collector.organisation.words import name_of
from collector.reports.asking import BadQuestionError, Format, Question, read_question
from collector.reports.files import format_words, may_have
from collector.reports.jobs import BusyError, content_of, question_of, queue
from collector.reports.models import Job
from collector.reports.pages.shared import place_asked, show
from collector.reports.words import title_words

SHOWN = 100


def _branch(request: HttpRequest, token: str) -> str | None:
    """Return where a file's place stands; None also where the file shows more than reports do."""
    job = Job.objects.filter(token=token).select_related("place").first()
    return job.place.path if job and _may(request, job) else None


def _may(request: HttpRequest, job: Job) -> bool:
    return may_have(grants_of(request), job.place.path, question_of(job).by, job.format)


def _check(request: HttpRequest, place: Node, question: Question, wanted: Format) -> None:
    if not may_have(grants_of(request), place.path, question.by, wanted):
        raise BadQuestionError(_("Your roles do not show this kind of report."))


@allowed(Permission.SEE_REPORTS)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Queue a file of the report that the form asks for."""
    words = request.POST.dict()
    try:
        place = place_asked(request, words.get("place", ""))
        question = read_question(words, place, localdate())
        wanted = Format(words.get("format", ""))
        _check(request, place, question, wanted)
        queue(
            question, wanted, title=title_words(name_of(place), question), language=language(),
            account=request.user.pk, now=now(),
        )  # fmt: skip
    except (BadQuestionError, Http404, ValueError, BusyError) as error:
        said = str(error) if isinstance(error, BadQuestionError | Http404) else ""
        if isinstance(error, BusyError):
            said = _("Fifty of your files are waiting already. Let some be made first.")
        problem = said or _("Choose one of the formats.")
        return show(request, "files.html", {"tab": "files", "problem": problem}, 422)
    audit.record(
        request, "report.made", str(place), branch=place.path,
        detail={"first": question.first, "last": question.last, "by": question.by,
                "format": wanted},
    )  # fmt: skip
    return redirect("report-files")


@allowed(Permission.SEE_REPORTS)
@require_safe
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """Show the files of the branches where somebody may see reports."""
    where = grants_of(request).where(Permission.SEE_REPORTS, "place__path")
    jobs = Job.objects.filter(where).select_related("account", "place")[:SHOWN]
    rows = [
        {"job": job, "format": format_words(job.format),
         "percent": 100 * job.done // job.total if job.total else 0}
        for job in jobs if _may(request, job)
    ]  # fmt: skip
    open_states = {Job.State.QUEUED, Job.State.RUNNING}
    waits = any(row["job"].state in open_states for row in rows)  # type: ignore[attr-defined]
    return show(request, "files.html", {"tab": "files", "rows": rows, "waits": waits})


@allowed(Permission.SEE_REPORTS, _branch)
@require_safe
@never_cache
def download(request: HttpRequest, token: str) -> HttpResponseBase:
    """Give a file that is done; of any other the list says where it is."""
    job = Job.objects.get(token=token)
    if job.state != Job.State.DONE:
        messages.warning(request, _("This file is not made yet."))
        return redirect("report-files")
    audit.record(
        request, "report.exported", job.name, branch=job.place.path, detail={"title": job.title}
    )
    answer = StreamingHttpResponse(content_of(job), content_type=job.kind)
    answer["Content-Length"] = str(job.size)
    answer["Content-Disposition"] = f'attachment; filename="{job.name}"'
    return answer
