"""The services as the window gets them, on an empty home and without any model."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from langtutor import cli
from langtutor.core.errors import LedgerBusy, NoCourse
from langtutor.core.events import Mode
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.requests import Tier
from langtutor.core.text import SkillId
from langtutor.core.writing import Review
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import Paths
from langtutor.store.backup import backups
from langtutor.store.drafts import Drafts
from langtutor.store.ledger import Ledger
from langtutor.wiring import Services
from tests.support.waiting import wait_until


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "en_US.UTF-8")
    built = Services(Paths(tmp_path, tmp_path, tmp_path / "cache"), NetworkGuard(None), seed=1)
    yield built
    built.close()


def test_no_worker_runs_before_it_is_needed(services: Services) -> None:
    services.begin_course("en", "pt")
    assert services.host.pids() == {}


def test_a_newcomer_has_no_course_until_one_is_begun(services: Services) -> None:
    assert (services.course, services.drilling, services.writing) == (None, None, None)
    services.settings.change(speaks=LanguageCode("pt"), learns=LanguageCode("en"))
    drilling = services.begin_course()
    assert services.drilling is drilling
    assert services.course is drilling.course
    assert services.who().language == "en"
    with pytest.raises(NoCourse):
        services.begin_course("en", "ja")


def test_writing_belongs_to_the_course(services: Services, tmp_path: Path) -> None:
    services.begin_course("en", "pt")
    english = services.writing
    assert english is not None
    offered = english.prompts(3).result(30)
    assert {prompt.language for prompt in offered} == {"en"}
    draft = english.new_draft()
    english.save(draft, "One.").result(30)
    services.begin_course("pt", "en")
    assert services.writing is not None
    assert services.writing is not english
    assert services.writing.drafts().result(30) == ()
    assert [one.id for one in Drafts(tmp_path / "drafts").all()] == [draft.id]


def test_without_a_language_model_writing_goes_no_deeper_than_full(services: Services) -> None:
    services.begin_course("en", "pt")
    assert services.writing is not None
    reviews: list[Review] = []
    services.writing.review("", reviews.append)
    wait_until(lambda: bool(reviews), "no review came")
    assert reviews[0].deepest is Tier.FULL


@pytest.mark.parametrize(("learned", "spoken", "deepest"), [("en", "pt", Tier.THOROUGH), ("pt", "en", Tier.DEEP)])
def test_with_a_language_model_writing_goes_as_deep_as_there_are_ways_to_rewrite(
    services: Services, monkeypatch: pytest.MonkeyPatch, learned: str, spoken: str, deepest: Tier
) -> None:
    monkeypatch.setattr("langtutor.wiring.allowed", lambda *_: "a model that has earned it")
    services.begin_course(learned, spoken)
    assert services.writing is not None
    assert services.writing.finish("", services.writing.new_draft()).result(30).deepest is deepest


def test_the_last_words_are_saved_at_the_end(services: Services, tmp_path: Path) -> None:
    services.begin_course("en", "pt")
    assert services.writing is not None
    draft = services.writing.new_draft()
    for number in range(30):
        services.writing.save(draft, f"Word {number}.")
    services.close()
    assert Drafts(tmp_path / "drafts").load(draft.id).text == "Word 29."


def test_translation_goes_where_the_catalogue_has_models(services: Services) -> None:
    en, pt = LanguageCode("en"), LanguageCode("pt")
    assert {Pair(en, pt), Pair(pt, en)} <= set(services.looking_up.pairs())


def test_reasons_follow_the_windows_language_at_once(services: Services) -> None:
    drilling = services.begin_course("en", "pt")
    assert "begin" in drilling.choose().reason.lower()
    services.settings.change(ui_language="pt")
    upcoming = drilling.choose()
    assert "começ" in upcoming.reason.lower()
    assert upcoming.skill_title == drilling.course.skill_title(upcoming.choice.skill, "pt")
    services.settings.change(ui_language="")
    assert "begin" in drilling.choose().reason.lower()


@pytest.mark.parametrize(
    ("skill", "title"),
    [
        ("en.grammar.verb.agreement", "Third person -s"),  # of the course
        ("en.word.spelling", "Spelling"),  # of the explanations
        ("en.sound.dark_l", "The l at the end"),  # of the sounds
        ("en.sound.th", "The sounds of th"),  # of the course and of the sounds
        ("en.sound.nowhere", "en.sound.nowhere"),
    ],
)
def test_skills_are_called_what_the_course_or_an_explanation_or_the_sounds_call_them(
    services: Services, skill: str, title: str
) -> None:
    drilling = services.begin_course("en", "pt")
    assert drilling.skill_title(SkillId(skill)) == title


def test_titles_follow_the_windows_language_in_courses_without_described_sounds_too(services: Services) -> None:
    services.settings.change(ui_language="pt")
    assert services.begin_course("en", "pt").skill_title(SkillId("en.sound.h")) == "O h que se sopra"
    assert services.begin_course("pt", "en").skill_title(SkillId("pt.sound.nowhere")) == "pt.sound.nowhere"


def test_settings_count_at_once(services: Services) -> None:
    drilling = services.begin_course("en", "pt")
    services.settings.change(can_speak=False, never_use_network=True)
    assert {drilling.choose().exercise.mode for _ in range(10)} == {Mode.TYPED}
    assert services.guard.forced_offline
    services.settings.change(never_use_network=False)
    assert not services.guard.never


def test_what_was_begun_before_the_end_is_in_the_ledger(services: Services, tmp_path: Path) -> None:
    drilling = services.begin_course("en", "pt")
    future = drilling.give_up(drilling.choose().exercise, duration_s=1.0)
    services.close()
    assert future.done()
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        assert len(ledger.events()) == 1


def test_closing_goes_on_when_a_step_fails(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    drilling = services.begin_course("en", "pt")

    def busy() -> None:
        raise LedgerBusy(path="x")

    monkeypatch.setattr(drilling, "close", busy)
    closed = threading.Event()
    close = services.ledger.close

    def noted() -> None:
        close()
        closed.set()

    monkeypatch.setattr(services.ledger, "close", noted)
    with pytest.raises(LedgerBusy):
        services.close()
    assert closed.is_set()


def test_closing_twice_is_fine(services: Services) -> None:
    services.begin_course("en", "pt")
    services.close()
    services.close()


def test_the_window_begins_with_a_copy_of_the_ledger(services: Services, tmp_path: Path) -> None:
    services.keep_house()
    services.tasks.close()
    (copy,) = backups(services.ledger.path)
    assert copy.stat().st_size > 0


def test_a_copy_that_cannot_be_made_stops_nothing(services: Services, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file where the folder should be", encoding="utf-8")
    services.keep_house()
    services.tasks.close()
    assert backups(services.ledger.path) == ()


def test_a_start_that_fails_is_told_where_it_can_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"this is no database, and longer than a header of one " * 20)
    told: list[str] = []
    monkeypatch.setattr("langtutor.app.tell", told.append)
    paths = Paths(tmp_path, tmp_path, tmp_path / "cache")
    assert cli.run(cli.parser().parse_args([]), paths, NetworkGuard(None)) == cli.Exit.FAILED
    (sentence,) = told
    assert str(tmp_path / "backups") in sentence
    assert sentence in capsys.readouterr().err


def test_drills_are_typed_while_nothing_can_be_heard(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed drills work while the speech model is missing, whatever microphone there is."""
    monkeypatch.setattr(services.recorder, "available", lambda: True)
    drilling = services.begin_course("en", "pt")
    modes = {drilling.next().result().choice.mode for _ in range(12)}
    assert modes == {Mode.TYPED}
    monkeypatch.setattr(services.models.store, "installed", lambda model: services.paths.models)
    modes = {drilling.next().result().choice.mode for _ in range(12)}
    assert Mode.SPOKEN in modes
