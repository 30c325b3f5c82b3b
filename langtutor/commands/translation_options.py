"""The options of what translates, and of measuring it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_translate(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    translate = commands.add_parser(
        "translate",
        parents=[shared],
        help="translate a text of any length; lists, code, addresses and the like stay as they are",
    )
    translate.add_argument("--from", dest="source", metavar="L", help="language of the text (default: guessed)")
    translate.add_argument("--to", dest="target", metavar="L", help="language wanted")
    text = translate.add_mutually_exclusive_group(required=True)
    text.add_argument("--file", type=Path, metavar="FILE", help="a text file in UTF-8")
    text.add_argument("text", nargs="?", metavar="TEXT|-", help="the text, or - for standard input")


def add_evaluate(measures: _Commands, shared: argparse.ArgumentParser, count: Callable[[str], int]) -> None:
    translation = measures.add_parser(
        "translation", parents=[shared], help="BLEU, chrF and time of translating, beside the library alone"
    )
    translation.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="DIR",
        help="the same text in two languages, a sentence a line, in files named for them: en.txt and pt-BR.txt",
    )
    translation.add_argument("--reverse", action="store_true", help="the other way round")
    translation.add_argument(
        "--from", dest="source", metavar="L", help="language to translate from (default: of the first file by name)"
    )
    translation.add_argument("--to", dest="target", metavar="L", help="language wanted (default: of the other file)")
    translation.add_argument("--model", metavar="ID", help="this model (default: the one you use)")
    translation.add_argument("--limit", type=count, metavar="N", help="the first N sentences only")
    translation.add_argument("--details", type=Path, metavar="FILE", help="write what was made of each sentence (TSV)")
