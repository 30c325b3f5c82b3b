"""The three kinds of drill: what evidence each needs, and how it is judged.

`needs` is asked again with what has come in until it wants nothing more: what the ear heard decides what is checked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from langtutor.core.ear_requests import Hear, Heard, Pronounce
from langtutor.core.events import DrillKind
from langtutor.core.language import Pair
from langtutor.core.look_up_requests import LookUpWord, Translate, Translation
from langtutor.core.requests import Request, Score
from langtutor.core.sounds import Phone, Pronounced, SoundGuide
from langtutor.core.text import ErrorType
from langtutor.core.verdict import AnswerOutcome, Verdict
from langtutor.drills import pronounced, spoken, typed
from langtutor.drills.acoustics import fits_as_well
from langtutor.drills.differences import likely_slip, likely_slips
from langtutor.drills.exercise import Answer, Evidence, Exercise, Grader, SpokenAnswer, TypedAnswer
from langtutor.drills.meaning import Meaning, Reason, Side
from langtutor.drills.mistakes import Checking, Explain, checked, checks, mistakes
from langtutor.drills.variants import RightAnswers
from langtutor.drills.wording import Rewording, rewording
from langtutor.drills.words import same


@dataclass(frozen=True, slots=True)
class Tools:
    """grader: languages and abilities; zipf: how common a form of the learned language is.

    explain: in the learner's first language. words, shifts: what this learner's disagreement made of corrections, see
    `Checking`. sounds: of the learned language; None where sounds aren't listened to. levels: see Pronounce.
    """

    grader: Grader
    zipf: typed.Zipf
    explain: Explain = lambda _: None
    words: frozenset[str] = frozenset()
    shifts: tuple[tuple[ErrorType, float], ...] = ()
    sounds: SoundGuide | None = None
    levels: tuple[tuple[Phone, float], ...] = ()

    @property
    def checking(self) -> Checking:
        return Checking(self.grader.spoken.code, self.words, self.shifts)


def needs(exercise: Exercise, answer: Answer, evidence: Evidence, tools: Tools) -> tuple[Request[Any], ...]:
    """Requests still wanted before `judge`; empty when there is enough."""
    if isinstance(answer, SpokenAnswer):
        hear = _hear(exercise, answer, tools)
        heard: Heard | None = evidence.get(hear)
        if heard is None:
            return (hear,)
        if exercise.kind is DrillKind.SAY:
            closer = (*_closer(exercise, answer, heard, tools), *_sounds(exercise, answer, tools))
            checks_ = _check_if_different(exercise, heard.text, tools)
            return tuple(request for request in (*closer, *checks_) if request not in evidence)
        text = _understood(exercise, heard, tools)
    else:
        text = answer.text
    if any(not isinstance(request, Hear) for request in evidence):
        return ()  # all that a text needs is asked for at once
    return _meaning(exercise, text, tools) if exercise.kind is DrillKind.TRANSLATE else ()


def judge(exercise: Exercise, answer: Answer, evidence: Evidence, tools: Tools) -> Verdict:
    """The verdict. evidence must have what `needs` asked for; what an engine couldn't give is None."""
    if isinstance(answer, TypedAnswer):
        return _judge_text(exercise, answer.text, evidence, tools)
    heard: Heard = evidence[_hear(exercise, answer, tools)]
    if exercise.kind is DrillKind.SAY:
        for request in _closer(exercise, answer, heard, tools):
            heard = _both(heard, evidence.get(request))
        verdict = _judge_said(exercise, heard, evidence, tools)
        return _with_sounds(exercise, answer, verdict, evidence, tools)
    return _judge_translated_aloud(exercise, heard, evidence, tools)


def give_up(exercise: Exercise, tools: Tools) -> Verdict:
    return typed.given_up(exercise.expected, tools.grader.learned)


def _hear(exercise: Exercise, answer: SpokenAnswer, tools: Tools) -> Hear:
    keys = (exercise.expected,) if exercise.kind is DrillKind.SAY else typed.keys_of(exercise.sentence)
    slips = (hypothesis.said for hypothesis in _possible(exercise, tools))
    return Hear(answer.recording, exercise.learned, (*keys, *slips))


