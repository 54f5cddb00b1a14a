import pytest
from PySide6.QtCore import QObject

from ui.props.reasons import ReasonChip
from ui.view_models.row_model import RowModel


def chip(code: str, *, picked: bool = False) -> ReasonChip:
    return ReasonChip(code=code, whole=code, broken=code, picked=picked)


@pytest.fixture
def model(qapp):
    owner = QObject()
    model = RowModel(("code", "picked"), owner)
    yield model
    owner.deleteLater()


def test_it_keeps_the_rules_of_qts_models(model, qtmodeltester):
    model.show([chip("207"), chip("208")])

    qtmodeltester.check(model)


def test_a_row_that_changed_says_so_and_the_others_stay_still(model, qtbot):
    model.show([chip("207"), chip("208")])

    with qtbot.waitSignal(model.dataChanged) as changed:
        model.show([chip("207"), chip("208", picked=True)])

    assert changed.args[0].row() == changed.args[1].row() == 1


def test_the_same_rows_again_are_no_change(model, qtbot):
    model.show([chip("207")])

    with qtbot.assertNotEmitted(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.show([chip("207")])


@pytest.mark.parametrize("codes", [[], ["1"], ["1", "2", "3"], ["9", "8"]])
def test_rows_come_and_go_at_the_end(model, codes):
    model.show([chip("1"), chip("2")])

    model.show([chip(code) for code in codes])

    role = next(iter(model.roleNames()))
    assert [model.data(model.index(row), role) for row in range(model.rowCount())] == codes


def test_what_it_does_not_know_is_nothing(model):
    model.show([chip("1")])

    assert model.data(model.index(5), 257) is None
    assert model.data(model.index(0), 0) is None
    assert model.rowCount(model.index(0)) == 0
