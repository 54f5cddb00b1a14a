"""What a person sees when something went wrong."""

import pytest
from django.test import Client, RequestFactory
from django.utils.translation import override

from collector.boards import errors

PARTS = {"en": ("What happened", "What it means", "What to do"),
         "zh-hans": ("发生了什么", "意味着什么", "怎么办")}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    ("view", "status"),
    [
        (lambda request: errors.bad_request(request, Exception()), 400),
        (lambda request: errors.permission_denied(request, Exception()), 403),
        (lambda request: errors.not_found(request, Exception()), 404),
        (errors.server_error, 500),
        (errors.csrf_failure, 403),
    ],
)
def test_an_error_says_what_happened_what_it_means_and_what_to_do(view, status, language):
    with override(language):
        answer = view(RequestFactory().get("/"))

    html = answer.content.decode()
    assert answer.status_code == status
    assert all(part in html for part in PARTS[language])


def test_an_address_that_leads_nowhere(client: Client, db: None):
    answer = client.get("/nowhere", headers={"Accept-Language": "en"})

    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_a_window_that_is_not_there_is_named(admin: Client, hall):
    answer = admin.get("/windows/Q1")

    assert answer.status_code == 404
    assert "No window of this hall has the code Q1." in answer.content.decode()
