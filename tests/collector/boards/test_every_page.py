"""What holds for every page: signed in, nothing from elsewhere, names are only text."""

import re

import pytest
from django.test import Client
from django.utils.timezone import now

from collector.organisation.models import Hall
from tests.collector.boards.reading import page
from tests.collector.boards.rows_of_a_hall import (
    make_log,
    make_standing,
    make_window,
    make_window_with_terminal,
)


@pytest.mark.parametrize("address", ["/windows", "/windows/A01", "/terminals"])
def test_nobody_sees_a_page_without_signing_in(client: Client, hall: Hall, address: str):
    answer = client.get(address)

    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in?next={address}"


def test_hostile_names_are_only_text(manager: Client, hall: Hall):
    evil = "<script>alert('x')</script>\"'&"
    window = make_window(hall, "X&<b>", name=evil)
    log = make_log(window, name=evil, version="<i>")
    make_standing(log, state="fault", cause=evil, staff="<u>", state_at=now())

    for address in ("/windows", "/windows/X&<b>", "/terminals"):
        html = page(manager, address)
        assert "<script>alert" not in html
        assert "<i>" not in html
        assert "<u>" not in html
        assert "&lt;script&gt;alert" in html


@pytest.mark.parametrize("address", ["/windows", "/terminals", "/windows/A01", "/sign-in"])
def test_a_page_may_load_nothing_from_elsewhere_and_runs_nothing_inline(
    manager: Client, hall: Hall, address: str
):
    make_window_with_terminal(hall, "A01")

    answer = manager.get(address, follow=True)

    assert answer["Content-Security-Policy"].startswith("default-src 'self';")
    assert "unsafe" not in answer["Content-Security-Policy"]
    html = answer.content.decode()
    assert not re.search(r"<script(?![^>]*src=)|<style| style=| on\w+=", html)
    assert not re.search(r'(src|href)="(https?:)?//', html)


def test_the_page_works_without_scripts(manager: Client, hall: Hall):
    assert '<noscript><meta http-equiv="refresh"' in page(manager)
