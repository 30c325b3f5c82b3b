"""Makes `resources/sounds/en.whisper-base.npz`: which sound each moment of Whisper's encoder output is.

    LANGTUTOR_HOME=… python tests/bench/train_sounds.py --work DIR [--report]

Synthetic voices (hibari, Piper, variants of espeak-ng) say sentences of the courses and of the writing prompts with
known sounds, most of them with some sounds in the wrong place, so that words don't give their sounds away; through
noise, rooms, telephones, other vocal tracts. Each step is kept in DIR: half an hour on two cores the first time.
Sentences 5 to 8 of each skill take no part: `langtutor evaluate spoken-slips` asks for those.
When each sound was said pocketsphinx tells of what was said plainly; what was learnt from that, of all.

--report: the share of moments rightly named for voices and sentences that took no part, one voice left out at a time.
"""

from __future__ import annotations

import argparse
import pickle
import random
import re
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from langtutor.content.courses import load_course
from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.language import LanguageCode
from langtutor.core.sounds import NOTHING, Phone
from langtutor.engines.speech.alignment import align, chain_of
from langtutor.engines.speech.phone_model import FRAMES_PER_S, PhoneModel, save_phone_model
from langtutor.engines.speech.whisper_model import WhisperModel
from langtutor.evaluation.room import CONDITIONS, heard_in
from langtutor.evaluation.spoken_corpus import changes
from langtutor.evaluation.spoken_phones import VOWELS
from langtutor.evaluation.spoken_voices import Change, ChosenPhones, Rendering, english_voices, render, say
from langtutor.settings.paths import resources_dir, user_paths

MODEL = "whisper-base"
PIPER = ("piper-en-us-joe",)
ESPEAK = tuple(
    f"en-us+{variant}"
    for variant in ("f2", "Andy", "f4", "m7", "Annie", "linda", "max", "Mike", "f5", "m1", "klatt2", "m3")
)
SHARES = {"hibari": 2, "piper-en-us-joe": 2}
"""How often each voice says a sentence; two of espeak-ng's say it besides."""

LONGEST_S = 9.2
WARPS = (0.86, 0.93, 1.08, 1.16)
"""Other vocal tracts: played faster or slower."""
CHANGED = 0.8
"""Share of utterances with sounds in the wrong place."""
WORSE = 0.03
"""Share that fits its own sounds worst, and isn't learnt from."""
PENALTY = 1e-4
ROUNDS = 3

_ARPABET = "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH"
PHONES = (NOTHING, *map(Phone, _ARPABET.split()))
NUMBERS = {phone: number for number, phone in enumerate(PHONES)}

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Said:
    """encoded: (frames, features), half precision; phones: word by word, as they were said.

    sounds: the number of the sound of each frame, by pocketsphinx; None where it wasn't asked, or can't tell.
    """

    encoded: NDArray[np.float16]
    phones: tuple[tuple[Phone, ...], ...]
    voice: str
    condition: str
    text: str
    sounds: NDArray[np.intp] | None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--report", action="store_true")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    kept = options.work / "said.pkl"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(list(speech())))
    said: list[Said] = pickle.loads(kept.read_bytes())
    labels = label(said)
    if options.report:
        report(said, labels)
    save_phone_model(fit(said, labels), resources_dir() / "sounds" / f"en.{MODEL}.npz")
    return 0


def sentences() -> list[str]:
    """Nothing of sentences 5 to 8 of the English course."""
    root, english, portuguese = resources_dir(), LanguageCode("en"), LanguageCode("pt")
    course = load_course(root / "courses", english, portuguese)
    other = load_course(root / "courses", portuguese, english)
    found = [sentence.text for skill in course.skills for sentence in skill.sentences[:4]] * 2
    found += [text for skill in other.skills for one in skill.sentences for text in one.translations[:2]]
    prompts = tomllib.loads((root / "prompts" / "en.toml").read_text(encoding="utf-8"))["prompt"]
    for prompt in prompts:
        found += [one for one in re.split(r"(?<=[.?!])\s+", prompt["text"]["en"]) if 20 < len(one) < 110]
    kept_back = {sentence.text for skill in course.skills for sentence in skill.sentences[4:]}
    return [text for text in found if text not in kept_back]


