"""`langtutor evaluate grammar`: how well learners' sentences are corrected, and how seldom right ones are touched."""

from __future__ import annotations

import argparse
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from langtutor.commands.grammar_report import Measured, as_json, in_words
from langtutor.commands.output import Output
from langtutor.content.directions import guess_language
from langtutor.content.languages import load_languages
from langtutor.content.messages import Messages, system_language
from langtutor.content.rewriting import can_reach
from langtutor.core.errors import UnsupportedLanguage
from langtutor.core.language import Language, LanguageCode
from langtutor.core.requests import Capability, Tier
from langtutor.evaluation import fingerprint, grammar_points
from langtutor.evaluation.gleu import Gleu
from langtutor.evaluation.grammar import Answers, Done, Judge, System, ask
from langtutor.evaluation.grammar_baselines import HarperAlone, LanguageToolAlone, Merged
from langtutor.evaluation.grammar_data import Corrected, read_clean, read_corrected, usual_clean
from langtutor.evaluation.grammar_differs import cutter, differ_of
from langtutor.evaluation.grammar_systems import Agreement, Corrects, Langtutor, Resumed, Rewritings, Unchanged
from langtutor.evaluation.keeping import Kept
from langtutor.evaluation.remembering import RememberingHost
from langtutor.host.specs import WorkerContext
from langtutor.models.commands import open_store
from langtutor.models.results import Use
from langtutor.models.store import ModelStore
from langtutor.models.uses import allowed
from langtutor.network.guard import NetworkGuard
from langtutor.services.correcting import Correcting
from langtutor.settings.paths import Paths, resources_dir
from langtutor.settings.schema import SettingsFile

_ENGLISH = LanguageCode("en")
_GUESSED_FROM = 50
"""Sentences; by them the language of the data is known."""


