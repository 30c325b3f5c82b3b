"""Translates a text of any length and leaves alone what is no prose: line breaks, lists, code, addresses, emoji."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from langtutor.core.sentences import bounded, sentences
from langtutor.engines.translation import Check, go_on
from langtutor.engines.translation.blocks import Kept, Prose, blocks
from langtutor.engines.translation.faithful import Faithful, Say
from langtutor.engines.translation.inline import Inline

_LONGEST = 700
"""Characters of what is translated at once; a longer sentence is cut."""
_LONGEST_PARAGRAPH = 20_000
"""Characters that are searched for what stays at once."""


@dataclass(frozen=True, slots=True)
class Part:
    """text: translated. done: code points of the original that it answers with all before it."""

    text: str
    done: int


def translate_parts(
    text: str, say: Say, abbreviations: frozenset[str] = frozenset(), check: Check = go_on
) -> Iterator[Part]:
    """A part for each sentence, or paragraph that is wrapped by hand; together they are the whole.

    say: translates a sentence. abbreviations: see `sentences`. check is called before each sentence; what it and say
    raise stops it.
    """
    done = 0
    for block in blocks(text):
        if isinstance(block, Kept):
            done += len(block.text)
            yield Part(block.text, done)
        elif len(block.lines) == 1:
            done += len(block.leads[0])
            lead = block.leads[0]
            for source, target in _sentences(block.lines[0], say, abbreviations, check):
                done += source
                yield Part(lead + target, done)
                lead = ""
        else:
            done += sum(map(len, block.leads)) + sum(map(len, block.lines))
            yield Part(_wrapped(block, say, abbreviations, check), done)


def translate_whole(text: str, say: Say, abbreviations: frozenset[str] = frozenset(), check: Check = go_on) -> str:
    """See `translate_parts`."""
    return "".join(part.text for part in translate_parts(text, say, abbreviations, check))


def _sentences(paragraph: str, say: Say, abbreviations: frozenset[str], check: Check) -> Iterator[tuple[int, str]]:
    """Each translated, after the length of its original."""
    for piece in bounded(paragraph, len, _LONGEST_PARAGRAPH):
        inline = Inline()
        faithful = Faithful(say, inline)
        for whole in sentences(inline.hide(piece), abbreviations):
            for sentence in bounded(whole, len, _LONGEST):
                check()
                yield len(inline.show(sentence)), inline.show(faithful.sentence(sentence))


def _wrapped(block: Prose, say: Say, abbreviations: frozenset[str], check: Check) -> str:
    """Translated as one paragraph, in as many lines as it had."""
    joined = " ".join(block.lines)
    whole = "".join(target for _, target in _sentences(joined, say, abbreviations, check))
    lines = _in_lines(whole, [len(line) for line in block.lines])
    return "".join(lead + line for lead, line in zip(block.leads, lines, strict=True))


def _in_lines(text: str, lengths: Sequence[int]) -> list[str]:
    """Cut between words so that the lines are as long as these, in proportion."""
    words = text.split(" ")
    scale = len(text) / max(1, sum(lengths) + len(lengths) - 1)
    lines: list[str] = []
    for number, length in enumerate(lengths):
        left = len(lengths) - number - 1
        if not left:
            lines.append(" ".join(words))
            break
        line: list[str] = []
        while len(words) > left and (not line or len(" ".join([*line, words[0]])) <= length * scale + 2):
            line.append(words.pop(0))
        lines.append(" ".join(line))
    return lines
