"""`langtutor look-up TEXT`: what the look-up page says of a word or a sentence, in the terminal."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from langtutor.commands.output import Output
from langtutor.commands.text import pair_of, read_input, services
from langtutor.core.plain import to_plain
from langtutor.core.word_entry import Meaning, WordEntry
from langtutor.network.guard import NetworkGuard
from langtutor.services.looking_up import LookedUpSentence, Result
from langtutor.settings.paths import Paths

_MOST_EXAMPLES = 1


def run(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    """As on the page it is remembered that a word was looked up."""
    text = read_input("-") if options.text in (None, "-") else options.text
    with services(paths, guard) as built:
        pair = pair_of(built, text, options.source, options.target)
        found = built.looking_up.look_up(text, pair).result()
        output.result(_json(found), "\n".join(_words(found)))
        return int(not isinstance(found, LookedUpSentence) and found.entry.is_empty)


def _json(found: Result) -> dict[str, Any]:
    data = {"from": found.pair.source, "to": found.pair.target, "translation": found.translation}
    return data if isinstance(found, LookedUpSentence) else {**data, "entry": to_plain(found.entry)}


def _words(found: Result) -> Iterator[str]:
    if isinstance(found, LookedUpSentence):
        yield found.translation
    elif found.entry.is_empty:
        similar = f" Similar: {', '.join(found.entry.similar)}." if found.entry.similar else ""
        yield f"No dictionary here knows “{found.entry.query}”.{similar}"
    else:
        yield from _entry(found.entry)


def _entry(entry: WordEntry) -> Iterator[str]:
    sound = f"/{entry.pronunciation}/" if entry.pronunciation else ""
    yield "  ".join(filter(None, (entry.headword, sound, entry.level, f"({entry.pair})")))
    friend = entry.false_friend
    if friend is not None:
        yield f"  Looks like “{friend.looks_like}”, but means: {', '.join(friend.means)}."
    if entry.translation:
        yield f"  The translator says: {entry.translation}"
    for number, meaning in enumerate(entry.meanings, 1):
        yield f"  {number}. {_meaning(meaning)}"
        for example in meaning.examples[:_MOST_EXAMPLES]:
            yield f"     {example}"
    for inflection in entry.inflections:
        forms = {form.name: form.text for form in inflection.forms}
        first = [forms[name] for name in inflection.principal if name in forms] or list(forms.values())[:6]
        yield f"  Forms ({inflection.part_of_speech}): {', '.join(dict.fromkeys(first))}"
    if entry.phrases:
        yield f"  Phrases: {', '.join(entry.phrases)}"


def _meaning(meaning: Meaning) -> str:
    said = ", ".join(meaning.translations)
    kind = f"({meaning.part_of_speech})" if meaning.part_of_speech else ""
    told = meaning.definition or meaning.gloss
    return " ".join(filter(None, (said, kind, f"– {told}" if told else "")))