def run(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    """Raises NoCorrectedSentences, NoCorrection, UnevenLines, FileUnreadable, ModelMissing, UnsupportedLanguage."""
    messages = Messages(resources_dir() / "messages", SettingsFile(paths.settings).now.ui_language or system_language())
    store = open_store(paths, guard)
    data = read_corrected(options.data, options.limit)
    language = _language(options.language, data)
    clean_path = options.clean or usual_clean(language.code)
    clean = read_clean(clean_path, options.limit) if clean_path else ()
    tier = Tier(options.tier) if options.tier else _deepest(store, language.code)
    tier = can_reach(tier, resources_dir() / "grammar", language.code)
    bench = _Bench(paths, store, language, tier, _Progress(output, messages))
    with closing(Kept(paths.cache / "evaluate.sqlite")) as kept:
        judge = Judge(data, differ_of(language.code, store, kept), bench.progress.of("references"))
        found = list(bench.ask_all(kept, [row.source.text for row in data], clean, resume=options.resume))
        own = next(answers for answers in found if answers.system == Langtutor.name)
        measured = Measured(
            data=options.data,
            clean=clean_path,
            language=language.code,
            tier=tier,
            sentences=len(data),
            clean_sentences=len(clean),
            annotators_gleu=_annotators(data) if options.data.is_dir() else None,
            annotators_edits=judge.annotators() if options.data.is_dir() else None,
            systems=[judge.scores(answers) for answers in found],
            curve=grammar_points.curve(judge, own) if options.curve else {},
            ablation=grammar_points.ablation(judge, own) if options.ablation else {},
        )
    output.end_progress()
    if not clean:
        output.note(messages.text("evaluate.grammar.no_clean"))
    if bench.languagetool is None:
        output.note(messages.text("evaluate.grammar.no_languagetool"))
    output.result(as_json(measured), in_words(measured, messages))
    return 0


@dataclass(frozen=True)
class _Bench:
    """Who is measured in this language and tier, and with which models."""

    paths: Paths
    store: ModelStore
    language: Language
    tier: Tier
    progress: _Progress

    def ask_all(self, kept: Kept, texts: Sequence[str], clean: Sequence[str], *, resume: bool) -> Iterator[Answers]:
        """LanguageTool's own server is ended before the app's is started."""
        for systems in (self._baselines, self._own):
            with ExitStack() as stack:
                for system in systems(stack, kept):
                    yield ask(Resumed(system, kept, resume=resume), texts, clean, self.progress.of(system.name))

    @property
    def languagetool(self) -> Path | None:
        model = self.store.choose(Capability.GRAMMAR, self.language.code)
        return None if model is None else self.store.path_of(model.id)

    def _baselines(self, stack: ExitStack, kept: Kept) -> Iterator[System]:
        yield Unchanged()
        if self.language.code == _ENGLISH:
            yield HarperAlone()
        folder = self.languagetool
        if folder is None:
            return
        tool = LanguageToolAlone(folder.name, folder, self.paths.cache / "languagetool", self.language)
        yield stack.enter_context(closing(tool))
        if self.language.code == _ENGLISH:
            yield Merged(tool)

    def _own(self, stack: ExitStack, kept: Kept) -> Iterator[System]:
        """langtutor; from the deep tier on its rewriter, and then what two rewrites agree on: all known by then."""
        writer = self.store.choose(Capability.CHAT) if self.tier.rewrites else None
        folder = self.store.path_of(writer.id) if writer else None
        asked = fingerprint.of_rewriting(folder, self.language.code) if folder else ""
        host = stack.enter_context(closing(RememberingHost(WorkerContext(self.paths, True), kept, asked)))
        models = fingerprint.of_models(map(self.store.path_of, self._models()))
        edition = f"{self.tier} {self.language.code} {fingerprint.of_correcting()} {models}"
        yield Langtutor(self._corrects(host), self.language, edition, lambda: host.spared_s)
        if folder is not None:
            yield Rewritings(host, self.language, asked)
            if self.tier.rewrites > 1:
                yield Agreement(host, self.language, asked, cutter(self.store))

    def _models(self) -> Iterator[str]:
        """The models whose exchange may change an answer."""
        wanted = [Capability.GRAMMAR, Capability.SCORING, Capability.PARSING]
        for capability in [*wanted, Capability.CHAT] if self.tier.rewrites else wanted:
            model = self.store.choose(capability, *([] if capability is Capability.CHAT else [self.language.code]))
            if model is not None:
                yield model.id

    def _corrects(self, host: RememberingHost) -> Corrects:
        """As in the app, but nobody answers before all who will are up."""
        correcting = Correcting(host, patient=True)
        return lambda sentence, before: correcting.check(sentence, self.language.code, self.tier, before=before)


class _Progress:
    """Says how far each system is, and how long it will take; not after every sentence."""

    def __init__(self, output: Output, messages: Messages) -> None:
        self._output = output
        self._messages = messages
        self._said = 0.0

    def of(self, system: str) -> Done:
        """What to call before each sentence."""
        last: deque[float] = deque(maxlen=20)
        every_s = 0.2 if self._output.rewrites else 10.0

        def done(count: int, total: int) -> None:
            now = time.monotonic()
            last.append(now)
            if now - self._said < every_s:
                return
            self._said = now
            left_s = (total - count) * (now - last[0]) / max(1, len(last) - 1)
            key = "evaluate.grammar.step" if left_s < 60 else "evaluate.grammar.step_left"
            fields = {"system": self._name(system), "done": count, "total": total, "minutes": round(left_s / 60)}
            self._output.progress(self._messages.text(key, fields))

        return done

    def _name(self, system: str) -> str:
        key = f"evaluate.grammar.system.{system}"
        return system if self._messages.text(key) == key else self._messages.text(key)


def _language(wanted: str | None, data: Sequence[Corrected]) -> Language:
    """Raises UnsupportedLanguage."""
    languages = load_languages(resources_dir() / "languages")
    sample = " ".join(row.source.text for row in data[:_GUESSED_FROM])
    code = LanguageCode(wanted) if wanted else guess_language(sample, list(languages.values()))
    if code not in languages:
        raise UnsupportedLanguage(language=code, capability=Capability.GRAMMAR)
    return languages[code]


def _deepest(store: ModelStore, language: LanguageCode) -> Tier:
    """Deep where there is a language model that may rewrite."""
    return Tier.DEEP if allowed(store, Use.REWRITE, language) else Tier.FULL


def _annotators(data: Sequence[Corrected]) -> float | None:
    """GLEU of each annotator measured by the others, on average."""
    count = len(data[0].references)
    if count < 2:
        return None
    scores = []
    for one in range(count):
        others = [row.references[:one] + row.references[one + 1 :] for row in data]
        scores.append(Gleu([row.source.tokens for row in data], others).score([row.references[one] for row in data]))
    return sum(scores) / count
