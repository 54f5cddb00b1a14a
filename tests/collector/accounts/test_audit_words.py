"""The trail of audit in words: what is done to cases and places, as well as to accounts."""

from django.utils.translation import override

from collector.accounts.audit_words import action_words, field_words
from collector.accounts.pages.trail import _detail


def test_each_part_of_an_action_is_put_into_words() -> None:
    with override("en"):
        assert action_words("organisation.node.rename") == "organisation · place · renamed"
    with override("zh-hans"):
        assert action_words("case.opened") == "工单 · 立案"
        assert field_words("judge_on") == "判定日"


def test_of_what_was_not_there_before_the_new_value_alone_is_written() -> None:
    with override("en"):
        said = _detail('{"owner": [null, "demo"], "due": ["2026-11-16", "2026-11-17"]}')
    assert said == "responsible: demo · due: 2026-11-16 → 2026-11-17"
