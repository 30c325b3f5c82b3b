"""Other ways to say a translation: for other people, by other models; each judged and translated back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from langtutor.core.alternatives import Alternative, Origin
from langtutor.core.errors import Cancelled, EngineCrashed, UserError
from langtutor.core.language import Language, LanguageCode, Pair
from langtutor.core.look_up_requests import Translate, VaryRegister
from langtutor.core.registers import Asking
from langtutor.core.requests import Capability, Chat, Lane, Message, Request, Sampling, Score
from langtutor.core.wording import changed_spans, contradicts, denials, likeness, loses
from langtutor.host.client import Host
from langtutor.models.results import Use
from langtutor.models.store import ModelStore
from langtutor.models.uses import allowed
from langtutor.services.tasks import Tasks

log = logging.getLogger(__name__)

MOST = 6
LONGEST = 400
"""Code points: what is longer is a text, of which nobody wants six."""

WORSE = 0.1
"""So much less like the original may a translation be, translated back, than the first one is."""

LEAST = 0.4
UNLIKELIER_NATS = 0.6
"""For each token: a translation that a language model finds odd by more than this is not shown."""

TEMPERATURES = (0.0, 0.8)
"""What is likeliest is often the first translation again."""

R = TypeVar("R")
Askings = Callable[[Pair], Asking | None]
OnFound = Callable[[Alternative], None]


class Alternatives:
    """Thread-safe, never waits. asking: how a language model is asked for a pair; None where it isn't."""

    def __init__(
        self,
        host: Host,
        store: ModelStore,
        languages: Mapping[LanguageCode, Language],
        asking: Askings,
        tasks: Tasks,
    ) -> None:
        self._host = host
        self._store = store
        self._languages = languages
        self._asking = asking
        self._tasks = tasks

    def find(
        self, text: str, translation: str, pair: Pair, on_found: OnFound = lambda one: None, engine: str = ""
    ) -> Future[tuple[Alternative, ...]]:
        """All there are, in the order in which on_found gets them, from another thread; none for a longer text.

        engine: what made the translation. Cancelling the future stops the work. What has no model is left out; raises
        EngineCrashed where a worker dies again and again.
        """
        search = _Search(self._host, text.strip(), translation.strip(), pair, on_found)

        def work() -> None:
            with suppress(InvalidStateError):  # cancelled meanwhile
                try:
                    self._search(search, engine)
                    search.answer.set_result(tuple(search.found))
                except Exception as error:  # whoever waits for the answer is told
                    search.answer.set_exception(error)

        if not text.strip() or len(text) > LONGEST or "\n" in text.strip():
            search.answer.set_result(())
        else:
            self._tasks.run(work)
        return search.answer

    def _search(self, search: _Search, engine: str) -> None:
        """Rules first, as they take no time; models that write last."""
        for text, label in self._registers(search):
            search.offer(text, Origin.REGISTER, "rules", label)
        for ask in (self._translated, self._written):
            for text, origin, model in ask(search, engine):
                self._judge(search, text, origin, model)

    def _registers(self, search: _Search) -> Iterator[tuple[str, str]]:
        varied = search.ask(VaryRegister(search.translation, search.text, search.pair))
        for variant in varied.variants if varied is not None else ():
            yield variant.text, variant.label

    def _translated(self, search: _Search, engine: str) -> Iterator[tuple[str, Origin, str]]:
        """By the translators that weren't asked yet."""
        for model in self._store.models():
            can = model.capability == Capability.TRANSLATION and search.pair in model.pairs
            if can and model.id != engine and self._store.installed(model.id) is not None:
                reply = search.ask(Translate(search.text, search.pair, model.id))
                if reply is not None:
                    yield reply.text.strip(), Origin.TRANSLATOR, reply.engine

    def _written(self, search: _Search, engine: str) -> Iterator[tuple[str, Origin, str]]:
        """By a language model that has earned it, where it is the one that writes."""
        asking, target = self._asking(search.pair), search.pair.target
        earned = allowed(self._store, Use.REWRITE, target, Capability.CHAT)
        writes = self._store.choose(Capability.CHAT)
        if asking is None or earned is None or writes is None or earned.id != writes.id:
            return
        messages, most = _asked(asking, search.text, search.translation), len(search.translation) // 2 + 24
        for seed, temperature in enumerate(TEMPERATURES):
            written = search.ask(Chat(messages, Sampling(most, temperature, seed)))
            if written is None:
                return
            text = written.text.strip().strip('"“”')
            if written.finished == "stop" and "\n" not in text and not search.knows(text):
                yield text, Origin.LANGUAGE_MODEL, written.engine

    def _judge(self, search: _Search, text: str, origin: Origin, engine: str) -> None:
        """Offers what says the same as well as the first translation does."""
        if not text or search.knows(text) or loses(text, search.text, *self._denials(search.pair)):
            return
        back = search.back(text)
        like, first = likeness(back, search.text), likeness(search.back(search.translation), search.text)
        if back and (like < max(LEAST, first - WORSE) or contradicts(back, search.text, self._contrasts(search.pair))):
            return
        if not back and likeness(text, search.translation) < LEAST:
            return
        if search.is_odd(text):
            return
        search.offer(text, origin, engine, "")

    def _contrasts(self, pair: Pair) -> tuple[frozenset[str], ...]:
        language = self._languages.get(pair.source)
        return language.contrasts if language is not None else ()

    def _denials(self, pair: Pair) -> tuple[frozenset[str], frozenset[str]]:
        return denials(self._languages.get(pair.target)), denials(self._languages.get(pair.source))


