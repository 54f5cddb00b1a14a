"""No page is left out of the walk."""

from collections import Counter

from deploy.pages.scenes import NOT_PAGES, SCENES
from tests.collector.accounts.every_address import addresses


def test_every_address_has_a_scene_or_a_reason_why_not() -> None:
    known = {one.name for one in addresses()}
    shown = {scene.name for scene in SCENES}
    missing = sorted(known - shown - NOT_PAGES.keys())
    assert not missing, f"add a scene to deploy/pages/scenes.py for: {', '.join(missing)}"
    assert not sorted(NOT_PAGES.keys() - known), "these addresses are no more"
    assert not sorted(NOT_PAGES.keys() & shown)
    assert sorted(shown - known) == ["not-found"]


def test_no_two_scenes_share_their_pictures() -> None:
    assert [title for title, n in Counter(one.title for one in SCENES).items() if n > 1] == []
