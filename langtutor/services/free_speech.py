"""Something said with nothing asked: what was heard, and what certain grammar edits make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from langtutor.core.course import Course, Sentence
from langtutor.core.errors import ModelMissing, UnsupportedLanguage
from langtutor.core.language import Language
from langtutor.core.requests import Checked, CheckGrammar, Hear, Heard
from langtutor.core.skill import skill_kind
from langtutor.core.text import CERTAIN, apply_edits
from langtutor.core.verdict import AnswerOutcome, SlipFound, Verdict
from langtutor.drills.blocks import changed
from langtutor.drills.words import same
from langtutor.host.client import Host


@dataclass(frozen=True)
class FreeAnswer:
    heard: Heard
    checked: Checked
    verdict: Verdict


def judge_free(recording: Path, language: Language, host: Host) -> FreeAnswer:
    """Raises what Hear raises; without a grammar engine for the language nothing is found."""
    heard = host.ask(Hear(recording, language.code))
    try:
        checked = host.ask(CheckGrammar(heard.text, language.code, patient=True))
    except (ModelMissing, UnsupportedLanguage):
        checked = Checked((), "")
    certain = tuple(edit for edit in checked.edits if edit.confidence >= CERTAIN)
    meant = apply_edits(heard.text, certain)
    slips = []
    for edit in certain:
        if edit.skill is not None:
            said, better = changed(heard.text, edit.apply(heard.text), language)
            slips.append(SlipFound(edit.skill, skill_kind(edit.skill), said, better, edit.message))
    outcome = AnswerOutcome.SLIP if certain else AnswerOutcome.RIGHT
    return FreeAnswer(heard, checked, Verdict(outcome, heard.text, meant, slips=tuple(slips), edits=certain))


def sentence_meant(text: str, course: Course, language: Language) -> Sentence | None:
    """The sentence of the course that this is, or is a listed slip of. A variant counts as the sentence asked."""
    for sentence in course.sentences.values():
        if any(same(text, one, language) for one in (sentence.text, *(slip.said for slip in sentence.slips))):
            return sentence
    for sentence in course.sentences.values():
        variant = next((one for one in sentence.variants if same(text, one, language)), None)
        if variant is not None:
            return replace(sentence, text=variant, variants=(), slips=())
    return None
