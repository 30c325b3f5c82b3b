"""The second answer: what is asked for again where the first translation lost something, for measuring."""

from __future__ import annotations

from langtutor.content.languages import load_languages
from langtutor.content.registers import load_registers
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import Translate
from langtutor.core.reranking import Candidate, best, other_ways
from langtutor.core.wording import denials, loses
from langtutor.host.client import Host
from langtutor.settings.paths import resources_dir


class Reranker:
    """Waits for every answer. Most sentences take no longer than without it: nothing was lost."""

    def __init__(self, host: Host, pair: Pair) -> None:
        self._host = host
        self._pair = pair
        languages, rules = load_languages(resources_dir() / "languages"), load_registers(resources_dir() / "registers")

        def lead(code: LanguageCode) -> str:
            return rules[code].lead if code in rules else ""

        self._leads = lead(pair.source), lead(pair.target)
        self._denials = denials(languages.get(pair.target)), denials(languages.get(pair.source))

    def best(self, sentence: str, first: str) -> str:
        """first: what the engine says. Raises what Translate raises."""
        if not loses(first, sentence, *self._denials):
            return first
        texts = [first]
        for asked in other_ways(sentence, self._leads):
            other = asked.undone(self._say(asked.text, self._pair))
            if other is not None and other not in texts:
                texts.append(other)
        return best(sentence, [Candidate(text, self._back(text)) for text in texts], *self._denials)

    def _back(self, text: str) -> str:
        return self._say(text, self._pair.reversed())

    def _say(self, text: str, pair: Pair) -> str:
        return self._host.ask(Translate(text, pair)).text