def _closer(exercise: Exercise, answer: SpokenAnswer, heard: Heard, tools: Tools) -> tuple[Hear, ...]:
    """A second question to the ear, about each place where the transcript has something else."""
    texts = spoken.readings(exercise.expected, heard.text, tools.grader.learned)
    unknown = tuple(text for text in texts if text not in heard.scores)
    return (Hear(answer.recording, exercise.learned, unknown),) if unknown else ()


def _both(heard: Heard, more: Heard | None) -> Heard:
    """What two questions about one recording brought."""
    if more is None:
        return heard
    return replace(heard, scores={**heard.scores, **more.scores}, sounds={**heard.sounds, **more.sounds})


def _sounds(exercise: Exercise, answer: SpokenAnswer, tools: Tools) -> tuple[Pronounce, ...]:
    if tools.sounds is None:
        return ()
    return (Pronounce(answer.recording, exercise.expected, exercise.learned, exercise.spoken, tools.levels),)


def _with_sounds(
    exercise: Exercise, answer: SpokenAnswer, verdict: Verdict, evidence: Evidence, tools: Tools
) -> Verdict:
    if tools.sounds is None:
        return verdict
    for request in _sounds(exercise, answer, tools):
        heard: Pronounced | None = evidence.get(request)
        if heard is not None:
            return pronounced.with_sounds(verdict, heard, tools.sounds, exercise.spoken)
    return verdict


def _possible(exercise: Exercise, tools: Tools) -> tuple[spoken.Hypothesis, ...]:
    """The slips that the course lists, and others that the language's rules make likely."""
    listed = spoken.hypotheses(exercise.sentence, exercise.spoken)
    language = tools.grader.learned
    likely = likely_slips(exercise.expected, language, tools.zipf)
    known = [exercise.expected, *exercise.sentence.variants, *(one.said for one in listed)]
    return (*listed, *(one for one in likely if not any(same(one.said, text, language) for text in known)))


def _judge_said(exercise: Exercise, heard: Heard, evidence: Evidence, tools: Tools) -> Verdict:
    language = tools.grader.learned
    possible = list(_possible(exercise, tools))
    edits = mistakes(heard.text, checked(heard.text, language, tools.checking, evidence), language)
    found = spoken.from_edits(heard.text, exercise.expected, edits, exercise.skill, language, tools.explain)
    if found is not None and not any(same(found.said, hypothesis.said, language) for hypothesis in possible):
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
    possible = _possible(exercise, tools) if key == exercise.expected else ()
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
    return best if best is not None and fits_as_well(best, heard.text, heard) else heard.text


def _judge_text(exercise: Exercise, text: str, evidence: Evidence, tools: Tools) -> Verdict:
    language, sentence = tools.grader.learned, exercise.sentence
    right = _right_answers(exercise, tools)
    verdict = typed.judge_by_words(text, sentence, right, exercise.spoken, tools.zipf)
    if verdict is not None:
        return verdict
    if exercise.kind is not DrillKind.TRANSLATE or not text.strip():
        return typed.wrong(text, exercise.expected, sentence, language, exercise.skill, exercise.spoken)
    return _judge_free(exercise, text, right, evidence, tools)[0]


def judge_typed(exercise: Exercise, text: str, evidence: Evidence, tools: Tools) -> tuple[Verdict, Reason | None]:
    """The verdict on a typed translation and what decided it; None where its words alone did."""
    right = _right_answers(exercise, tools)
    verdict = typed.judge_by_words(text, exercise.sentence, right, exercise.spoken, tools.zipf)
    return (verdict, None) if verdict else _judge_free(exercise, text, right, evidence, tools)


def _judge_free(
    exercise: Exercise, text: str, right: RightAnswers, evidence: Evidence, tools: Tools
) -> tuple[Verdict, Reason]:
    free = _Free.of(exercise, text, right, tools)
    slips = tuple(slip.said for slip in exercise.sentence.slips)
    side = Side(tools.grader.learned, tools.grader.spoken, right.listed, slips)
    meaning = free.meaning(evidence)
    return typed.judge_by_meaning(text, free.found, exercise.sentence, meaning, side, exercise.skill, tools.explain)


