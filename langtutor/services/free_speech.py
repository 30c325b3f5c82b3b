"""Something said with nothing asked: what was heard, and what certain grammar edits make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from langtutor.core.course import Course, Sentence
from langtutor.core.ear_requests import Hear, Heard
from langtutor.core.errors import ModelMissing, UnsupportedLanguage
from langtutor.core.language import Language
from langtutor.core.requests import Checked
from langtutor.core.text import apply_edits
from langtutor.core.verdict import AnswerOutcome, Verdict
from langtutor.drills.disfluency import fluent, marked
from langtutor.drills.exercise import Evidence
from langtutor.drills.grading import Tools
from langtutor.drills.mistakes import checked, checks, mistakes, slips_of
from langtutor.drills.words import same
from langtutor.host.client import Host


@dataclass(frozen=True)
class FreeAnswer:
    """heard: as it was said, with what belongs to the speaking only marked in its words. sentence: without that.

    checked, verdict: the mistakes of the sentence, at their places in what was heard.
    """

    heard: Heard
    sentence: str
    checked: Checked
    verdict: Verdict


def judge_free(recording: Path, tools: Tools, host: Host) -> FreeAnswer:
    """Raises what Hear raises; without a grammar engine for the language nothing is found."""
    language, how = tools.grader.learned, replace(tools.checking, patient=True)
    heard = host.ask(Hear(recording, language.code, style=language.hesitant))
    heard = replace(heard, words=marked(heard.words, language))
    sentence = fluent(heard.text, heard.words)
    try:
        replies: Evidence = {request: host.ask(request) for _, request in checks(sentence.text, language, how)}
    except (ModelMissing, UnsupportedLanguage):
        replies = {}
    found = checked(sentence.text, language, how, replies) or Checked((), "")
    # A mistake is looked for in the sentence, and shown where it was said.
    edits = tuple(sentence.back(edit) for edit in mistakes(sentence.text, found, language))
    found = replace(found, edits=tuple(sentence.back(edit) for edit in found.edits))
    slips = tuple(slips_of(heard.text, edits, None, language, tools.explain))
    outcome = AnswerOutcome.SLIP if edits else AnswerOutcome.RIGHT
    return FreeAnswer(
        heard, sentence.text, found, Verdict(outcome, heard.text, apply_edits(heard.text, edits), (), slips, edits)
    )


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
