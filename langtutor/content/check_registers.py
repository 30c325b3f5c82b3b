"""What is wrong with the rules by which texts are said in another manner, by program."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from langtutor.content.problem import Problem
from langtutor.content.registers import load_registers
from langtutor.core.errors import BadContent
from langtutor.core.registers import RegisterRules, Replacement


def check_registers(folder: Path, languages: Collection[str]) -> Iterator[Problem]:
    """languages: that have a file of their own."""
    try:
        rules = load_registers(folder)
    except BadContent as error:
        yield Problem(f"registers/{error.fields['file']}", "", str(error.fields["detail"]))
        return
    for one in rules.values():
        file = f"registers/{one.language}.toml"
        for code in sorted({one.language, *one.hints, *one.asking} - set(languages)):
            yield Problem(file, code, "there is no such language")
        for where, what in _words(one):
            yield Problem(file, where, what)
        for manner, listed in one.replacements.items():
            for replacement in listed:
                if what := _wrong(replacement):
                    yield Problem(file, f"{manner}: {replacement.said}", what)


def _words(rules: RegisterRules) -> Iterator[tuple[str, str]]:
    listed = [(name, word) for name, words in rules.lists.items() for word in words]
    listed += [(name, word) for name, table in rules.tables.items() for word in (*table, *table.values())]
    for name, word in sorted(listed):
        if word != word.lower() or word != " ".join(word.split()) or "’" in word:
            yield name, f"“{word}” isn't in lower case, or has other spaces or apostrophes"


def _wrong(replacement: Replacement) -> str:
    words = (replacement.said, replacement.instead, *replacement.after, *replacement.before)
    if not replacement.said or replacement.said == replacement.instead:
        return "changes nothing"
    if any(word != word.lower() or word != " ".join(word.split()) for word in words):
        return "isn't in lower case, or has other spaces"
    return ""
