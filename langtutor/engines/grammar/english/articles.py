"""*a* or *an* by sound, of which it is sure; and a singular that begins without any determiner, which it suspects."""

from __future__ import annotations

from collections.abc import Iterator

from langtutor.core.text import Edit
from langtutor.engines.grammar.english.reading import Reading


def articles(reading: Reading) -> Iterator[Edit]:
    for i in range(len(reading) - 1):
        if reading.low(i) in ("a", "an") and reading.tag(i) in ("DT", "IN", "NN", "LS", "JJ", "SYM", "FW"):
            yield from _by_sound(reading, i)
        if reading.low(i) in reading.tables.words("articles") and reading.low(i + 1) in ("a", "an", "the"):
            yield reading.delete(i, "U:DET", "article.doubled", 0.75)
        if reading.low(i) in ("a", "an", "the") and reading.low(i + 1) in reading.tables.words("possessives") - {"her"}:
            yield reading.delete(i, "U:DET", "article.possessive", 0.85)


def _by_sound(reading: Reading, i: int) -> Iterator[Edit]:
    following = reading.words[i + 1].text
    if reading.attached(i + 1) or not following[0].isalnum() or (reading.words[i].text == "A" and i > 0):
        return
    vowel = begins_with_vowel(reading, following)
    if vowel is None:
        return
    if vowel != (reading.low(i) == "an"):
        yield reading.replace(i, "an" if vowel else "a", "R:DET", "article.a_an", 0.96)


def begins_with_vowel(reading: Reading, text: str) -> bool | None:
    """Sound, not letter: an hour, a university, an MP, an 8. None where it is anybody's guess."""
    word = text.lower()
    if word[0].isdigit():
        return word.startswith("8") or word in ("11", "18") or word.startswith(("11,", "18,"))
    if len(text) > 1 and text.isupper() and len(text) <= 4:
        spelt_out = not set(text) & set("AEIOU") or len(text) <= 2
        return text[0].lower() in reading.tables.words("letters_an") if spelt_out else None
    if len(word) == 1:
        return word in reading.tables.words("letters_an")
    if word in reading.tables.words("silent_h") or word in ("herb", "historic", "historical", "hotel"):
        return True if word in reading.tables.words("silent_h") else None
    if word in reading.tables.words("long_a") or word.startswith(("eu", "uni", "ubi", "use", "usu", "uti", "one-")):
        return word.startswith(("unin", "unim", "unid"))
    return word[0] in "aeiou"
