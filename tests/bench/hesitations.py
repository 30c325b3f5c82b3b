"""How well hesitations are kept: `python tests/bench/hesitations.py [--sentences N] [--language en|pt] [--json]`.

Voices say sentences with fillers, repetitions and false starts, and the same sentences without. The ear hears each
two ways: as it does in drills, and in the hesitant style of free speech. Counted by kind: how many that were said are
marked in what was heard, and how many are marked that weren't said; and the word error rate of the sentences without
hesitations. With LANGTUTOR_EVAL_DATA and --learners N, the word error rate of so many learners' clips too; whatever is
marked in them counts as not said.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from langtutor.content.languages import load_languages
from langtutor.content.wav import read_wav
from langtutor.core.audio import SAMPLE_RATE_HZ, Sound
from langtutor.core.ear_requests import HeardWord, WordMark
from langtutor.core.errors import NoSpeech
from langtutor.core.language import Language, LanguageCode
from langtutor.core.resampling import resample
from langtutor.drills.disfluency import fluent, marked
from langtutor.engines.speech.whisper import Samples, WhisperRecogniser
from langtutor.engines.voice.espeak import EspeakVoice
from langtutor.engines.voice.hibari import HibariVoice
from langtutor.evaluation.wer import Errors, counted, normalised, together
from langtutor.settings.paths import resources_dir, user_paths
from tests.bench.listening_speed import MODEL, learner_clips

EN, PT = LanguageCode("en"), LanguageCode("pt")
SAID = {
    EN: (
        "I, um, I went to the, to the store yesterday.",
        "My brother, uh, works in a bank in the centre.",
        "We were, we were very tired after the trip.",
        "She was, she is my teacher at the new school.",
        "Um, I think the, the film begins at nine.",
        "They want to buy, uh, to buy a bigger house.",
        "He told me that, um, the bus was late again.",
        "Can you, can you open the window, please?",
        "I need a, I need a ticket for the, uh, the train.",
        "The food was, hmm, not so good as last time.",
    ),
    PT: (
        "Eu, hum, eu moro em uma cidade pequena.",
        "Meu irmão trabalha, ah, em um banco no centro.",
        "A gente foi, a gente foi para a praia no domingo.",
        "Ela estava, ela está na casa da avó.",
        "Eu quero comprar, hã, comprar um carro novo.",
        "O filme começa às, hum, às nove horas.",
    ),
}
"""Marks are put in as they are in what is heard: whoever says these says what is marked here."""


class Way:
    """One way of hearing, and what came of it."""

    def __init__(self, hear: Callable[[Samples, Language], tuple[HeardWord, ...]]) -> None:
        self.hear = hear
        self.said: Counter[WordMark] = Counter()
        self.kept: Counter[WordMark] = Counter()
        self.invented: Counter[WordMark] = Counter()
        self.plain: list[Errors] = []
        self.learners: list[Errors] = []

    def hesitant(self, said: str, samples: Samples, language: Language) -> str:
        truth = _marks(said, language)
        words = self.hear(samples, language)
        found: Counter[WordMark] = Counter(word.mark for word in words if word.mark is not WordMark.NONE)
        for mark in set(truth) | set(found):
            self.said[mark] += truth[mark]
            self.kept[mark] += min(truth[mark], found[mark])
            self.invented[mark] += max(0, found[mark] - truth[mark])
        return " ".join(word.text for word in words)

    def fluent(self, said: str, samples: Samples, language: Language, errors: list[Errors]) -> None:
        words = self.hear(samples, language)
        self.invented.update(word.mark for word in words if word.mark is not WordMark.NONE)
        heard = " ".join(word.text for word in words)
        errors.append(counted(normalised(said, language), normalised(heard, language)))

    def row(self) -> dict[str, Any]:
        marks = (WordMark.FILLER, WordMark.REPETITION, WordMark.FALSE_START)
        row: dict[str, Any] = {
            str(mark): {"said": self.said[mark], "kept": self.kept[mark], "invented": self.invented[mark]}
            for mark in marks
        }
        row["wer_fluent"] = round(together(self.plain).rate, 4)
        if self.learners:
            row["wer_learners"] = round(together(self.learners).rate, 4)
        return row


def main() -> int:
    options = _options()
    code = LanguageCode(options.language)
    language = load_languages(resources_dir() / "languages")[code]
    ways = _ways(options.threads)
    for said in SAID[code][: options.sentences]:
        plain = fluent(said, marked(_words(said), language)).text
        for voice, speak in _voices(code):
            hesitant, smooth = speak(said), speak(plain)
            print(f"{voice}: {said}", file=sys.stderr)
            for name, way in ways.items():
                print(f"    {name}: {way.hesitant(said, hesitant, language)}", file=sys.stderr)
                way.fluent(plain, smooth, language, way.plain)
    for asked, wav in learner_clips()[: options.learners] if code == EN else []:
        for way in ways.values():
            way.fluent(asked, read_wav(wav), language, way.learners)
    report = {name: way.row() for name, way in ways.items()}
    print(json.dumps(report, indent=None if not options.json else 2))
    return 0


def _ways(threads: int) -> dict[str, Way]:
    folder = user_paths().models / MODEL
    ear = WhisperRecogniser(lambda model: folder, MODEL, threads)

    def hearing(*, styled: bool) -> Way:
        def hear(samples: Samples, language: Language) -> tuple[HeardWord, ...]:
            try:
                words = ear.hear(samples, language.code, style=language.hesitant if styled else "").words
            except NoSpeech:
                return ()
            return marked(words, language)

        return Way(hear)

    return {"as in drills": hearing(styled=False), "in the hesitant style": hearing(styled=True)}


def _voices(code: LanguageCode) -> Iterator[tuple[str, Callable[[str], Samples]]]:
    """What a voice says at 16 kHz, with some silence around."""
    silence = np.zeros(SAMPLE_RATE_HZ // 4, np.float32)

    def at_16_khz(sound: Sound) -> Samples:
        samples = resample(np.frombuffer(sound.samples, np.float32), sound.rate_hz, SAMPLE_RATE_HZ)
        return np.concatenate([silence, samples.astype(np.float32), silence])

    if code == EN:
        hibari = HibariVoice()
        yield "hibari", lambda text: at_16_khz(hibari.say(text, code, 1.0).sound)
    names = {EN: "en-us+f2", PT: "pt-br+f2"}
    espeak = EspeakVoice({code: names[code]})
    yield names[code], lambda text: at_16_khz(espeak.say(text, code, 0.9).sound)


def _marks(said: str, language: Language) -> Counter[WordMark]:
    return Counter(word.mark for word in marked(_words(said), language) if word.mark is not WordMark.NONE)


def _words(text: str) -> list[HeardWord]:
    return [HeardWord(word, 0.0, 0.0, 1.0) for word in text.split()]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How well hesitations are kept.")
    parser.add_argument("--sentences", type=int, default=100)
    parser.add_argument("--language", choices=list(SAID), default=EN)
    parser.add_argument("--learners", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
