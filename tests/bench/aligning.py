"""How well words are linked with those that answer them: `python -m tests.bench.aligning [--worst N]`.

Fifty sentences that were aligned by hand (`alignments-en-pt.tsv`), from English and from Portuguese, beside two
baselines: each word with the one in the same place, and with the one at the same share of the sentence. For precision
possible links are right, for recall only sure ones are missing, AER is the error of both (Och and Ney 2003).
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from langtutor.content.languages import load_languages
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import LinkWords
from langtutor.core.requests import Capability
from langtutor.engines.dictionary.shelf import Shelf
from langtutor.engines.translation.aligner import Side, Word, words_of
from langtutor.host.sets.linking import ChosenLinker
from langtutor.models import commands
from langtutor.network.guard import NetworkGuard
from langtutor.settings.paths import resources_dir, user_paths

GOLD = Path(__file__).with_name("alignments-en-pt.tsv")
EN_PT = Pair(LanguageCode("en"), LanguageCode("pt"))

Links = frozenset[tuple[int, int]]
"""Places of words of the original and of the translation."""
System = Callable[["Aligned"], Links]


@dataclass(frozen=True)
class Aligned:
    """sure is part of possible."""

    source: str
    target: str
    pair: Pair
    ours: tuple[Word, ...]
    theirs: tuple[Word, ...]
    sure: Links
    possible: Links

    def reversed(self) -> Aligned:
        turned = [frozenset((j, i) for i, j in links) for links in (self.sure, self.possible)]
        return Aligned(self.target, self.source, self.pair.reversed(), self.theirs, self.ours, turned[0], turned[1])


@cache
def linker() -> ChosenLinker:
    paths = user_paths()
    store = commands.open_store(paths, NetworkGuard(paths.network_log, never=True))

    def dictionaries() -> list[tuple[Pair, str]]:
        return [(pair, model.id) for model in store.ranked(Capability.DICTIONARY) for pair in model.pairs]

    languages = load_languages(resources_dir() / "languages")
    return ChosenLinker(store, languages, Shelf(store.installed, dictionaries), resources_dir() / "words")


def sides(pair: Pair) -> tuple[Side, Side]:
    """What is known of either language."""
    there, back, _models = linker().sides(pair)
    return there, back


# --- what was aligned by hand ---------------------------------------------------------------------------------------


def read(path: Path = GOLD) -> Iterator[Aligned]:
    """Raises ValueError where a link names a word that isn't there, or is there twice."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            source, target, told = line.split("\t")
            ours, theirs = words_of(source, Side()), words_of(target, Side())
            sure, possible = set[tuple[int, int]](), set[tuple[int, int]]()
            for link in told.split():
                left, right = link.removesuffix("?").split("=")
                made = {(i, j) for i in places(left, ours, line) for j in places(right, theirs, line)}
                possible |= made
                sure |= set() if link.endswith("?") else made
            yield Aligned(source, target, EN_PT, ours, theirs, frozenset(sure), frozenset(possible))


def places(named: str, words: Sequence[Word], line: str) -> list[int]:
    """Of words such as `bread`, `ran+out`, `the#2`. Case tells words apart where both are there."""
    found = []
    for name in named.split("+"):
        word, _, number = name.partition("#")
        exact = [place for place, other in enumerate(words) if other.text == word]
        alike = [place for place, other in enumerate(words) if other.text.lower() == word.lower()]
        if not alike or (not number and len(exact) != 1):
            raise ValueError(f"{name} is not one word of: {line}")
        found.append(alike[int(number) - 1] if number else exact[0])
    return found


# --- systems --------------------------------------------------------------------------------------------------------


def ours(aligned: Aligned) -> Links:
    there, back = ({w.span: n for n, w in enumerate(words)} for words in (aligned.ours, aligned.theirs))
    found = linker().link(LinkWords(aligned.source, aligned.target, aligned.pair)).links
    return frozenset((there[link.source], back[link.target]) for link in found)


def same_place(aligned: Aligned) -> Links:
    return frozenset((place, place) for place in range(min(len(aligned.ours), len(aligned.theirs))))


def diagonal(aligned: Aligned) -> Links:
    count, others = len(aligned.ours), len(aligned.theirs)
    return frozenset((i, min(others - 1, int((i + 0.5) / count * others))) for i in range(count))


SYSTEMS: dict[str, System] = {"ours": ours, "diagonal": diagonal, "same place": same_place}


@dataclass(frozen=True, slots=True)
class Score:
    precision: float
    recall: float
    error: float


def score(all_aligned: Sequence[Aligned], found: Sequence[Links]) -> Score:
    """Over all links of all sentences (Och and Ney 2003, "alignment error rate")."""
    made = sum(len(links) for links in found)
    sure = sum(len(one.sure) for one in all_aligned)
    right = sum(len(links & one.possible) for one, links in zip(all_aligned, found, strict=True))
    hit = sum(len(links & one.sure) for one, links in zip(all_aligned, found, strict=True))
    return Score(right / max(1, made), hit / max(1, sure), 1 - (right + hit) / max(1, made + sure))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", type=int, default=0, help="sentences whose links are shown")
    options = parser.parse_args()
    there = list(read())
    print(f"{len(there)} sentences, {sum(len(one.sure) for one in there)} sure links")
    for data in (there, [one.reversed() for one in there]):
        pair = data[0].pair
        linker().warm_up(pair)
        cold = [timed(one) for one in data]
        warm = [timed(one) for one in data]
        print(f"\n{pair}: {told(cold)}; known words {told(warm)}")
        print(f"{'':12} precision  recall     AER")
        for name, system in SYSTEMS.items():
            found = [system(one) for one in data]
            got = score(data, found)
            print(f"{name:12} {got.precision:9.3f} {got.recall:7.3f} {got.error:7.3f}")
        show(data, options.worst)


def timed(aligned: Aligned) -> float:
    """Seconds of this process: others may be busy."""
    begin = time.process_time()
    linker().link(LinkWords(aligned.source, aligned.target, aligned.pair))
    return time.process_time() - begin


def told(seconds: list[float]) -> str:
    return f"{1000 * statistics.median(seconds):.1f} ms a sentence (median; most {1000 * max(seconds):.0f})"


def show(data: Sequence[Aligned], count: int) -> None:
    for one in sorted(data, key=lambda one: score([one], [ours(one)]).error, reverse=True)[:count]:
        found = ours(one)
        print(f"  {one.source} | {one.target}")
        for what, links in (("wrong", found - one.possible), ("missing", one.sure - found)):
            words = " ".join(f"{one.ours[i].text}={one.theirs[j].text}" for i, j in sorted(links))
            print(f"    {what}: {words}")


if __name__ == "__main__":
    main()
