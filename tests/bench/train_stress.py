"""Finds the numbers of `engines/speech/stress.py`: which vowel of a word sounds as if it carried the stress.

    LANGTUTOR_HOME=… python tests/bench/train_stress.py --work DIR [--voices WORD]

Synthetic voices say sentences of the English course (1 to 4 of each skill to learn from, 5 to 8 to be asked about) and
words that speakers of Portuguese stress otherwise; in some of the words the mark of stress is moved to another vowel,
which gets its full sound. The words are said once more with the right stress and every vowel in full, as one who reads
letter by letter does: that alone is no wrong stress. Prints the numbers, and for each voice how well numbers fitted on
the others do: AUC, and recall where 1 % of right words would be called wrong. What was said is kept in DIR: ten minutes
the first time.
--voices: only makes the speech of those whose name has this in it, so that two processes share the work.
"""

from __future__ import annotations

import argparse
import pickle
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from langtutor.content.courses import load_course
from langtutor.core.language import LanguageCode
from langtutor.core.sounds import Phone
from langtutor.engines.speech import stress
from langtutor.engines.speech.alignment import align, chain_of
from langtutor.engines.speech.lexicon import EnglishLexicon, SpokenWord, is_vowel
from langtutor.engines.speech.phone_model import PhoneModel, load_phone_model
from langtutor.engines.speech.whisper_model import WhisperModel
from langtutor.evaluation.spoken_phones import VOWELS
from langtutor.evaluation.spoken_voices import ChosenPhones, Rendering, english_voices, render, say
from langtutor.settings.paths import resources_dir, user_paths

MODEL = "whisper-base"
PIPER = ("piper-en-us-joe",)
ESPEAK = ("en-us", "en-us+f2", "en-us+Andy")
MOVED = 0.45
"""Share of words whose stress is moved; half the sentences are said as they ought to be."""

WORDS = """
hotel comfortable interesting development economy photography necessary vegetable important computer democracy
technology biology university information education temperature restaurant favorite different chocolate camera
family dangerous beautiful animal hospital medicine character calendar message garage police machine event
percent career begin decide forget describe explain enjoy improve prefer remember consider continue develop
imagine determine opinion example Italian musician electric specific ambitious delicious religious official
experience material secretary dictionary military ordinary category ceremony literature agriculture architecture
photograph telephone telegraph paragraph president resident confident evident difficult similar popular regular
particular television vocabulary environment employee engineer refugee volunteer guitar balloon kangaroo
politics Arabic catholic arithmetic catalog dialog purchase surface preface orange village courage average
manage damage image climate private palace menu variable available reliable ability activity community
responsibility opportunity society variety anxiety authority majority security celebrity electricity
"""
"""Of two to five syllables, which Portuguese has in another form or not at all."""

CARRIED = re.compile(r"They say .+ and .+\.|We talked about .+ today\.|Is it .+ or .+\?")
CARRIERS = ("They say {0} and {1}.", "We talked about {0} and {1} today.", "Is it {0} or {1}?")

PENALTY = 0.002
FALSE_ALARMS = 0.01


@dataclass(frozen=True)
class Said:
    """samples: 16 kHz. evidence: of each sound in each frame (`PhoneModel`). stresses: which vowel of each word has the
    main stress, as it was said, and how many vowels that has; None for one that isn't asked about."""

    text: str
    voice: str
    samples: NDArray[np.float16]
    encoded: NDArray[np.float16]
    stresses: tuple[tuple[int, int] | None, ...]
    learnt: bool


@dataclass(frozen=True)
class Word:
    """rows: features of each vowel. heard: the one that was stressed."""

    word: SpokenWord
    voice: str
    rows: list[dict[str, float]]
    heard: int
    learnt: bool


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--voices", default="")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    voices = english_voices(lambda model: user_paths().models / model, PIPER, ESPEAK)
    files = {
        (voice, full): options.work / f"{voice.name}{'.full' * full}.pkl" for full in (False, True) for voice in voices
    }
    for (voice, full), kept in files.items():
        if options.voices in voice.name and not kept.exists():
            kept.write_bytes(pickle.dumps(list(speech(voice, full))))
    if options.voices:
        return 0
    model = load_phone_model(resources_dir() / "sounds", LanguageCode("en"), MODEL)
    assert model is not None
    words = []
    for kept in files.values():
        words += measured(pickle.loads(kept.read_bytes()), model)
    report(words, [voice.name for voice in voices])
    weights = fit(words)
    print("WEIGHTS = {" + ", ".join(f'"{name}": {weights[name]:.2f}' for name in sorted(weights)) + "}")
    return 0


