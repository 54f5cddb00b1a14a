import pytest

from sync.protocol.catalogue import Level, load_catalogue, load_scales


def test_the_three_levels_of_the_hall_stand_on_the_national_scale():
    scale = load_scales()["satisfaction-3"]
    assert [(level.id, level.national) for level in scale.levels] == [
        ("satisfied", 4), ("basic", 3), ("unsatisfied", 2),
    ]  # fmt: skip
    assert [level.bad for level in scale.levels] == [False, False, True]
    assert scale.rank("satisfied") == 0
    assert scale.rank("ecstatic") is None


def test_the_national_scale_has_five_levels_from_best_to_worst():
    assert [level.national for level in load_scales()["national-5"].levels] == [5, 4, 3, 2, 1]


def test_each_level_has_at_most_a_screen_of_reasons():
    catalogue = load_catalogue("national-2020-08")
    for scale in load_scales().values():
        for level in scale.levels:
            reasons = catalogue.for_level(level)
            assert 1 <= len(reasons) <= 8
            assert {reason.national for reason in reasons} == {level.national}


def test_a_disabled_reason_is_not_offered(tmp_path):
    (tmp_path / "reasons-x.toml").write_text(
        '[[reasons]]\ncode="1"\nnational=2\nzh="a"\nen="a"\nenabled=false\n'
        '[[reasons]]\ncode="2"\nnational=2\nzh="b"\nen="b"\n'
    )
    level = Level(id="unsatisfied", national=2, zh="", en="")
    assert [reason.code for reason in load_catalogue("x", tmp_path).for_level(level)] == ["2"]


@pytest.mark.parametrize("text", ["[x", '[x]\nzh="a"', '[x]\nzh="a"\nen="a"\nlevels=[{id="a"}]'])
def test_a_catalogue_that_cannot_be_read_is_named(tmp_path, text):
    (tmp_path / "scales.toml").write_text(text)
    (tmp_path / "reasons-x.toml").write_text(text)
    with pytest.raises(ValueError, match=r"scales\.toml"):
        load_scales(tmp_path)
    with pytest.raises(ValueError, match=r"reasons-x\.toml"):
        load_catalogue("x", tmp_path)
    with pytest.raises(FileNotFoundError):
        load_catalogue("missing", tmp_path)
