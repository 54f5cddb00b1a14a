"""No page is left out of the walk."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from deploy.pages.scenes import NOT_PAGES, SCENES


def addresses(resolver: URLResolver | None = None) -> Iterator[tuple[str, Callable[..., Any]]]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one)
        else:
            assert isinstance(one, URLPattern)
            yield one.name or str(one.pattern), one.callback


def takes_forms_alone(view: Callable[..., Any] | None) -> bool:
    """Whether a view answers no GET, as `require_http_methods` has written into it."""
    while view is not None:
        names = getattr(view, "__code__", None) and view.__code__.co_freevars
        if names and "request_method_list" in names:
            cell = (view.__closure__ or ())[names.index("request_method_list")]
            return "GET" not in cell.cell_contents
        view = getattr(view, "__wrapped__", None)
    return False


def test_every_address_has_a_scene_or_a_reason_why_not() -> None:
    known = {name for name, view in addresses() if not takes_forms_alone(view)}
    shown = {scene.name for scene in SCENES}
    missing = sorted(known - shown - NOT_PAGES.keys())
    assert not missing, f"add a scene to deploy/pages/scenes.py for: {', '.join(missing)}"
    assert not sorted(NOT_PAGES.keys() - known), "these addresses are no more"
    assert not sorted(NOT_PAGES.keys() & shown)
    assert sorted(shown - known) == ["not-found"]


def test_no_two_scenes_share_their_pictures() -> None:
    assert [title for title, n in Counter(one.title for one in SCENES).items() if n > 1] == []