def sentences() -> list[tuple[str, bool]]:
    """Texts, and whether they are learnt from."""
    course = load_course(resources_dir() / "courses", LanguageCode("en"), LanguageCode("pt"))
    found = [
        (sentence.text, number < 4)
        for skill in course.skills
        for number, sentence in enumerate(skill.sentences[:8])
        if len(sentence.text) > 20
    ]
    words = WORDS.split()
    random.Random(1).shuffle(words)
    for number, pair in enumerate(zip(words[::2], words[1::2], strict=False)):
        found.append((CARRIERS[number % len(CARRIERS)].format(*pair), number % 2 == 0))
    return [(text, learnt) for text, learnt in found if not re.search(r"\d|-", text)]


def speech(voice: ChosenPhones, full: bool) -> Iterator[Said]:
    """full: the words of the list alone, with no vowel reduced; else everything, with stress moved."""
    whisper = WhisperModel(user_paths().models / MODEL, threads=1)
    lexicon = EnglishLexicon()
    texts = [one for one in sentences() if not full or CARRIED.fullmatch(one[0])]
    for number, (text, learnt) in enumerate(texts):
        rng = random.Random(f"{voice.name} {text}")
        try:
            rendering = render(voice, text)
        except ValueError as error:
            print(error, file=sys.stderr)
            continue
        words = lexicon.words(text)
        if len(words) != len(rendering.words):
            continue
        for at, word in enumerate(words):
            if word.stress is not None and full:
                rendering = unreduced(rendering, at)
            elif word.stress is not None and rng.random() < MOVED:
                rendering = moved(rendering, at, rng)
        samples = say(voice, rendering, rng.choice((0.85, 1.0, 1.1)))
        samples = (samples / max(1e-6, float(abs(samples).max())) * 0.6).astype(np.float32)
        seconds = len(samples) / 16000
        encoded = np.asarray(whisper.encode(samples, max(10.0, seconds + 1.0)))[0][: int(seconds * 50) + 1]
        stresses = tuple(_stress(rendering, at, word) for at, word in enumerate(words))
        yield Said(text, voice.name, samples.astype(np.float16), encoded.astype(np.float16), stresses, learnt)
        print(f"\r{voice.name}: {number + 1}/{len(texts)}", end="", file=sys.stderr)
    print(file=sys.stderr)


def moved(rendering: Rendering, word: int, rng: random.Random) -> Rendering:
    """The same with the main stress of a word on another of its vowels, which is said in full."""
    alphabet, tokens = rendering.alphabet, list(rendering.tokens)
    vowels = [at for at, token in enumerate(tokens) if token.word == word and VOWELS & set(token.phones)]
    stressed = [at for at in vowels if tokens[at].stress == 1]
    others = [at for at in vowels if tokens[at].stress != 1 and len(tokens[at].phones) == 1]
    if len(stressed) != 1 or not others:
        return rendering
    old, new = stressed[0], rng.choice(others)
    token = tokens[new]
    phone = _full(rendering, word, vowels.index(new)) if token.phones[0] == "AH" else token.phones[0]
    before = token.before.removesuffix(alphabet.secondary) + alphabet.primary
    tokens[new] = replace(token, before=before, symbol=alphabet.write((phone,), stressed=True), stress=1)
    token = tokens[old]
    reduced = len(token.phones) == 1 and token.phones[0] in {"AE", "EH", "AA", "AO", "UH", "AH"} and rng.random() < 0.5
    symbol = alphabet.write((Phone("AH"),), stressed=False) if reduced else token.symbol
    tokens[old] = replace(token, before=token.before.removesuffix(alphabet.primary), symbol=symbol, stress=0)
    return replace(rendering, tokens=tuple(tokens))


def unreduced(rendering: Rendering, word: int) -> Rendering:
    """The same with every vowel of a word in full, the stress where it was."""
    tokens = list(rendering.tokens)
    vowels = [at for at, token in enumerate(tokens) if token.word == word and VOWELS & set(token.phones)]
    for place, at in enumerate(vowels):
        if tokens[at].phones == ("AH",) and tokens[at].stress == 0:
            symbol = rendering.alphabet.write((_full(rendering, word, place),), stressed=True)
            tokens[at] = replace(tokens[at], symbol=symbol)
    return replace(rendering, tokens=tuple(tokens))


def _full(rendering: Rendering, word: int, vowel: int) -> Phone:
    """How somebody who reads letter by letter says a vowel."""
    letters = re.findall("[aeiouy]+", rendering.words[word].lower())
    letter = letters[vowel][0] if vowel < len(letters) else "a"
    return Phone({"a": "AE", "e": "EH", "i": "IY", "o": "AO", "u": "UW", "y": "IY"}[letter])


