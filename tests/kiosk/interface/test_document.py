"""openapi.json and the program say the same. Every other test's calls are compared with it too."""

import json

import pytest

from kiosk.interface import problems
from kiosk.interface.bodies import LONGEST_WAIT
from kiosk.interface.codings import load_codings
from kiosk.interface.problems import Problem
from kiosk.interface.routes import ROUTES
from kiosk.interface.service import DOCUMENT

WRITTEN = json.loads(DOCUMENT.read_text(encoding="utf-8"))
EVERYWHERE = {problems.NOT_FOUND, problems.METHOD_NOT_ALLOWED}
ALL = {value for value in vars(problems).values() if isinstance(value, Problem)}


def test_it_is_served(counter):
    assert counter.call("GET", "/v1/openapi.json").body == WRITTEN
    assert WRITTEN["openapi"] == "3.1.0"


def test_it_has_every_call_and_no_other():
    written = {(m.upper(), path) for path, calls in WRITTEN["paths"].items() for m in calls}
    assert written == {(route.method, route.path) for route in ROUTES}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_it_has_every_status_and_code_of_a_call(route):
    written = WRITTEN["paths"][route.path][route.method.lower()]
    codes = {
        (code, int(status))
        for status, answer in written["responses"].items()
        if int(status) >= 400
        for code in answer["content"]["application/json"]["schema"]["allOf"][1]["properties"][
            "error"
        ]["enum"]
    }
    assert codes == {(problem.code, problem.status) for problem in route.problems}
    successes = {int(status) for status in written["responses"] if int(status) < 400}
    assert successes == set(route.successes)
    parameters = {p["name"] for p in written.get("parameters", []) if p["in"] == "query"}
    assert parameters == set(route.parameters)


def test_every_refusal_is_explained_in_both_languages():
    explained = WRITTEN["components"]["schemas"]["Problem"]["properties"]["error"]["description"]
    for problem in ALL:
        assert f"- {problem.code} ({problem.status}): {problem.zh} {problem.en}" in explained
    used = {problem for route in ROUTES for problem in route.problems}
    assert used | EVERYWHERE == ALL


def test_every_reference_leads_somewhere():
    for part in json.dumps(WRITTEN).split('"$ref": "#/components/schemas/')[1:]:
        assert part.partition('"')[0] in WRITTEN["components"]["schemas"]


def test_the_longest_wait_and_the_codings_are_named():
    _, wait, _, coding = WRITTEN["paths"]["/v1/visits/{id}"]["get"]["parameters"]
    assert wait["schema"]["maximum"] == LONGEST_WAIT
    for name in load_codings():
        assert name in coding["description"]


def test_no_coding_puts_a_worse_level_before_a_better_one():
    for name, coding in load_codings().items():
        codes = [coding.of(level) for level in (5, 4, 3, 2, 1)]
        if all(isinstance(code, int) for code in codes):
            assert codes in (sorted(codes), sorted(codes, reverse=True)), name
        assert coding.unrated not in codes


def test_a_coding_that_leaves_a_level_out_is_refused_by_name(tmp_path):
    (tmp_path / "vendors.toml").write_text(
        '[x]\nzh = "x"\nen = "x"\nlevels = { 5 = 1, 4 = 2 }\nunrated = 0\n'
    )
    with pytest.raises(ValueError, match="x has to give a code"):
        load_codings(tmp_path)
