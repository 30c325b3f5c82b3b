"""Clean English sentences, from what a computer with langtutor has anyway, to put learners' errors into."""

from __future__ import annotations

import gzip
import random
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from langtutor.content.courses import course_pairs, load_course
from langtutor.content.reading import read_toml
from langtutor.core.errors import EngineFailed, FileUnreadable
from langtutor.core.language import LanguageCode
from langtutor.engines.grammar.proposing import Parsed, Word
from langtutor.evaluation.injection_slips import SlipTable, zipf

SHORTEST, LONGEST = 4, 35
"""Words of a sentence that is taken."""

RAREST = 3.2
"""Zipf frequency: learners don't write rarer words, and misprints are rarer still."""

_ENGLISH = LanguageCode("en")
_EXAMPLE = re.compile(r'[;:]\s+"([^"]{12,300})"(?=\s*(?:[;\[]|$|\n))')
_ARTICLE = re.compile(r"\n(?=\S)")
_END = re.compile(r"(?<=[.!?])[\"'”’]?\s+(?=[\"'“‘]?[A-Z])")
_ODD = re.compile(r"[^A-Za-zÀ-ÿ0-9 ,.;:!?'’\"“”%$£€-]|\.\.|--|\d{5}| ['’]s?\b|[,;:]$|\b[A-Z]{4,}\b|  ")
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_NO_SUBJECT = frozenset({"the", "a", "an", "her", "him", "them", "me", "us"})
_ASKING = frozenset({"what", "who", "whom", "whose", "where", "how", "why", "which"})


def course_sentences(resources: Path) -> Iterator[str]:
    """English of the courses, both ways, and of the probes. Raises BadContent."""
    for learned, spoken in course_pairs(resources / "courses"):
        for sentence in load_course(resources / "courses", learned, spoken).sentences.values():
            if learned == _ENGLISH:
                yield from (sentence.text, *sentence.variants)
            elif spoken == _ENGLISH:
                yield from sentence.translations
    for probe in read_toml(resources / "probes" / "probes.toml")["sentences"]:
        yield str(probe["en"])


def wordnet_examples(folder: Path) -> Iterator[str]:
    """What stands in quotation marks in an installed WordNet's definitions: sentences, and much that is none.

    Raises EngineFailed where the file is missing or damaged.
    """
    try:
        text = gzip.decompress(next(iter(sorted(folder.glob("*.dict.dz")))).read_bytes()).decode("utf-8", "replace")
    except (OSError, EOFError, zlib.error, StopIteration) as error:
        raise EngineFailed(engine="dictd", detail=f"{folder.name}: {error}") from error
    for article in _ARTICLE.split(text):
        yield from (" ".join(example.split()) for example in _EXAMPLE.findall(article))


def file_sentences(path: Path) -> Iterator[str]:
    """Sentences of a plain text, such as one that a language model wrote. Raises FileUnreadable."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(path=str(path), detail=str(error)) from error
    for line in lines:
        yield from filter(None, map(str.strip, _END.split(line)))


def clean_sentences(
    sources: Iterable[Iterable[str]], parse: Callable[[str], Parsed], table: SlipTable, seed: int, limit: int
) -> Iterator[Parsed]:
    """limit whole sentences out of all sources, parsed, each once; the same for the same seed.

    What is odd, rare or unwelcome is left out. Yields fewer where there are no more; 10 ms for each that is looked at.
    """
    stopped: dict[str, bool] = {}
    for source in sources:
        for raw in source:
            if (sentence := tidied(raw, table)) is not None:
                stopped[sentence] = stopped.get(sentence, False) or raw.rstrip()[-1] in ".!?"
    order = sorted(stopped)
    random.Random(seed).shuffle(order)
    found = 0
    seen: set[str] = set()
    for sentence in order:
        if found >= limit:
            return
        key = " ".join(_WORD.findall(sentence.lower()))
        parsed = parse(sentence)
        if key not in seen and is_whole(parsed, stopped[sentence]):
            seen.add(key)
            found += 1
            yield parsed


def tidied(raw: str, table: SlipTable) -> str | None:
    """With capital and full stop, or None for what no learner should be shown or would write."""
    text = raw.strip().replace("’", "'").replace("“", '"').replace("”", '"')
    if not text or _ODD.search(text) or text.count('"') % 2 or not text[0].isalpha():
        return None
    words = _WORD.findall(text)
    if not SHORTEST <= len(words) <= LONGEST or any(word.lower() in table.lists["unwelcome"] for word in words):
        return None
    if any(zipf(word) < RAREST for word in words):
        return None
    opener = words[0].lower()
    if text[-1] not in '.!?"':
        if opener in _ASKING:
            return None
        text += "."
    return text[0].upper() + text[1:]


def is_whole(sentence: Parsed, stopped: bool) -> bool:
    """Whether it has a subject and a finite verb, or tells somebody to do something.

    stopped: it had its full stop; an example in a dictionary without one ("coddle eggs") is no order.
    """
    words = sentence.words
    root = next((i for i, word in enumerate(words) if word.head == i), None)
    if root is None or sum(word.head == i for i, word in enumerate(words)) > 1:
        return False
    children = [word for i, word in enumerate(words) if word.head == root and i != root]
    subjects = [word for word in children if word.dep in _SUBJECTS]
    if any(word.tag == "PRP$" or word.text.lower() in _NO_SUBJECT for word in subjects):
        return False
    if not subjects:
        return stopped and words[root].tag == "VB" and root <= 2 and words[0].tag in ("VB", "VBP", "UH", "RB")
    if not (words[root].tag in _FINITE or any(word.tag in _FINITE and word.dep.startswith("aux") for word in children)):
        return False
    return sentence.text.endswith("?") or not _asks(words, root)


def _asks(words: tuple[Word, ...], root: int) -> bool:
    """A question without its mark: a helper before the subject at the very start."""
    first = words[0]
    return first.pos == "AUX" and first.head == root and words[1].dep in _SUBJECTS | {"det", "poss"}
