"""Pronunciation as a learner reads it: IPA with its stress in front of the syllable."""

from __future__ import annotations

import re
from collections.abc import Iterable

_STRESS = "ˈˌ"
_VOWELS = "aeiouyæɐɑɒɔəɘɚɛɜɝɞɨɪʉʊʌɵøœɶɯɤᵻᵿãẽĩõũ"
_ONSETS = re.compile(
    r"(?:tʃ|dʒ|s[ptk][ɹrlʁɾ]|s[ptkmnl]j|[pbtdkɡfvθ][ɹrlʁɾ]|[pbtdkɡfvmnhlsθ]j|[tdkɡs]w|s[ptkmnlf]|ʃ[ɹr]|[^aeiou\s])$"
)
_AS_WRITTEN = str.maketrans({"ᵻ": "ɪ", "ᵿ": "ʊ", "g": "ɡ", "'": "ˈ", "-": None})


def best(said: str, written: Iterable[str]) -> str:
    """What a voice of the learned variety says; else of what dictionaries write, whose variety nobody knows, the first
    with stress marks. Empty without any."""
    known = [ipa.strip("/[] ") for ipa in (said, *written) if ipa.strip("/[] ")]
    stressed = (ipa for ipa in known if any(sign in ipa for sign in _STRESS))
    return readable(next(stressed, next(iter(known), "")))


def readable(ipa: str) -> str:
    """espeak-ng and those who copy from it put the stress before the vowel: `kˈaʊ` for `ˈkaʊ`."""
    return " ".join(_moved(word) for word in ipa.translate(_AS_WRITTEN).split())


def _moved(word: str) -> str:
    pieces = re.split(f"([{_STRESS}])", word)
    made = pieces[0]
    for sign, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        onset = _ONSETS.search(made) if piece[:1] in _VOWELS and made and made[-1] not in _VOWELS + "ːʰ\u0303" else None
        if not any(letter in _VOWELS for letter in made):
            made = sign + made + piece  # the word's first syllable takes all there is
        elif onset:
            made = made[: onset.start()] + sign + onset[0] + piece
        else:
            made += sign + piece
    return made
