"""Pages about inspections: results by place, checklists as versions, both languages."""

import re
from html import unescape

from django.test import Client

from collector.accounts.roles import Role
from collector.inspections.models import Checklist, Inspection, Version
from tests.collector.inspections.conftest import World, signed_in
from tests.collector.inspections.sheets_of_a_hall import make_done, make_planned

# Names that are the same in both languages, and words of keys and codes.
NEUTRAL = (
    r"\b(A\d+|EN|glish|English|SHA|sha256sum|printf|draw|s|n|kbd|somebody|HTTPS|JPEG|docs"
    r"|operations|md)\b"
)


def test_results_are_exact_means_with_their_number_and_citizens_beside(
    world: World, supervisor: Client
):
    node = world.windows[0].node
    for score in ("1/2", "1", "3/4"):
        make_done(node, world.version, score=score, scores={"dress": score})
    make_done(node, world.version, score="0", scores={"dress": "0"}, counts=False)
    make_done(node, world.version, score="0", of=Inspection.objects.first())

    html = supervisor.get("/inspections/results?by=window").content.decode()

    assert "75.0%" in html
    assert "n=3" in html
    assert "1 look again at findings is in no mean" in html
    assert "no ratings" in html


def test_a_new_version_is_written_compared_and_published_and_results_keep_theirs(
    world: World, supervisor: Client
):
    node = world.windows[0].node
    done = make_done(node, world.version)
    address = f"/inspections/checklists/{world.version.checklist_id}"
    form = _form(supervisor.get(f"{address}/edit").content.decode())
    texts = form["dress-zh"]
    assert isinstance(texts, list)
    texts[0], texts[-1] = "换了说法", "新的一条"

    supervisor.post(f"{address}/edit", form | {"do": "draft", "note": "改"})
    assert Version.objects.filter(published_at=None).count() == 1
    assert supervisor.post(f"{address}/edit", form | {"do": "publish"}).status_code == 302

    html = supervisor.get(f"{address}?version=2&with=1").content.decode()
    assert html.count("<ins>") == 2
    second = Version.objects.get(number=2)
    assert second.whole.item("dress-3") is not None
    done.refresh_from_db()
    assert done.version == world.version


def test_an_editor_says_what_is_wrong_and_keeps_what_was_typed(world: World, supervisor: Client):
    address = f"/inspections/checklists/{world.version.checklist_id}/edit"
    form = _form(supervisor.get(address).content.decode())
    weights = form["dress-weight"]
    assert isinstance(weights, list)
    weights[0] = "1000"

    answer = supervisor.post(address, form | {"do": "publish"})

    assert answer.status_code == 422
    assert "1000" in answer.content.decode()
    assert Version.objects.count() == 1


def test_a_branch_writes_its_own_checklists_alone(world: World):
    branch = signed_in("9", Role.SUPERVISOR, world.hall)
    whole = f"/inspections/checklists/{world.version.checklist_id}/edit"

    assert branch.get(whole).status_code == 404
    own = {"example": "hall", "place": str(world.hall.node_id)}
    assert branch.post("/inspections/checklists/make", own).status_code == 302
    assert branch.post("/inspections/checklists/make", own | {"place": ""}).status_code == 422
    made = Checklist.objects.get(node=world.hall.node)
    assert branch.get(f"/inspections/checklists/{made.pk}/edit").status_code == 200


def test_chinese_pages_have_no_english_left(world: World, supervisor: Client):
    supervisor.cookies["django_language"] = "zh-hans"
    node = world.windows[0].node
    make_planned(node, world.version)
    done = make_done(node, world.version, score="1/2", scores={"dress": "1/2"}, missed=["dress-1"])
    checklist = f"/inspections/checklists/{world.version.checklist_id}"
    left = {}
    for address in (
        "/inspections", "/inspections/plan", "/inspections/results", "/inspections/checklists",
        checklist, f"{checklist}/edit", f"/inspections/{done.id}", f"/inspections/{done.id}/print",
        "/inspections/phone/zh",
    ):  # fmt: skip
        html = supervisor.get(address).content.decode()
        text = re.sub(r"<(svg|head|code|kbd|select|dt)\b.*?</\1>", " ", html, flags=re.DOTALL)
        text = re.sub(r"<[^>]+>", " ", re.sub(r'<\w+[^>]* lang="en".*?>.*?<', "<", text))
        text = re.sub(r"[0-9a-f-]{36}|\b[0-9a-f]{8,16}\b|%\w+", " ", text)
        if words := re.findall(r"[A-Za-z]{2,}", re.sub(NEUTRAL, " ", text)):
            left[address] = words
    assert left == {}


def _form(html: str) -> dict[str, str | list[str]]:
    """Read the editor's fields as a browser would send them."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", html.partition('class="editor"')[2]):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or " checked" in tag):
            found.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    return {name: some[0] if len(some) == 1 else some for name, some in found.items()}