@dataclass(eq=False)
class _Search:
    """One sentence. Lets another thread take it back."""

    host: Host
    text: str
    translation: str
    pair: Pair
    on_found: OnFound
    answer: Future[tuple[Alternative, ...]] = field(default_factory=Future)
    found: list[Alternative] = field(default_factory=list)
    _backs: dict[str, str] = field(default_factory=dict)

    def ask(self, request: Request[R]) -> R | None:
        """None where nothing here can answer it. Raises Cancelled, EngineCrashed."""
        if self.answer.cancelled():
            raise Cancelled
        call = self.host.submit(request, Lane.LATER)
        self.answer.add_done_callback(lambda done: call.cancel() if done.cancelled() else None)
        try:
            return call.future.result()
        except (Cancelled, EngineCrashed):
            raise
        except UserError as error:
            log.info("no alternatives by %s: %s", type(request).__name__, error)
            return None

    def back(self, text: str) -> str:
        if text not in self._backs:
            reply = self.ask(Translate(text, self.pair.reversed()))
            self._backs[text] = reply.text if reply is not None else ""
        return self._backs[text]

    def knows(self, text: str) -> bool:
        """Whether it was said already, but for marks and capitals."""
        return _bare(text) in {_bare(one) for one in (self.translation, *(other.text for other in self.found))}

    def is_odd(self, text: str) -> bool:
        """Whether a language model finds it far unlikelier than the first, token by token; False without one."""
        scores = self.ask(Score((self.translation, text), self.pair.target))
        if scores is None or not all(scores.token_counts):
            return False
        first, other = (nats / count for nats, count in zip(scores.log_probabilities, scores.token_counts, strict=True))
        return other < first - UNLIKELIER_NATS

    def offer(self, text: str, origin: Origin, engine: str, label: str) -> None:
        if len(self.found) >= MOST or self.knows(text):
            return
        back = self.back(text)
        changed = changed_spans(text, self.translation)
        found = Alternative(text, origin, engine, changed, back, label, likeness(back, self.text))
        self.found.append(found)
        if not self.answer.cancelled():
            self.on_found(found)


def _asked(asking: Asking, text: str, translation: str) -> tuple[Message, ...]:
    """What stays the same comes first, so that it is read once only."""
    turns: list[Message] = [Message("system", asking.system)]
    for original, first, other in asking.shots:
        turns += [Message("user", _question(original, first)), Message("assistant", other)]
    return (*turns, Message("user", _question(text, translation)))


def _question(text: str, translation: str) -> str:
    return f"Original: {text}\nTranslation: {translation}"


def _bare(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum() or character.isspace()).strip()