def speech() -> Iterator[Said]:
    def find(model: str) -> Path:
        return user_paths().models / model

    whisper = WhisperModel(find(MODEL), threads=2)
    voices = english_voices(find, PIPER, ESPEAK)
    main_ones = [voice for voice in voices for _ in range(SHARES.get(voice.name, 0))]
    others = [voice for voice in voices if voice.name not in SHARES]
    texts = sentences()
    babble = np.concatenate([say(voice, render(voice, text)) for voice, text in zip(voices, texts, strict=False)])
    begun = time.time()
    for number, text in enumerate(texts):
        rng = random.Random(number)
        for voice in (*main_ones, *rng.sample(others, 2)):
            one = _utterance(voice, text, rng, whisper, babble)
            if one is not None:
                yield one
        print(f"\r{number + 1}/{len(texts)} sentences, {time.time() - begun:.0f} s", end="", file=sys.stderr)
    print(file=sys.stderr)


def _utterance(
    voice: ChosenPhones, text: str, rng: random.Random, whisper: WhisperModel, babble: Floats
) -> Said | None:
    rendering = render(voice, text)
    changed = rng.random() < CHANGED
    if changed:
        rendering = altered(rendering, rng)
    condition = rng.choice((CONDITIONS[0], *CONDITIONS))
    samples = say(voice, rendering, condition.speed * rng.choice((0.85, 1.0, 1.15)))
    if rng.random() < 0.45:
        step = rng.choice(WARPS)
        samples = np.interp(np.arange(int(len(samples) / step)) * step, np.arange(len(samples)), samples)
    seconds = len(samples) / SAMPLE_RATE_HZ
    if not 0.4 < seconds < LONGEST_S:
        return None
    samples = samples.astype(np.float32) / max(1e-6, float(abs(samples).max())) * rng.choice((0.1, 0.3, 0.6, 0.9))
    heard = heard_in(samples, condition, np.random.default_rng(rng.randrange(2**32)), babble)
    # The window's length shows in what the encoder makes of the sound: both short and long ones are heard.
    encoded = np.asarray(whisper.encode(heard, rng.choice((6.5, 10.0, max(4.0, seconds + 1.0)))))[0]
    frames = int(len(heard) / SAMPLE_RATE_HZ * FRAMES_PER_S) + 1
    plain = not changed and condition == CONDITIONS[0]
    sounds = _by_pocketsphinx(heard, text, frames) if plain else None
    return Said(encoded[:frames].astype(np.float16), rendering.phones, voice.name, condition.name, text, sounds)


def altered(rendering: Rendering, rng: random.Random) -> Rendering:
    """Some of what Brazilians say instead, and some of what nobody does."""
    likely = changes(rendering)
    rng.shuffle(likely)
    done: set[int] = set()
    for change in likely[: rng.choice((2, 4, 6))]:
        if change.word not in done:
            done.add(change.word)
            rendering = rendering.with_change(change)
    for word, phones in enumerate(rendering.phones):
        if word in done or not phones or rng.random() > 0.2:
            continue
        at = rng.randrange(len(phones))
        alike = sorted(phone for phone in rendering.alphabet.writing if _one(phone) and _alike(phone, phones[at]))
        rendering = rendering.with_change(Change(word, at, phones[at], (Phone(rng.choice(alike)),)))
    return rendering


def _one(phone: str) -> bool:
    return " " not in phone and phone != "DX"


def _alike(one: str, other: str) -> bool:
    return (one in VOWELS) == (other in VOWELS)


def label(said: Sequence[Said]) -> list[NDArray[np.intp] | None]:
    """The number of the sound of each frame."""
    labels = [one.sounds for one in said]
    for turn in range(ROUNDS):
        model = fit(said, labels, steps=30)
        found = [_fitted(one, model) for one in said]
        worst = float(np.quantile([score for _, score in found], WORSE))
        labels = [names if score > worst else None for names, score in found]
        print(f"round {turn + 1}: {np.mean([score for _, score in found]):.3f} nats a frame", file=sys.stderr)
    return labels


