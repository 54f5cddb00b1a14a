"""What works beside storing rests long while much comes in, and hardly otherwise."""

import pytest
from django.db.models import F

from collector.ingest.models import Standing
from collector.ingest.rush import BUSY, Rush
from tests.collector.boards.rows_of_a_hall import make_log, make_standing

pytestmark = pytest.mark.django_db


def test_a_rush_is_given_way_to_and_nothing_else() -> None:
    make_standing(make_log(None))
    rush = Rush()
    usual = rush.rest_after(1.0)
    Standing.objects.update(entries=F("entries") + BUSY)
    assert rush.rest_after(1.0) == usual < 1.0
    Standing.objects.update(entries=F("entries") + BUSY + 1)
    assert rush.rest_after(2.0) > 20.0
    assert rush.rest_after(1.0) == usual