def _right_answers(exercise: Exercise, tools: Tools) -> RightAnswers:
    keys = typed.keys_of(exercise.sentence) if exercise.kind is DrillKind.TRANSLATE else (exercise.expected,)
    return RightAnswers(keys, tools.grader.learned)


def _check_if_different(exercise: Exercise, heard: str, tools: Tools) -> tuple[Request[Any], ...]:
    if not tools.grader.can_check or same(heard, exercise.expected, tools.grader.learned):
        return ()
    return tuple(request for _, request in checks(heard, tools.grader.learned, tools.checking))


def _meaning(exercise: Exercise, text: str, tools: Tools) -> tuple[Request[Any], ...]:
    """What a free translation needs, see `_Free`."""
    right = _right_answers(exercise, tools)
    if not text.strip() or typed.judge_by_words(text, exercise.sentence, right, exercise.spoken, tools.zipf):
        return ()
    return _Free.of(exercise, text, right, tools).wanted()


@dataclass(frozen=True, slots=True)
class _Free:
    """A translation in other words, without typos, beside the right answer next to it; and what is asked about it.

    The right answers are translated back as well: what the translator makes of both is no difference between them.
    """

    grader: Grader
    checking: Checking
    found: Rewording
    prompts: tuple[str, ...]
    references: tuple[str, ...]

    @classmethod
    def of(cls, exercise: Exercise, text: str, right: RightAnswers, tools: Tools) -> _Free:
        found = rewording(typed.without_typos(text, right, tools.zipf), right.all, right.language)
        references = dict.fromkeys((found.key, *right.listed))
        return cls(tools.grader, tools.checking, found, exercise.sentence.translations, tuple(references))

    def wanted(self) -> tuple[Request[Any], ...]:
        """Its way back and the right answers' ways back, a grammar check, how it reads, and words that differ."""
        wanted: list[Request[Any]] = []
        if self.grader.can_back_translate:
            wanted += [self._back(text) for text in (self.found.answer, *self.references)]
        if self.grader.can_check:
            wanted += [request for _, request in checks(self.found.answer, self.grader.learned, self.checking)]
        if self.grader.can_score:
            wanted.append(self._score())
        if self.grader.can_look_up:
            for word in self._words():
                wanted += [self._translations(word), self._definitions(word)]
        return tuple(dict.fromkeys(wanted))

    def meaning(self, evidence: Evidence) -> Meaning:
        back: Translation | None = evidence.get(self._back(self.found.answer))
        backs = (evidence.get(self._back(text)) for text in self.references)
        translations = {word: evidence.get(self._translations(word)) for word in self._words()}
        definitions = {word: evidence.get(self._definitions(word)) for word in self._words()}
        return Meaning(
            back=back.text if back is not None else None,
            references=(*self.prompts, *(reply.text for reply in backs if reply is not None)),
            checked=checked(self.found.answer, self.grader.learned, self.checking, evidence),
            scores=evidence.get(self._score()),
            translations={word: found for word, found in translations.items() if found is not None},
            definitions={word: found for word, found in definitions.items() if found is not None},
        )

    def _words(self) -> tuple[str, ...]:
        known = self.grader.learned.function_words
        return tuple(dict.fromkeys(w for pair in self.found.substituted for w in pair if not set(pair) <= known))

    def _back(self, text: str) -> Translate:
        return Translate(text, Pair(self.grader.learned.code, self.grader.spoken.code))

    def _score(self) -> Score:
        return Score((self.found.answer, self.found.key), self.grader.learned.code)

    def _translations(self, word: str) -> LookUpWord:
        return LookUpWord(word, self.grader.learned.code, self.grader.spoken.code)

    def _definitions(self, word: str) -> LookUpWord:
        return LookUpWord(word, self.grader.learned.code, self.grader.learned.code)
