"""`langtutor check`: what a teacher would mark in a text, sentence by sentence; --fix makes the certain changes."""

from __future__ import annotations

import argparse
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from langtutor.commands.check_report import Found, as_json, found_in, in_words
from langtutor.commands.output import Output
from langtutor.commands.texts import Source, may_write_back, read_source, write_back
from langtutor.content.directions import guess_language
from langtutor.content.explanations import load_explanations
from langtutor.content.messages import Messages
from langtutor.content.rewriting import can_reach
from langtutor.core.errors import UnsupportedLanguage
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Capability, Checked, Tier
from langtutor.core.sentences import Sentence, in_text
from langtutor.core.text import Edit, apply_edits
from langtutor.models.results import Use
from langtutor.models.uses import allowed
from langtutor.services.correcting import Correcting
from langtutor.services.marked_text import marked
from langtutor.services.written import Written
from langtutor.settings.paths import resources_dir
from langtutor.wiring import Services

AHEAD = 4
"""Sentences that are asked for at once: one worker rewrites while the other judges."""

Check = Callable[[Sentence], Future[Checked]]
Done = Callable[[int, int], None]


def check(built: Services, options: argparse.Namespace, output: Output) -> int:
    """1 when something was found, or is left after --fix. Raises what reading, correcting and writing raise."""
    source = read_source(options.file)
    if options.fix:
        may_write_back(source)
    language = _language(built, options.language, source.text)
    tier = _tier(built, options.tier, language.code)
    corrects = _corrects(built, language.code, tier)
    edits = list(edits_of(source, language, corrects, lambda done, of: _tell(output, built.messages, done, of)))
    output.end_progress()
    explanations = load_explanations(resources_dir() / "grammar", language.code).by_id
    found = [found_in(source.text, one, explanations.get(one.explanation_id or "")) for one in edits]
    if not options.fix:
        data = _json(found, source, language.code, tier, built.messages.language)
        words = in_words(found, built.messages, colours=output.colours)
        output.result(data, words or built.messages.text("check.nothing"))
        return 1 if found else 0
    return _fix(source, found, _Told(built.messages, language.code, tier), output)


def edits_of(source: Source, language: Language, check: Check, done: Done = lambda count, of: None) -> Iterator[Edit]:
    """Of the whole text, in its order; not in code, addresses and marks. Raises what the checks raise."""
    prose = marked(source.text, markdown=source.markdown)
    sentences = in_text(prose.text, language.abbreviations)
    waiting: deque[tuple[Sentence, Future[Checked]]] = deque()
    asked = iter(sentences)
    for count in range(len(sentences)):
        while len(waiting) < AHEAD and (sentence := next(asked, None)) is not None:
            waiting.append((sentence, check(sentence)))
        done(count, len(sentences))
        sentence, answer = waiting.popleft()
        for edit in sorted(answer.result().edits, key=lambda edit: edit.span):
            moved = replace(edit, span=sentence.whole(edit.span))
            if prose.allows(moved):
                yield moved


class _Told:
    """For whom and of what a report is."""

    def __init__(self, messages: Messages, language: LanguageCode, tier: Tier) -> None:
        self.messages = messages
        self.language = language
        self.tier = tier


def _fix(source: Source, found: Sequence[Found], told: _Told, output: Output) -> int:
    """Certain changes are made; the others are said, on stderr where the text itself is the output."""
    sure = [one for one in found if one.certain]
    left = [one for one in found if not one.certain]
    fixed = apply_edits(source.text, tuple(one.edit for one in sure))
    if source.path is not None and sure:
        write_back(source, fixed)
    data = _json(found, source, told.language, told.tier, told.messages.language)
    data = {**data, "fixed": len(sure), "text": fixed if source.path is None else None}
    summary = told.messages.text("check.fixed", {"fixed": len(sure), "left": len(left)})
    words = in_words(left, told.messages, colours=output.colours)
    if source.path is None:
        output.result(data, fixed)
        if not output.as_json:
            output.note("\n".join(filter(None, [words, summary])))
    else:
        output.result(data, "\n".join(filter(None, [words, summary])))
    return 1 if left else 0


def _json(found: Sequence[Found], source: Source, language: str, tier: Tier, shown_in: str) -> dict[str, Any]:
    return {
        "file": str(source.path) if source.path else None,
        "language": language,
        "tier": tier.value,
        "edits": [as_json(one, shown_in) for one in found],
    }


def _tell(output: Output, messages: Messages, done: int, of: int) -> None:
    if output.rewrites and done:
        output.progress(messages.text("check.step", {"done": done, "total": of}))


def _language(built: Services, wanted: str | None, text: str) -> Language:
    """Raises UnsupportedLanguage."""
    code = LanguageCode(wanted) if wanted else guess_language(text, list(built.languages.values()))
    if code not in built.languages:
        raise UnsupportedLanguage(language=code, capability=Capability.GRAMMAR)
    return built.languages[code]


def _tier(built: Services, wanted: str | None, language: LanguageCode) -> Tier:
    """Unless told otherwise deep, where there is a language model that may rewrite. Raises BadContent."""
    if wanted:
        return can_reach(Tier(wanted), resources_dir() / "grammar", language)
    return Tier.DEEP if allowed(built.models.store, Use.REWRITE, language) else Tier.FULL


def _corrects(built: Services, language: LanguageCode, tier: Tier) -> Check:
    """With the learner's own words, first language and disagreements, waiting for engines that are still starting."""
    correcting = Correcting(built.host, patient=True)
    taste = Written(built.ledger, replace(built.who(), language=language)).taste()
    speaks = built.settings.now.speaks

    def check(sentence: Sentence) -> Future[Checked]:
        return correcting.check(
            sentence.text,
            language,
            tier,
            before=sentence.before,
            speaks=LanguageCode(speaks) if speaks and speaks != language else None,
            personal_words=taste.words_in(sentence.text),
            shifts=tuple(sorted(taste.shifts.items())),
        )

    return check