def _by_pocketsphinx(samples: Floats, text: str, frames: int) -> NDArray[np.intp] | None:
    """Of a text that was said as the dictionary has it; None where a word isn't there."""
    from pocketsphinx import Decoder

    words = re.findall(r"[a-z']+", text.lower().replace("’", "'"))
    decoder = Decoder(lm=None, loglevel="FATAL")
    if re.search(r"\d", text) or any(decoder.lookup_word(word) is None for word in words):
        return None
    decoder.set_align_text(" ".join(words))
    pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    for turn in range(2):
        decoder.start_utt()
        decoder.process_raw(pcm, full_utt=True)
        try:
            decoder.end_utt()
        except RuntimeError:  # the sentence doesn't fit what was heard, for noise say
            return None
        if turn == 0:  # `hyp` of the second pass crashes
            if decoder.hyp() is None:
                return None
            decoder.set_alignment()
    names = np.zeros(frames, np.intp)
    for word in decoder.get_alignment().words():
        for sound in word:
            # pocketsphinx counts in 10 ms.
            first, last = (round(tick * FRAMES_PER_S / 100) for tick in (sound.start, sound.start + sound.duration))
            names[first:last] = NUMBERS.get(sound.name, 0)
    return names


def _fitted(one: Said, model: PhoneModel) -> tuple[NDArray[np.intp] | None, float]:
    evidence = model.evidence(one.encoded.astype(np.float32))
    found = align(evidence, chain_of([[[NUMBERS[phone] for phone in word]] for word in one.phones if word]))
    if found is None:
        return None, -np.inf
    names = np.zeros(len(evidence), np.intp)
    for segment in found.segments:
        names[segment.start : segment.end] = segment.phone
    return names, found.score / len(evidence)


def fit(
    said: Sequence[Said],
    labels: Sequence[NDArray[np.intp] | None],
    steps: int = 80,
    share: float = 0.4,
) -> PhoneModel:
    """Logistic regression with a penalty. Of neighbouring frames, which say much the same, a share is enough."""
    rng = np.random.default_rng(0)
    rows, names = [], []
    for one, label in zip(said, labels, strict=True):
        if label is not None:
            taken = rng.random(len(label)) < np.where(label == 0, share / 3, share)
            rows.append(one.encoded[taken])
            names.append(label[taken])
    features, wanted = np.concatenate(rows).astype(np.float32), np.concatenate(names)
    mean, scale = features.mean(0), features.std(0) + 1e-6
    features = (features - mean) / scale
    count, width, kinds = len(features), features.shape[1], len(PHONES)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, bias = _unflat(flat, width, kinds)
        odds = features @ weights + bias
        odds -= odds.max(1, keepdims=True)
        np.exp(odds, out=odds)
        odds /= odds.sum(1, keepdims=True)
        value = -np.log(odds[np.arange(count), wanted] + 1e-9).mean() + PENALTY * (weights**2).sum() / 2
        odds[np.arange(count), wanted] -= 1
        odds /= count
        slope = np.concatenate([(features.T @ odds + PENALTY * weights).ravel(), odds.sum(0)])
        return float(value), slope.astype(np.float64)

    start = np.zeros(width * kinds + kinds)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps})
    weights, bias = _unflat(found.x, width, kinds)
    seen = np.bincount(wanted, minlength=kinds) + 1.0
    return PhoneModel(PHONES, mean, scale, weights, bias, np.log(seen / seen.sum()).astype(np.float32))


def _unflat(flat: NDArray[np.float64], width: int, kinds: int) -> tuple[Floats, Floats]:
    return flat[:-kinds].reshape(width, kinds).astype(np.float32), flat[-kinds:].astype(np.float32)


def report(said: Sequence[Said], labels: Sequence[NDArray[np.intp] | None]) -> None:
    """Every fifth sentence and one voice are left out."""
    left_out = set(sorted({one.text for one in said})[::5])
    for voice in ("hibari", PIPER[0], "espeak"):
        learnt = [i for i, one in enumerate(said) if not one.voice.startswith(voice) and one.text not in left_out]
        asked = [i for i, one in enumerate(said) if one.voice.startswith(voice) and one.text in left_out]
        model = fit([said[i] for i in learnt], [labels[i] for i in learnt])
        right = [_right(said[i], labels[i], model) for i in asked]
        print(f"{voice}, not learnt from: {np.mean(np.concatenate(right)):.3f} of the moments that are no silence")


def _right(one: Said, label: NDArray[np.intp] | None, model: PhoneModel) -> NDArray[np.bool_]:
    if label is None:
        return np.zeros(0, np.bool_)
    named = (model.evidence(one.encoded.astype(np.float32)) + model.log_priors).argmax(1)
    right: NDArray[np.bool_] = (named == label)[label > 0]
    return right


if __name__ == "__main__":
    sys.exit(main())
