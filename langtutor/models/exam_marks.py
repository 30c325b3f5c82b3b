"""Marking answers of the exam: each with what was answered and, where it is wrong, why. Pure."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from langtutor.core.exam import Cloze, Correct, Json, Judge, Role, RoleLimits, Rule

_QUOTES = str.maketrans("“”„«»‘’‛`´", "\"\"\"\"\"'''''")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+|-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_FENCED = re.compile(r"```(?:json)?\s*\n(.*?)\n?```", re.DOTALL)
_LEAST_WORDS_TO_TELL = 3
"""Shorter sentences are in any language."""


@dataclass(frozen=True, slots=True)
class Mark:
    """answer: what was answered, in words. why: what is wrong with it, empty when right."""

    right: bool
    answer: str
    why: str = ""


# --- judge, cloze, rule: one of several ---------------------------------------------------------------------------


def mark_scored(item: Judge | Cloze, options: Sequence[str], log_probabilities: Sequence[float]) -> Mark:
    """The option whose whole sentence is likeliest. log_probabilities: natural, in the order of the options."""
    best = _only_best(log_probabilities)
    answer = ", ".join(f"{option}: {nats:.2f} nats" for option, nats in zip(options, log_probabilities, strict=True))
    if best is not None and options[best] == item.right:
        return Mark(True, answer)
    return Mark(False, answer, "another is likelier, or as likely")


def mark_chosen(item: Judge | Cloze | Rule, orders: Sequence[Sequence[str]], chosen: Sequence[Sequence[float]]) -> Mark:
    """One of the options, asked in several orders; chosen: probabilities, one for each option of each order.

    A rule must be named in each order; elsewhere the mean of the log-probabilities decides, so that a liking for a
    letter cancels out.
    """
    options = tuple(orders[0])
    asked = [dict(zip(order, given, strict=True)) for order, given in zip(orders, chosen, strict=True)]
    answer = "; ".join(", ".join(f"{option}: {p:.2f}" for option, p in one.items()) for one in asked)
    if isinstance(item, Rule):
        named = [_only_best([one[option] for option in options]) for one in asked]
        if all(best is not None and options[best] == item.right for best in named):
            return Mark(True, answer)
        return Mark(False, answer, "not named in every order")
    means = [sum(math.log(max(one[option], 1e-9)) for one in asked) / len(asked) for option in options]
    best = _only_best(means)
    if best is not None and options[best] == item.right:
        return Mark(True, answer)
    return Mark(False, answer, "another is likelier, or as likely")


def _only_best(values: Sequence[float]) -> int | None:
    """The place of the highest; None where two share it."""
    best = max(values)
    places = [place for place, value in enumerate(values) if value == best]
    return places[0] if len(places) == 1 else None


# --- correct ------------------------------------------------------------------------------------------------------


def mark_corrected(item: Correct, reply: str) -> Mark:
    """One of the accepted corrections, to the letter but for spaces and the shape of quotation marks."""
    if normal(reply) in map(normal, item.accepted):
        return Mark(True, reply)
    if item.keep:
        return Mark(False, reply, "changed what was right")
    return Mark(False, reply, "left as it was" if normal(reply) == normal(item.text) else "not an accepted correction")


def normal(text: str) -> str:
    """Composed, straight quotation marks and apostrophes, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())


# --- role ---------------------------------------------------------------------------------------------------------


def mark_role(item: Role, limits: RoleLimits, reply: str, in_language: Callable[[str], bool]) -> Mark:
    """in_language: whether a sentence is in the language asked for."""
    why = _out_of_role(item, limits, reply, in_language)
    return Mark(not why, reply, why)


def _out_of_role(item: Role, limits: RoleLimits, reply: str, in_language: Callable[[str], bool]) -> str:
    words = _words(reply)
    sentences = [sentence for sentence in _SENTENCE_END.split(reply.strip()) if sentence]
    if not words:
        return "says nothing"
    if len(words) > limits.words:
        return f"{len(words)} words, at most {limits.words} wanted"
    longest = max(len(_words(sentence)) for sentence in sentences)
    if longest > limits.sentence_words:
        return f"a sentence of {longest} words, at most {limits.sentence_words} wanted"
    for phrase in limits.meta:
        if _has(words, phrase):
            return f"leaves its part: “{phrase}”"
    for line in reply.lower().splitlines():
        label, colon, _ = line.strip().lstrip("*([").partition(":")
        if colon and label.strip(" *)]") in limits.labels:
            return "writes a script"
    for sentence in sentences:
        if len(_words(sentence)) >= _LEAST_WORDS_TO_TELL and not in_language(sentence):
            return f"not in the language: “{sentence}”"
    if found := [pattern for pattern in item.never if _has(words, pattern)]:
        return f"says “{found[0]}”"
    if not any(_has(words, pattern) for pattern in item.expect):
        return f"has none of: {', '.join(item.expect)}"
    return ""


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(unicodedata.normalize("NFC", text).lower())]


def _has(words: Sequence[str], phrase: str) -> bool:
    """Whether the words of the phrase stand there in a row; `cof*` is any word that begins so."""
    wanted = phrase.split()
    starts = range(len(words) - len(wanted) + 1)
    return any(all(fnmatchcase(words[start + n], want) for n, want in enumerate(wanted)) for start in starts)


# --- json ---------------------------------------------------------------------------------------------------------


def mark_json(item: Json, reply: str) -> Mark:
    """One JSON object, alone or in one code block, that follows the schema and says what the text says."""
    fenced = _FENCED.fullmatch(reply.strip())
    try:
        told = json.loads(fenced[1] if fenced else reply)
    except ValueError as error:
        return Mark(False, reply, f"no JSON: {error}")
    if why := against_schema(told, json.loads(item.schema), "it"):
        return Mark(False, reply, why)
    for key, accepted in item.values.items():
        if _plain(told[key]) not in map(_plain, accepted):
            return Mark(False, reply, f"{key} is not what the text says")
    return Mark(True, reply)


_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}


def against_schema(value: Any, schema: Mapping[str, Any], name: str) -> str:
    """What of a JSON Schema the value doesn't follow, empty where it does. Of the standard what the exam uses: type,
    enum, properties, required, additionalProperties (false), items."""
    kind = schema["type"]
    if type(value) not in _TYPES[kind]:
        return f"{name} is no {kind}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{name} is none of {', '.join(schema['enum'])}"
    if kind == "array":
        found = (against_schema(one, schema["items"], f"{name}[{place}]") for place, one in enumerate(value))
        return next(filter(None, found), "")
    return _against_properties(value, schema, name) if kind == "object" else ""


def _against_properties(value: Mapping[str, Any], schema: Mapping[str, Any], name: str) -> str:
    properties = schema["properties"]
    for key in schema.get("required", ()):
        if key not in value:
            return f"{name} has no {key}"
    for key, inner in value.items():
        if key in properties:
            if why := against_schema(inner, properties[key], key):
                return why
        elif schema.get("additionalProperties") is False:
            return f"{name} has {key} too"
    return ""


def _plain(value: Any) -> Any:
    """For comparing: small letters, normal quotation marks and spaces."""
    if isinstance(value, str):
        return normal(value).casefold()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return value
