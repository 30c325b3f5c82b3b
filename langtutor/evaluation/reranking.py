"""The second answer: which of a few ways to translate a sentence is best, beside what the engine says at once."""

from __future__ import annotations

from langtutor.core.language import Pair
from langtutor.core.look_up_requests import Translate
from langtutor.core.reranking import Candidate, best
from langtutor.host.client import Host


class Reranker:
    """For measuring: waits for every answer. The same choice as the services make."""

    def __init__(self, host: Host, pair: Pair) -> None:
        self._host = host
        self._pair = pair

    def best(self, sentence: str, first: str) -> str:
        """first: what the engine says. Raises what Translate raises."""
        again = self._say(self._back(first), self._pair)
        texts = dict.fromkeys((first, again))
        return best(sentence, [Candidate(text, self._back(text)) for text in texts])

    def _back(self, text: str) -> str:
        return self._say(text, self._pair.reversed())

    def _say(self, text: str, pair: Pair) -> str:
        return self._host.ask(Translate(text, pair)).text
