"""Where findings stand while the text around them changes."""

from __future__ import annotations

import pytest

from langtutor.core.requests import Tier
from langtutor.core.writing import Review
from langtutor.ui.places import Places
from langtutor.ui.widgets.marks import Marks
from tests.gui.fake_writing import MISTAKES, make_finding

TEXT = "We have went. The sea was beutiful. We met in the weekend."


def review(text: str, *said: str, busy: bool = False) -> Review:
    found = [make_finding(text, text.index(one.said), one) for one in MISTAKES if one.said in said]
    found.sort(key=lambda one: one.edit.span)
    return Review(text, tuple(found), 0, 3, busy, Tier.DEEP)


def marked(marks: Marks, text: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in marks.all()]


@pytest.fixture
def marks() -> Marks:
    made = Marks()
    made.take(review(TEXT, "have went", "beutiful", "in the weekend"))
    return made


def test_places_are_counted_as_qt_does_and_back():
    text = "a😀b🇧🇷c"
    places = Places(text)
    units = [places.to_qt(at) for at in range(len(text) + 1)]
    assert units == [0, 1, 3, 4, 6, 8, 9]
    assert [places.to_text(unit) for unit in units] == list(range(len(text) + 1))
    assert places.to_text(2) == 1, "between the halves of a character"
    plain = Places("ação")
    assert [plain.to_qt(at) for at in range(5)] == [plain.to_text(at) for at in range(5)] == [0, 1, 2, 3, 4]


def test_what_follows_a_change_moves_and_what_was_changed_goes(marks: Marks):
    text = TEXT.replace("sea", "blue sea")
    marks.changed(TEXT.index("sea"), 0, 5, (0, len(text)))
    assert marked(marks, text) == ["have went", "beutiful", "in the weekend"]
    marks.changed(text.index("beutiful") + 2, 1, 0, (0, len(text)))
    assert [mark.finding.said for mark in marks.all()] == ["have went", "in the weekend"]


def test_writing_right_behind_a_finding_leaves_it(marks: Marks):
    marks.changed(TEXT.index(" went") + 5, 0, 1, (0, len(TEXT)))
    assert len(marks) == 3
    assert marks.all()[0].end == TEXT.index(" went") + 5


def test_the_same_finding_keeps_its_mark_wherever_its_sentence_moves(marks: Marks):
    before = list(marks.all())
    text = f"Hello. {TEXT}"
    marks.take(review(text, "have went", "beutiful", "in the weekend"))
    assert [mark is known for mark, known in zip(marks.all(), before, strict=True)] == [True, True, True]
    assert marked(marks, text) == ["have went", "beutiful", "in the weekend"]


def test_a_finding_of_a_changed_sentence_keeps_its_mark_where_it_stands(marks: Marks):
    before = marks.all()[1]
    text = TEXT.replace("The sea", "The sea")[:-1] + "!"
    marks.changed(len(TEXT) - 1, 1, 1, (0, len(text)))
    marks.take(review(text, "beutiful"))
    assert marks.all()[0] is before


def test_what_a_deeper_check_withdraws_goes_at_once(marks: Marks):
    marks.take(review(TEXT, "have went", busy=True))
    assert marked(marks, TEXT) == ["have went"]


def test_in_a_changed_paragraph_findings_wait_for_the_deeper_check(marks: Marks):
    text = f"{TEXT} And"
    marks.changed(len(TEXT), 0, 4, (0, len(text)))
    marks.take(review(text, "beutiful", busy=True))
    assert marked(marks, text) == ["have went", "beutiful", "in the weekend"]
    marks.take(review(text, "beutiful", busy=False))
    assert marked(marks, text) == ["beutiful"]


def test_neighbours_are_found_from_any_place(marks: Marks):
    first, second, third = marks.all()
    assert marks.at(first.start) is first
    assert marks.at(first.end) is first
    assert marks.at(0) is None
    assert marks.after(first.start) is second
    assert marks.before(third.start) is second
    assert marks.after(third.start) is None
    assert marks.between(second.start, third.end) == [second, third]
