"""What learners do in the window again and again."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from langtutor.core.course import Course, Sentence
from langtutor.core.events import DrillKind
from tests.support.learner import Learner
from tests.support.virtual_microphone import VirtualMicrophone

BEGUN: Final = {"speaks": "pt", "learns": "en", "knowing": "new", "ui_language": "en"}
"""Settings of who has answered the first questions."""

ASKED: Final = "I'm twenty years old."
SLIPPED: Final = "I have twenty years old."
SKILL: Final = "en.grammar.verb.be"
"""The first sentence of the course, and a slip that the voice engine says clearly."""

TASKS: Final = {
    "en": {
        DrillKind.SAY: "Say this sentence",
        DrillKind.LISTEN: "Listen, then type what you hear",
        DrillKind.TRANSLATE: "How do you say this in English?",
        DrillKind.MINIMAL_PAIR: "Which word do you hear?",
    },
    "pt": {
        DrillKind.SAY: "Diga esta frase",
        DrillKind.LISTEN: "Ouça e digite o que ouvir",
        DrillKind.TRANSLATE: "Como se diz isto em inglês?",
        DrillKind.MINIMAL_PAIR: "Que palavra você ouve?",
    },
}
"""By the window's language."""

START: Final = {"en": "Start", "pt": "Começar"}
SPEAK_NOW: Final = {"en": "Speak now.", "pt": "Fale agora."}
HEARD: Final = {"en": "Listening. It stops when you pause.", "pt": "Ouvindo. Para sozinho quando você fizer uma pausa."}


WITHOUT_DOWNLOAD: Final = ("Begin without them", "Begin")


def ways_on(me: Learner) -> list[str]:
    """Buttons that end the first start without a download; none where all models are there and a drill has begun.

    Where only the tutor pack is missing, it isn't ticked, and the way on has another name.
    """

    def found() -> list[str]:
        return [name for name in WITHOUT_DOWNLOAD if me.can_click(name)]

    drill = TASKS["en"].values()
    me.wait_until(lambda: bool(found()) or any(me.sees(one) for one in drill), "the first start never ends")
    return found()


def first_start(me: Learner) -> None:
    """Through the other steps of the first start, when the course is chosen, and on to Today. Nothing is downloaded."""
    me.click("Next")
    me.wait_for("Can langtutor hear you?")
    me.click("Go on without")
    if ways := ways_on(me):
        me.click(ways[0])
    me.wait_for(*TASKS["en"].values())
    me.key("Ctrl+1")
    me.wait_for("Your first steps in English")


def reach(me: Learner, kind: DrillKind, sentence: str = "", ui: str = "en") -> None:
    """Through Today, which chooses anew each time it is opened, to an exercise of this kind. By keys alone."""
    tasks = TASKS[ui]
    listening = tasks[DrillKind.MINIMAL_PAIR]
    for _ in range(60):
        me.key("Ctrl+1")
        me.wait_until(lambda: me.can_click(START[ui]), "Today offers nothing")
        me.key("Return")
        came = me.wait_for(*tasks.values())
        if came == tasks[kind]:
            if sentence:
                me.wait_for(sentence)
            return
        if came == listening:
            me.key("Escape")  # put off: it would be offered again
            me.wait_until(lambda: not me.sees(listening), "a listening drill can't be put off")
    raise AssertionError(f"{kind} never comes")


def record(me: Learner, microphone: VirtualMicrophone, wav: Path, ui: str = "en") -> None:
    """Space, and the sentence into the microphone once the page says that it hears."""
    begin_to_record(me, ui)
    microphone.say(wav)


def begin_to_record(me: Learner, ui: str = "en") -> None:
    me.key("Space")
    me.wait_for(SPEAK_NOW[ui], HEARD[ui])
    me.wait_until(lambda: any(_seconds(text) > 0.2 for text in me.texts()), "no sound comes in")


def say(me: Learner, microphone: VirtualMicrophone, wav: Path, ui: str = "en") -> None:
    record(me, microphone, wav, ui)
    me.wait_until(lambda: not me.sees(HEARD[ui]), "it does not stop at silence")


def answer(me: Learner, text: str) -> None:
    me.type(text)
    me.key("Return")


def sentence_of(course: Course, me: Learner) -> Sentence:
    """The one whose translation is on the screen."""
    texts = set(me.texts())
    return next(one for one in course.sentences.values() if one.translations[0] in texts)


def _seconds(text: str) -> float:
    number, _, unit = text.partition(" ")
    return float(number) if unit == "s" and number.replace(".", "", 1).isdigit() else 0.0
