"""The table of permissions, and what follows from it in a tree of branches."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.accounts.grants import Grants, touches, within
from collector.accounts.roles import ALLOWED, TABLE, Permission, Role, read

PATHS = st.lists(st.integers(1, 3), max_size=3).map(lambda ids: "/" + "".join(f"{i}/" for i in ids))
HELD = st.frozensets(st.tuples(st.sampled_from(Role), PATHS), max_size=5)


@given(HELD, st.sampled_from(Permission), PATHS)
def test_what_is_allowed_is_what_some_role_allows_above(held, permission, path):
    expected = any(role in ALLOWED[permission] and path.startswith(at) for role, at in held)

    assert Grants(held).may(permission, path) is expected


@given(HELD, st.sampled_from(Permission))
def test_no_branch_stands_in_another_one(held, permission):
    branches = Grants(held).branches(permission)

    assert not any(a != b and a.startswith(b) for a in branches for b in branches)


def test_a_branch_is_no_other_whose_number_begins_alike():
    assert not within("/12/", ["/1/"])
    assert touches("/1/", ["/1/5/"])
    assert not touches("/1/", ["/12/"])


@pytest.mark.parametrize(
    "wrong", [TABLE.replace("see_audit ", "see_audits"), TABLE.replace("it ", "IT ")]
)
def test_a_table_that_is_not_whole_is_refused(wrong: str):
    with pytest.raises(ValueError, match=r"not a valid|does not name"):
        read(wrong)


def test_nobody_reads_contacts_and_the_trail_and_gives_roles_at_once():
    for role in Role:
        powers = [
            p
            for p in ("see_contacts", "see_audit", "manage_accounts")
            if role in ALLOWED[Permission(p)]
        ]
        assert len(powers) <= 1


def test_the_table_in_the_documents_is_the_table():
    text = (Path(__file__).parents[3] / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = {
        cells[0].strip("`"): [mark == "yes" for mark in cells[1:]]
        for line in text.splitlines()
        if (cells := [cell.strip() for cell in line.strip("|").split("|")])
        and cells[0].strip("`") in set(Permission)
    }

    assert rows == {p: [role in ALLOWED[p] for role in Role] for p in Permission}
