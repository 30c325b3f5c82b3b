"""Pictures of every page: `python -m tests.e2e.screenshots [FOLDER]`; resources/screenshots/ is where they belong.

The real window with real models, at 1100 × 760, light and dark. LANGTUTOR_HOME says where the models are.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from langtutor.content.courses import load_course
from langtutor.core.events import DrillKind
from langtutor.core.language import LanguageCode
from langtutor.settings.paths import resources_dir
from tests.e2e.steps import (
    ASKED,
    BEGUN,
    HEARD,
    SLIPPED,
    answer,
    begin_to_record,
    first_start,
    reach,
    say,
    sentence_of,
)
from tests.support.history import write_history
from tests.support.learner import ROOT, Learner, display
from tests.support.models import STARTER, home_with_models
from tests.support.speaking import say_into
from tests.support.virtual_microphone import VirtualMicrophone, virtual_microphone

FOLDER = ROOT / "resources" / "screenshots"
SIZE = (1100, 760)
THEMES = ("light", "dark")
PAGES = (
    "first-run",
    "first-run-microphone",
    "first-run-models",
    "today-empty",
    "practise-say",
    "practise-recording",
    "verdict-slip",
    "verdict-sounds",
    "verdict-sounds-200",
    "verdict-melody",
    "verdict-typed",
    "pairs",
    "pairs-answer",
    "today",
    "look-up-word",
    "look-up-sentence",
    "look-up-anywhere",
    "vocabulary",
    "read",
    "write",
    "write-summary",
    "models",
    "model-details",
    "settings",
    "today-pt",
    "models-pt",
    "first-run-models-pt",
    "write-pt",
    "verdict-slip-pt",
    "practise-200",
    "write-200",
    "models-200",
    "settings-200",
)


WRITTEN = (
    "Last summer I has travelled to the sea with two friend. The weather was beutiful and we was very happy to be "
    "together. We listened music every evening, and my sister dont wanted to go home."
)


MISPRONOUNCED = "I'm twenty years oldy."
"""ASKED with the vowel that Brazilians put after a last consonant, as the voice engine says it."""


class Photographer:
    """Somebody who goes through the window with a camera."""

    def __init__(
        self, folder: Path, work: Path, microphone: VirtualMicrophone, slip: Path, mispronounced: Path
    ) -> None:
        self._folder = folder
        self._work = work
        self._microphone = microphone
        self._wav = slip
        self._mispronounced = mispronounced
        self._theme = THEMES[0]
        self._course = load_course(resources_dir() / "courses", LanguageCode("en"), LanguageCode("pt"))

    def take_all(self) -> None:
        self.first_start()
        self.newcomer()
        self.pronouncing()
        self.regular()
        self.slip_in_portuguese()

    def first_start(self) -> None:
        """On a computer that has no models yet."""
        with self._learner("first", {"ui_language": "en"}, models=False) as me:
            me.click("I speak: Português")
            self._take(me, "first-run")
            me.click("Next")
            me.wait_for("Can langtutor hear you?")
            me.key("Space")
            me.wait_for("Speak now.", HEARD["en"])
            self._microphone.say(self._wav)
            me.wait_for("That came through clearly")
            self._take(me, "first-run-microphone")
            me.click("Next")
            me.wait_for("Together: ")
            self._take(me, "first-run-models")
            me.set(ui_language="pt")
            me.wait_for("No total: ")
            self._take(me, "first-run-models-pt")

    def newcomer(self) -> None:
        with self._learner("newcomer", {"ui_language": "en"}) as me:
            me.click("I speak: Português")
            first_start(me)
            self._take(me, "today-empty")
            reach(me, DrillKind.SAY, ASKED)
            self._take(me, "practise-say")
            begin_to_record(me)
            with self._microphone.play(self._wav):
                me.wait_for(HEARD["en"])
                self._take(me, "practise-recording")
            me.wait_for("Coming up: ")
            self._take(me, "verdict-slip")
            me.set(can_speak=False)
            reach(me, DrillKind.TRANSLATE)
            answer(me, sentence_of(self._course, me).variants[0])
            me.wait_for("Also right")
            me.wait_for("Coming up: ")
            self._take(me, "verdict-typed")
            self._pairs(me)

    def _pairs(self, me: Learner) -> None:
        """Two sounds that are to be heard apart."""
        me.key("H")
        me.wait_for("Which word do you hear?")
        me.wait_until(lambda: any(one.enabled and one.name.startswith("1: ") for one in me.look()), "nothing to hear")
        self._take(me, "pairs")
        me.key("1")
        me.wait_for("Next word")
        self._take(me, "pairs-answer")

    def pronouncing(self) -> None:
        """Who says a sound that doesn't belong there."""
        with self._learner("pronouncing", BEGUN) as me:
            reach(me, DrillKind.SAY, ASKED)
            say(me, self._microphone, self._mispronounced)
            me.wait_for("Coming up: ")
            me.wait_until(lambda: not me.sees("Listening to your sounds"), "the sounds never come")
            me.click("old.")
            me.wait_for("Choose a sound")
            self._take(me, "verdict-sounds")
            me.key("Escape")
            me.set(text_percent=200)
            me.click("old.")
            me.wait_for("Choose a sound")
            self._take(me, "verdict-sounds-200")
            me.set(text_percent=100)
            me.key("Escape")
            me.click("Melody and pace")
            me.wait_for("seconds of speech")
            self._take(me, "verdict-melody")

    def regular(self) -> None:
        with self._learner("regular", BEGUN, history=True) as me:
            me.wait_for("Start (Enter)")
            self._take(me, "today")
            self._in_portuguese(me)
            self._look_up(me)
            self._write(me, "Write “friends” instead of “friend”", written=True)
            self._take(me, "write")
            me.click("Finish")
            me.wait_for("Back to the text", limit_s=300)
            self._take(me, "write-summary")
            me.click("Models")
            me.wait_for("Hears what you say")
            self._take(me, "models")
            me.click("More: Hears what you say")
            me.wait_for("Makes spoken drills possible")
            self._take(me, "model-details")
            me.click("Settings")
            me.wait_for("See and manage the models")
            self._take(me, "settings")
            me.set(text_percent=200)
            self._take(me, "settings-200")
            me.key("Ctrl+5")
            self._take(me, "models-200")
            me.key("Ctrl+3", "Escape")
            me.wait_for("corrections")
            self._take(me, "write-200")
            reach(me, DrillKind.SAY)
            self._take(me, "practise-200")

    def _in_portuguese(self, me: Learner) -> None:
        """The same window, and back."""
        me.set(ui_language="pt")
        me.key("Ctrl+1")
        me.wait_for("Começar (Enter)")
        self._take(me, "today-pt")
        me.key("Ctrl+5")
        me.wait_for("Ouve o que você diz")
        self._take(me, "models-pt")
        self._write(me, "Escreva “friends” em vez de “friend”")
        self._take(me, "write-pt")
        me.set(ui_language="en")
        me.key("Ctrl+1")
        me.wait_for("Start (Enter)")

    def slip_in_portuguese(self) -> None:
        with self._learner("newcomer-pt", {**BEGUN, "ui_language": "pt"}) as me:
            reach(me, DrillKind.SAY, ASKED, ui="pt")
            say(me, self._microphone, self._wav, ui="pt")
            me.wait_for("A seguir: ")
            self._take(me, "verdict-slip-pt")

    def _look_up(self, me: Learner) -> None:
        for text, found, picture in (
            ("station", "estação", ""),
            ("Quanto custa?", "How much", ""),
            ("children", "criança", "look-up-word"),
            ("Onde eu posso comprar um guarda-chuva?", "umbrella", "look-up-sentence"),
        ):
            me.key("Ctrl+4")
            answer(me, text)
            me.wait_for(found)
            me.wait_for("(guessed)")
            me.key("Ctrl+D")
            me.wait_for("Kept as a card")
            if picture:
                self._take(me, picture)
        me.key("Ctrl+7")
        me.wait_for("New card (N)")
        me.wait_for("Cards: 4")
        self._take(me, "vocabulary")
        me.key("Ctrl+8")
        me.wait_for("Paste a text")
        self._take(me, "read")
        me.key("Ctrl+K")
        answer(me, "actually")
        me.wait_for("(guessed)")
        self._take(me, "look-up-anywhere")
        me.key("Escape")

    def _write(self, me: Learner, finding: str, *, written: bool = False) -> None:
        """written: the text is there already; pages are built anew in another language, and keep it."""
        me.key("Ctrl+3")
        me.wait_until(lambda: (seen := me.focused()) is not None and seen.kind == "Editor", "the text has no focus")
        if not written:
            me.type(WRITTEN)
        me.wait_for(finding, limit_s=120)
        me.key("Alt+Up")

    @contextmanager
    def _learner(
        self, name: str, settings: Mapping[str, Any], *, history: bool = False, models: bool = True
    ) -> Iterator[Learner]:
        home = home_with_models(self._work / name, *STARTER) if models else self._work / name
        home.mkdir(exist_ok=True)
        if history:
            write_history(home / "ledger.sqlite")
        self._theme = THEMES[0]
        (home / "settings.json").write_text(json.dumps({**settings, "theme": self._theme}))
        with Learner(home, self._microphone.environment) as me:
            me.resize(*SIZE)
            yield me
            me.close()

    def _take(self, me: Learner, page: str) -> None:
        """In the theme that the window wears first: dressing it anew takes longer than the picture."""
        for theme in sorted(THEMES, key=lambda one: one != self._theme):
            if theme != self._theme:
                me.set(theme=theme)
                self._theme = theme
            me.grab(self._folder / f"{page}-{theme}.png")


def take(folder: Path, microphone: VirtualMicrophone, slip: Path, mispronounced: Path) -> None:
    """slip, mispronounced: the sounds of SLIPPED and of MISPRONOUNCED."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="langtutor-pictures-") as work:
        Photographer(folder, Path(work), microphone, slip, mispronounced).take_all()


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else FOLDER
    with (
        tempfile.TemporaryDirectory(prefix="langtutor-voice-") as voice,
        display() as screen,
        virtual_microphone(screen) as microphone,
    ):
        home = home_with_models(Path(voice) / "home", *STARTER)
        slip, mispronounced = (say_into(Path(voice), text, home) for text in (SLIPPED, MISPRONOUNCED))
        take(folder, microphone, slip, mispronounced)
    print(f"{len(PAGES) * len(THEMES)} pictures in {folder}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
