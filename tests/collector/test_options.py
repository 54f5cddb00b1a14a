"""The options of a list are drawn alike by every form."""

from django.template import engines

from collector.options import Choice

CHOICES = [Choice("1", "全市"), Choice("2", '<b>"Hall" & more</b>'), Choice('3"', "三")]


def drawn(source: str, **given: object) -> str:
    return engines["django"].from_string(source).render({"some": CHOICES, **given})


def test_the_chosen_one_is_marked_and_no_other() -> None:
    html = drawn("{% options some chosen %}", chosen="1")
    assert html.startswith('<option value="1" selected>全市</option>')
    assert html.count("selected") == 1


def test_names_and_values_stay_words() -> None:
    html = drawn("{% options some %}")
    assert "&lt;b&gt;&quot;Hall&quot; &amp; more&lt;/b&gt;" in html
    assert 'value="3&quot;"' in html


def test_nothing_is_marked_where_nothing_was_chosen() -> None:
    assert "selected" not in drawn("{% options some nothing.of.that %}")
    assert drawn("{% options none %}", none=[]) == ""
