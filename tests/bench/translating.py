"""What survives a translation and how quickly it comes: `python -m tests.bench.translating [--kilobytes 100] [--json]`.

Every thing that must stay is put into every sentence of our own, for langtutor and for the library alone. Times are of
short sentences through the worker, beside the library in this process, and of a long text: its first part, the whole,
and how soon a cancel frees the worker.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import closing
from itertools import pairwise

from langtutor.content.languages import load_languages
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import Translate, TranslatedPart
from langtutor.core.requests import Capability
from langtutor.evaluation.translation_systems import alone
from langtutor.host.client import Host
from langtutor.host.specs import WorkerContext
from langtutor.models.commands import open_store
from langtutor.network.guard import NetworkGuard
from langtutor.services.translating import Translating
from langtutor.settings.paths import resources_dir, user_paths

EN, PT = LanguageCode("en"), LanguageCode("pt")
PAIRS = (Pair(EN, PT), Pair(PT, EN))
SENTENCES: Mapping[LanguageCode, tuple[str, ...]] = {
    EN: (
        "Please open {} before you leave the house.",
        "I have read about {} in the newspaper, but I don't believe it.",
        "She sent me {} yesterday and asked me what I think.",
        "You can find more about this at {}.",
        "We met in the park; then {} came and we all went home.",
        "Have you ever used {}? It is not difficult.",
        "My brother thinks that {} is the best of all.",
        "Without {} nothing works here, and nobody knows why.",
    ),
    PT: (
        "Por favor, abra {} antes de sair de casa.",
        "Li sobre {} no jornal, mas não acredito.",
        "Ela me mandou {} ontem e perguntou o que eu acho.",
        "Você encontra mais sobre isso em {}.",
        "Nós nos encontramos no parque; depois {} chegou e fomos todos para casa.",
        "Você já usou {}? Não é difícil.",
        "Meu irmão acha que {} é o melhor de todos.",
        "Sem {} nada funciona aqui, e ninguém sabe por quê.",
    ),
}
THINGS: Mapping[str, tuple[str, ...]] = {
    "address": ("https://example.com/a?b=1&c=2", "www.example.org", "https://example.org/wiki/Page_(new)#top"),
    "e-mail": ("ana.silva@example.org",),
    "emoji": ("😀", "🎉🎉", "❤️", "👩🏽‍🚀"),
    "code": ("`pip install x`", "foo_bar()", "C:\\temp\\notes.txt", "/etc/hosts"),
    "placeholder": ("{name}", "%s", "@maria", "#holiday"),
    "tag": ("<br>", "&nbsp;"),
}
MARKS: Mapping[str, tuple[str, str]] = {
    "straight quotes": ('"', '"'),
    "curly quotes": ("“", "”"),
    "angle quotes": ("«", "»"),
    "bold": ("**", "**"),
    "italics": ("*", "*"),
    "link": ("[", "](https://example.org/x)"),
    "bold tag": ("<b>", "</b>"),
}
WORDS: Mapping[LanguageCode, tuple[str, ...]] = {EN: ("the red door", "milk"), PT: ("a porta vermelha", "leite")}
SHORT: Mapping[LanguageCode, tuple[str, ...]] = {
    EN: ("Good morning.", "Where is the station?", "I would like a coffee, please.", "She doesn't live here any more."),
    PT: ("Bom dia.", "Onde fica a estação?", "Eu queria um café, por favor.", "Ela não mora mais aqui."),
}
ROUNDS = 20


def cases(language: LanguageCode) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Kind, sentence, what must be in the translation once."""
    for sentence in SENTENCES[language]:
        for kind, things in THINGS.items():
            for thing in things:
                yield kind, sentence.replace("{}", thing), (thing,)
        for kind, (opening, closing_mark) in MARKS.items():
            for words in WORDS[language]:
                yield kind, sentence.replace("{}", opening + words + closing_mark), (opening, closing_mark)


def survival(translate: Callable[[str], str], language: LanguageCode) -> dict[str, float]:
    """Share of sentences in which the thing is there as often as in the original, by kind."""
    found: dict[str, list[bool]] = {}
    for kind, sentence, kept in cases(language):
        translated = translate(sentence)
        found.setdefault(kind, []).append(all(translated.count(one) == sentence.count(one) for one in kept))
    return {kind: statistics.fmean(survived) for kind, survived in found.items()}


def short_times(systems: Mapping[str, Callable[[str], str]], language: LanguageCode) -> dict[str, float]:
    """Median in seconds, one beside the other."""
    seconds: dict[str, list[float]] = {name: [] for name in systems}
    for _ in range(ROUNDS):
        for sentence in SHORT[language]:
            for name, translate in systems.items():
                begin = time.perf_counter()
                translate(sentence)
                seconds[name].append(time.perf_counter() - begin)
    return {name: statistics.median(found) for name, found in seconds.items()}


def long_text(host: Host, pair: Pair, size: int) -> dict[str, float]:
    """A text of this many characters: lists, paragraphs, addresses."""
    line = " ".join(SENTENCES[pair.source]).replace("{}", WORDS[pair.source][0])
    paragraph = f"## {line[:40]}\n\n- {line}\n- {line} https://example.org 😀\n\n"
    text = (paragraph * (size // len(paragraph) + 1))[:size]
    times: list[float] = []
    begin = time.perf_counter()

    def came(part: TranslatedPart) -> None:
        times.append(time.perf_counter() - begin)

    translating = Translating(host)
    whole = translating.start(text, pair, came).result()
    if whole.text.count("\n") != text.count("\n"):
        raise AssertionError("line breaks were lost")
    seconds = time.perf_counter() - begin
    gaps = [later - earlier for earlier, later in pairwise(times)]
    return {
        "characters": len(text),
        "first_part_s": times[0],
        "whole_s": seconds,
        "words_per_s": len(text.split()) / seconds,
        "longest_gap_s": max(gaps, default=0.0),
        "cancel_s": cancelled_after(translating, host, text, pair),
    }


def cancelled_after(translating: Translating, host: Host, text: str, pair: Pair) -> float:
    """Until the worker answers another question."""
    under_way = translating.start(text, pair)
    host.ask(Translate("One.", pair))
    begin = time.perf_counter()
    under_way.cancel()
    host.ask(Translate("One.", pair))
    seconds = time.perf_counter() - begin
    try:
        under_way.result(10)
    except CancelledError:
        return seconds
    raise AssertionError("it wasn't cancelled")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kilobytes", type=int, default=100, help="of the long text (default: 100)")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    paths = user_paths()
    store = open_store(paths, NetworkGuard(paths.network_log, never=True))
    languages = load_languages(resources_dir() / "languages")
    found: dict[str, dict[str, object]] = {}
    with closing(Host(WorkerContext(paths, never_use_network=True))) as host:
        for pair in PAIRS:
            model = store.choose(Capability.TRANSLATION, pair.source, pair.target)
            if model is None:
                print(f"no model for {pair}", file=sys.stderr)
                return 1
            systems = {
                "langtutor": lambda text, pair=pair: host.ask(Translate(text, pair)).text,
                "raw": alone(model, store.path_of(model.id), pair, languages),
            }
            for translate in systems.values():
                translate("One.")
            found[str(pair)] = {
                "survives": {name: survival(translate, pair.source) for name, translate in systems.items()},
                "short_sentence_s": short_times(systems, pair.source),
                "long_text": long_text(host, pair, 1000 * chosen.kilobytes),
            }
    if chosen.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    for name, measured in found.items():
        print(name)
        for what, numbers in measured.items():
            print(f"  {what}: {json.dumps(numbers, ensure_ascii=False)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