def _stress(rendering: Rendering, at: int, word: SpokenWord) -> tuple[int, int] | None:
    marks = [mark for phone, mark in zip(rendering.phones[at], rendering.stresses[at], strict=True) if phone in VOWELS]
    return (marks.index(1), len(marks)) if word.stress is not None and marks.count(1) == 1 else None


def measured(said: Sequence[Said], model: PhoneModel) -> list[Word]:
    """All words whose stress could be heard."""
    lexicon = EnglishLexicon()
    numbers = {phone: number for number, phone in enumerate(model.phones)}
    found = []
    for one in said:
        evidence = model.evidence(one.encoded.astype(np.float32))
        words = lexicon.words(one.text)
        coded = [[[numbers[phone] for phone in sounds] for sounds in word.pronunciations] for word in words]
        aligned = align(evidence, chain_of(coded))
        if aligned is None:
            continue
        sound = stress.sound_of(one.samples.astype(np.float32), evidence, model.phones)
        for at, (word, said_so, chosen) in enumerate(zip(words, one.stresses, aligned.chosen, strict=True)):
            if said_so is None or word.stress is None or said_so[0] in word.secondary:
                continue
            sounds = word.pronunciations[chosen]
            if not stress.is_asked(word, sounds) or sum(map(is_vowel, sounds)) != said_so[1]:
                continue
            rows = stress.features(word, *stress.placed(aligned.segments, at), sound)
            found.append(Word(word, one.voice, rows, said_so[0], one.learnt))
    return found


def fit(words: Sequence[Word]) -> dict[str, float]:
    """Softmax over the vowels of each word, with a penalty."""
    names = sorted({name for word in words for row in word.rows for name in row})
    most = max(len(word.rows) for word in words)
    table = np.zeros((len(words), most, len(names)))
    there = np.zeros((len(words), most), np.bool_)
    for at, word in enumerate(words):
        for vowel, row in enumerate(word.rows):
            there[at, vowel] = True
            for name, value in row.items():
                table[at, vowel, names.index(name)] = value
    wanted = np.array([word.heard for word in words])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = np.where(there, table @ weights, -np.inf)
        odds = np.exp(odds - odds.max(1, keepdims=True))
        odds /= odds.sum(1, keepdims=True)
        value = -np.log(odds[np.arange(len(words)), wanted] + 1e-12).mean()
        odds[np.arange(len(words)), wanted] -= 1
        slope = np.einsum("wv,wvn->n", odds, table) / len(words)
        return float(value + PENALTY * (weights**2).sum() / 2), slope + PENALTY * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return dict(zip(names, found.x.tolist(), strict=True))


def report(words: Sequence[Word], voices: Sequence[str]) -> None:
    """One voice is left out at a time; it is asked for sentences that weren't learnt from either."""
    everything = []
    for voice in voices:
        weights = fit([word for word in words if word.voice != voice and word.learnt])
        asked = [(ahead(word, weights), word) for word in words if word.voice == voice and not word.learnt]
        everything += asked
        _print(voice, asked)
    _print("all", everything)
    right = sorted(lead for lead, word in everything if word.heard == word.word.stress)
    for clear in (1.0, 2.0, 3.0, 4.0, 5.0):
        wrong = [lead for lead, word in everything if word.heard != word.word.stress]
        print(f"{clear}: {np.mean(np.array(wrong) > clear):.3f} called, {np.mean(np.array(right) > clear):.4f} falsely")


def ahead(word: Word, weights: Mapping[str, float]) -> float:
    """By how much the best other vowel is ahead of the one that was asked."""
    return float(stress.leads(word.word, word.rows, weights).max())


def _print(name: str, asked: Sequence[tuple[float, Word]]) -> None:
    right = np.array([lead for lead, word in asked if word.heard == word.word.stress])
    wrong = np.array([lead for lead, word in asked if word.heard != word.word.stress])
    threshold = float(np.quantile(right, 1 - FALSE_ALARMS))
    print(
        f"{name}: {len(right)} right and {len(wrong)} wrong words, AUC {auc(right.tolist(), wrong.tolist()):.3f}, "
        f"recall {np.mean(wrong > threshold):.2f} at {FALSE_ALARMS:.0%} false alarms, from {threshold:.2f} nats; "
        f"at {stress.CLEAR}: {np.mean(wrong > stress.CLEAR):.2f} and {np.mean(right > stress.CLEAR):.3f}"
    )


def auc(right: Sequence[float], wrong: Sequence[float]) -> float:
    ranks = np.argsort(np.argsort([*right, *wrong])) + 1
    n, m = len(right), len(wrong)
    return float((ranks[n:].sum() - m * (m + 1) / 2) / (n * m))


if __name__ == "__main__":
    sys.exit(main())
