"""The three kinds of drill: what evidence each needs, and how it is judged.

`needs` is asked again with what has come in until it wants nothing more: what the ear heard decides what is checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from langtutor.core.events import DrillKind
from langtutor.core.language import Language, Pair
from langtutor.core.requests import Checked, CheckGrammar, Hear, Heard, Request, Score, Translate, Translation
from langtutor.core.verdict import AnswerOutcome, Verdict
from langtutor.drills import spoken, typed
from langtutor.drills.differences import likely_slip
from langtutor.drills.exercise import Answer, Evidence, Exercise, Grader, SpokenAnswer, TypedAnswer
from langtutor.drills.words import same


@dataclass(frozen=True, slots=True)
class Tools:
    """grader: languages and abilities; zipf: how common a form of the learned language is."""

    grader: Grader
    zipf: typed.Zipf


def needs(exercise: Exercise, answer: Answer, evidence: Evidence, tools: Tools) -> tuple[Request[Any], ...]:
    """Requests still wanted before `judge`; empty when there is enough."""
    if isinstance(answer, SpokenAnswer):
        hear = _hear(exercise, answer)
        heard: Heard | None = evidence.get(hear)
        if heard is None:
            return (hear,)
        if exercise.kind is DrillKind.SAY:
            wanted: Sequence[Request[Any]] = _check_if_different(exercise, heard.text, tools)
        else:
            wanted = _meaning(exercise, _understood(exercise, heard, tools), tools)
    else:
        wanted = _meaning(exercise, answer.text, tools) if exercise.kind is DrillKind.TRANSLATE else ()
    return tuple(request for request in wanted if request not in evidence)


def judge(exercise: Exercise, answer: Answer, evidence: Evidence, tools: Tools) -> Verdict:
    """The verdict. evidence must have what `needs` asked for; what an engine couldn't give is None."""
    if isinstance(answer, TypedAnswer):
        return _judge_text(exercise, answer.text, evidence, tools)
    heard: Heard = evidence[_hear(exercise, answer)]
    if exercise.kind is DrillKind.SAY:
        return _judge_said(exercise, heard, evidence, tools)
    return _judge_translated_aloud(exercise, heard, evidence, tools)


def give_up(exercise: Exercise, tools: Tools) -> Verdict:
    return typed.given_up(exercise.expected, tools.grader.learned)


def _hear(exercise: Exercise, answer: SpokenAnswer) -> Hear:
    candidates = (*typed.keys_of(exercise.sentence), *(slip.said for slip in exercise.sentence.slips))
    if exercise.kind is DrillKind.SAY:
        candidates = (exercise.expected, *(slip.said for slip in exercise.sentence.slips))
    return Hear(answer.recording, exercise.learned, candidates)


def _judge_said(exercise: Exercise, heard: Heard, evidence: Evidence, tools: Tools) -> Verdict:
    language = tools.grader.learned
    possible = list(spoken.hypotheses(exercise.sentence, exercise.spoken))
    checked: Checked | None = evidence.get(CheckGrammar(heard.text, exercise.learned))
    if checked is not None:
        found = spoken.from_edits(heard.text, exercise.expected, checked.edits, exercise.skill, language)
        known = {hypothesis.said for hypothesis in possible}
        if found is not None and not any(same(found.said, said, language) for said in known):
            possible.append(found)
    if not any(same(heard.text, hypothesis.said, language) for hypothesis in possible):
        likely = likely_slip(heard.text, exercise.expected, language)
        possible += [likely] if likely is not None else []
    return spoken.judge_spoken(exercise.expected, heard, possible, language)


def _judge_translated_aloud(exercise: Exercise, heard: Heard, evidence: Evidence, tools: Tools) -> Verdict:
    """Spoken translation: against the key nearest to what was said, word by word; else by its meaning.

    A wrong translation that rests on the transcript alone is unclear, not wrong: the ear errs too.
    """
    language = tools.grader.learned
    text = _understood(exercise, heard, tools)
    keys = typed.keys_of(exercise.sentence)
    key = typed.closest_key(text, keys, language)
    possible = spoken.hypotheses(exercise.sentence, exercise.spoken) if key == exercise.expected else ()
    verdict = spoken.judge_spoken(key, heard, possible, language)
    if verdict.outcome is AnswerOutcome.UNCLEAR:
        free = _judge_text(exercise, text, evidence, tools)
        return free if free.outcome is AnswerOutcome.RIGHT else verdict
    if verdict.outcome is AnswerOutcome.RIGHT and key != exercise.expected:
        return _judge_text(exercise, key, evidence, tools)
    return verdict


def _understood(exercise: Exercise, heard: Heard, tools: Tools) -> str:
    """The right answer that fits the sound as well as the transcript does, else the transcript."""
    keys = [key for key in typed.keys_of(exercise.sentence) if key in heard.scores]
    best = max(keys, key=lambda key: heard.scores[key], default=None)
    own = heard.scores.get(heard.text)
    if best is not None and own is not None and heard.scores[best] >= own - spoken.FITS_AS_WELL_NATS:
        return best
    return heard.text


def _judge_text(exercise: Exercise, text: str, evidence: Evidence, tools: Tools) -> Verdict:
    language, sentence = tools.grader.learned, exercise.sentence
    keys = typed.keys_of(sentence) if exercise.kind is DrillKind.TRANSLATE else (exercise.expected,)
    verdict = typed.judge_by_words(text, sentence, keys, language, exercise.spoken, tools.zipf)
    if verdict is not None:
        return verdict
    if exercise.kind is not DrillKind.TRANSLATE:
        return typed.wrong(text, exercise.expected, sentence, language, exercise.skill, exercise.spoken)
    translation: Translation | None = evidence.get(_back(exercise, text))
    meaning = typed.Meaning(
        translation.text if translation is not None else None,
        evidence.get(CheckGrammar(text, exercise.learned)),
        evidence.get(_score(exercise, text, language)),
    )
    return typed.judge_by_meaning(
        text, sentence, keys, language, sentence.translations, tools.grader.spoken, meaning, exercise.skill
    )


def _check_if_different(exercise: Exercise, heard: str, tools: Tools) -> tuple[Request[Any], ...]:
    if not tools.grader.can_check or same(heard, exercise.expected, tools.grader.learned):
        return ()
    return (CheckGrammar(heard, exercise.learned),)


def _meaning(exercise: Exercise, text: str, tools: Tools) -> tuple[Request[Any], ...]:
    """What a free translation needs: its way back, a grammar check, and how it reads beside the key."""
    grader, sentence = tools.grader, exercise.sentence
    keys = typed.keys_of(sentence)
    if not text.strip() or typed.judge_by_words(text, sentence, keys, grader.learned, exercise.spoken, tools.zipf):
        return ()
    wanted: list[Request[Any]] = []
    if grader.can_back_translate:
        wanted.append(_back(exercise, text))
    if grader.can_check:
        wanted.append(CheckGrammar(text, exercise.learned))
    if grader.can_score:
        wanted.append(_score(exercise, text, grader.learned))
    return tuple(wanted)


def _back(exercise: Exercise, text: str) -> Translate:
    return Translate(text, Pair(exercise.learned, exercise.spoken))


def _score(exercise: Exercise, text: str, language: Language) -> Score:
    key = typed.closest_key(text, typed.keys_of(exercise.sentence), language)
    return Score((text, key), exercise.learned)
