"""Small words that answer each other in translations: `resources/words/answers.<one>-<other>.toml`."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from langtutor.content.reading import read_toml
from langtutor.core.errors import BadContent
from langtutor.core.language import Pair

AnsweringWords = dict[str, frozenset[str]]


def load_answering_words(folder: Path, pair: Pair) -> AnsweringWords:
    """Word of pair.source → words of pair.target, lower case; empty where nobody wrote any. Raises BadContent."""
    there = folder / f"answers.{pair.source}-{pair.target}.toml"
    if there.exists():
        return _read(there)
    back = folder / f"answers.{pair.target}-{pair.source}.toml"
    return _turned(_read(back)) if back.exists() else {}


def _read(path: Path) -> AnsweringWords:
    words = read_toml(path).get("words")
    if not isinstance(words, dict) or not all(isinstance(answers, str) for answers in words.values()):
        raise BadContent(file=path.name, detail='[words] has a line `word = "its answers"` for each word')
    return {word: frozenset(answers.split()) for word, answers in words.items()}


def _turned(words: AnsweringWords) -> AnsweringWords:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word, answers in words.items():
        for answer in answers:
            found[answer].add(word)
    return {answer: frozenset(of) for answer, of in found.items()}
