"""What is said of models: what they make possible, how big, how fast, how good."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject

from langtutor.core.requests import Capability
from langtutor.models.commands import ModelRow
from langtutor.models.entries import ANY_LANGUAGE, DIRECTED, STARTER, TUTOR
from langtutor.models.results import BenchResult, Grades, Unit, Use

NameOf = Callable[[str], str]
"""A language's name in the window's language, by its code."""

ADDED = "added"
"""In place of a pack: what the learner brought."""


def size_text(size: int) -> str:
    """Bytes as people read them: `412 MB`, `1.1 GB`."""
    digits = 1 if 10**9 <= size < 10**10 else 0
    return QLocale().formattedDataSize(size, digits, QLocale.DataSizeFormat.DataSizeSIFormat)


class ModelTexts(QObject):
    """name_of: language code → name."""

    def __init__(self, name_of: NameOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name_of = name_of

    # --- what for ------------------------------------------------------------------------------------------------

    def pack_title(self, pack: str) -> str:
        return {
            STARTER: self.tr("Starter pack"),
            TUTOR: self.tr("Tutor pack"),
            ADDED: self.tr("Added by you"),
        }.get(pack, self.tr("More models"))

    def pack_text(self, pack: str) -> str:
        return {
            STARTER: self.tr("What langtutor begins with: it hears you, translates, checks grammar, looks words up."),
            TUTOR: self.tr(
                "For correcting whole sentences. It is examined on this computer and used only for what it passes. "
                "Everything works without it."
            ),
            ADDED: self.tr("Models you added from this computer."),
        }.get(pack, self.tr("Other voices and models; the ones above don’t need them."))

    def gives(self, capability: str) -> str:
        """What a model of this kind makes possible."""
        return {
            Capability.SPEECH: self.tr("Makes spoken drills possible: it writes down what you said, word by word."),
            Capability.CAPTIONS: self.tr("Shows your words on the page while you are still speaking."),
            Capability.TRANSLATION: self.tr("Translates words and sentences where you look them up."),
            Capability.DICTIONARY: self.tr("Gives the meanings of a word, with examples."),
            Capability.GRAMMAR: self.tr("Finds grammar slips in what you say and write."),
            Capability.SCORING: self.tr("Weighs which of two sentences reads better, so fewer right ones are marked."),
            Capability.PARSING: self.tr(
                "Sees how a sentence is built, so that more of what you write can be corrected."
            ),
            Capability.VOICE: self.tr("Says sentences aloud, so that you hear how they should sound."),
            Capability.CHAT: self.tr("Can correct whole sentences, talk with you and write new ones."),
        }.get(Capability(capability), "")

    def stops(self, capability: str) -> str:
        """What no longer works when the last model of this kind goes."""
        return {
            Capability.SPEECH: self.tr("Nothing will hear you then: all drills are typed."),
            Capability.CAPTIONS: self.tr("Your words no longer appear while you speak; verdicts stay the same."),
            Capability.TRANSLATION: self.tr("Sentences can’t be translated in this direction then."),
            Capability.DICTIONARY: self.tr("Looking words up finds less, or nothing, in this direction then."),
            Capability.GRAMMAR: self.tr("Fewer grammar slips will be found then."),
            Capability.SCORING: self.tr("More right sentences may be marked as doubtful then."),
            Capability.PARSING: self.tr("Corrections see less of how your sentences are built then."),
            Capability.VOICE: self.tr("The voice that came with langtutor speaks then."),
            Capability.CHAT: self.tr("Deep corrections and conversation aren’t possible then."),
        }.get(Capability(capability), "")

    # --- figures -------------------------------------------------------------------------------------------------

    def facts(self, row: ModelRow, *, installed: bool) -> str:
        """One line: size, licence, languages, speed, exam."""
        if installed:
            size = self.tr("%1 on disk").replace("%1", size_text(row.disk_bytes))
        elif row.download_bytes:
            size = self.tr("%1 to download, %2 on disk")
            size = size.replace("%1", size_text(row.download_bytes)).replace("%2", size_text(row.disk_bytes))
        else:
            size = size_text(row.disk_bytes)
        parts = [size, row.licence, self.languages(row)]
        if row.bench is not None:
            parts.append(self.speed(row.bench))
        if row.grades is not None:
            parts.append(self.exam(row.grades))
        return " · ".join(part for part in parts if part)

    def languages(self, row: ModelRow) -> str:
        """From which into which, where a model goes one way."""
        if len(row.languages) > 6:
            return self.tr("%n language(s)", "", len(row.languages))
        names = [self.tr("many languages") if code == ANY_LANGUAGE else self._name_of(code) for code in row.languages]
        return (" → " if row.format in DIRECTED else ", ").join(names)

    def speed(self, bench: BenchResult) -> str:
        """On this machine, in what the learner notices."""
        text = {
            Unit.TIMES_REAL_TIME: self.tr("%1 times as fast as speech"),
            Unit.WORDS_PER_S: self.tr("%1 words a second"),
            Unit.TOKENS_PER_S: self.tr("%1 tokens a second"),
            Unit.MS_PER_SENTENCE: self.tr("%1 ms a sentence"),
            Unit.MS_PER_WORD: self.tr("%1 ms a word"),
        }[bench.unit]
        return text.replace("%1", _number(bench.speed))

    def measured(self, bench: BenchResult) -> str:
        text = self.tr("On this computer: %1, ready in %2 s, %3 of memory.")
        return (
            text.replace("%1", self.speed(bench))
            .replace("%2", _number(bench.load_s))
            .replace("%3", size_text(bench.memory_bytes))
        )

    def exam(self, grades: Grades) -> str:
        right = sum(section.right for section in grades.sections)
        total = sum(section.total for section in grades.sections)
        return self.tr("exam: %1 of %2").replace("%1", str(right)).replace("%2", str(total))

    def allowed(self, grades: Grades) -> str:
        """Language by language, what the exam opened to it."""
        lines = []
        for code in dict.fromkeys([*grades.may, *(section.language for section in grades.sections)]):
            uses = [self._use(use) for use in Use if grades.allows(use, code)]
            text = self.tr("%1: it may %2.") if uses else self.tr("%1: it passed no part of the exam.")
            name = self._name_of(code)
            lines.append(text.replace("%1", name[:1].upper() + name[1:]).replace("%2", ", ".join(uses)))
        return "\n".join(lines)

    def time_left(self, seconds: float | None) -> str:
        """Empty while nothing can be said."""
        if seconds is None:
            return ""
        if seconds < 60:
            return self.tr("less than a minute left")
        minutes = round(seconds / 60)
        if minutes < 90:
            return self.tr("about %n minute(s) left", "", minutes)
        return self.tr("about %n hour(s) left", "", round(seconds / 3600))

    def of_total(self, done: int, total: int) -> str:
        return self.tr("%1 of %2").replace("%1", size_text(done)).replace("%2", size_text(total))

    def source(self, kind: str) -> str:
        """Where its files came from, in words; an unknown kind as it is."""
        return {
            "wheel": self.tr("Python packages"),
            "hub": self.tr("the model hub"),
            "deb": self.tr("a system package"),
            "maven": self.tr("Maven"),
            "firefox": self.tr("Mozilla"),
            "path": self.tr("a folder"),
            "disk": self.tr("this disk"),
        }.get(kind, kind)

    def _use(self, use: Use) -> str:
        return {
            Use.SCORE: self.tr("weigh sentences"),
            Use.REWRITE: self.tr("propose corrections"),
            Use.EXPLAIN: self.tr("name the rule"),
            Use.CONVERSE: self.tr("talk with you"),
        }[use]


def _number(value: float) -> str:
    """Two figures that matter: 0.35, 3.1, 24, 585."""
    decimals = 2 if value < 1 else 1 if value < 10 else 0
    return QLocale().toString(value, "f", decimals)
