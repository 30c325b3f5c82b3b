"""How a text might have been pronounced, as the ear would tell it."""

from __future__ import annotations

from langtutor.core.sounds import NOTHING, Phone, PhoneHeard, Pronounced, WordSounds
from langtutor.core.text import Span
from langtutor.core.verdict import WordOutcome

PHONES = {
    "my": "M AY",
    "husband": "HH AH Z B AH N D",
    "drinks": "D R IH NG K S",
    "drink": "D R IH NG K",
    "tea": "T IY",
    "with": "W IH DH",
    "our": "AW ER",
    "without": "W IH DH AW T",
    "sugar": "SH UH G ER",
    "think": "TH IH NG K",
    "so": "S OW",
    "i": "AY",
}
STRESS = {"husband": 0, "without": 1, "sugar": 0}
SOUND_S = 0.08

Made = dict[int, tuple[str, float, WordOutcome]]
"""Place among a word's sounds → (what was heard, probability that it is right, how it came out)."""

SLIP, UNCLEAR = WordOutcome.SLIP, WordOutcome.UNCLEAR


def pronounced(text: str, *, known: bool = True, put_in: dict[str, str] | None = None, **otherwise: Made) -> Pronounced:
    """Every sound right but what `otherwise` says, by word in lower case. put_in: word → a sound before its first."""
    words, at, time = [], 0, 0.3
    for raw in text.split():
        word = raw.strip(".,?!")
        start = text.index(raw, at)
        at = start + len(raw)
        sounds = _sounds(word.lower(), time, otherwise.get(word.lower(), {}), (put_in or {}).get(word.lower(), ""))
        length = SOUND_S * (len(sounds) or len(word))
        stress = STRESS.get(word.lower())
        span = Span(start, start + len(word))
        phones = tuple(sounds) if known else ()
        words.append(WordSounds(span, word, time, time + length, phones, stress, stress))
        time += length + 0.02
    return Pronounced(tuple(words), known, "fake phones", {})


def _sounds(word: str, start_s: float, otherwise: Made, put_in: str) -> list[PhoneHeard]:
    found = []
    if put_in:
        found.append(PhoneHeard(NOTHING, Phone(put_in), start_s, start_s + SOUND_S, 0.04, SLIP))
    for place, asked in enumerate(PHONES.get(word, "").split()):
        heard, probability, outcome = otherwise.get(place, (asked, 0.95, WordOutcome.RIGHT))
        begin = start_s + SOUND_S * len(found)
        found.append(PhoneHeard(Phone(asked), Phone(heard), begin, begin + SOUND_S, probability, outcome))
    return found
