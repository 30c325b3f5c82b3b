"""What `langtutor models …` understands. Parsing only: it is imported at every start."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_actions(models: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    """shared: the options that all commands have."""
    actions = models.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(name: str, text: str, ids: str = "") -> argparse.ArgumentParser:
        """ids: how many models may be named, as argparse says it."""
        parser = actions.add_parser(name, parents=[shared], help=text, description=text[:1].upper() + text[1:] + ".")
        if ids:
            parser.add_argument("ids", nargs=ids, metavar="ID")
        return parser

    action("list", "all models, with size, licence and what was found out about them here")
    action("info", "all there is to know of some models", "+")
    _add_install(action("install", "fetch models", "*"))
    _add_add(action("add", "take in a model that lies on this machine or on the hub"))
    _add_convert(action("convert", "turn a checkpoint or a GGUF into int8, check it against the original and add it"))
    action("verify", "check the files' hashes; exit 1: some are damaged", "*")
    _add_source(action("repair", "check the files' hashes and fetch what is damaged", "*"))
    action("remove", "delete models", "+")
    use = action("use", "use this model before others that can do the same")
    use.add_argument("id", metavar="ID", help="a model, or hibari: the English voice that came along")
    action("bench", "measure models on this machine: load time, memory, speed", "*")
    exam = action("exam", "find out what language models may be used for", "*")
    exam.add_argument("--again", action="store_true", help="ask again even where nothing has changed since")


def _add_install(install: argparse.ArgumentParser) -> None:
    install.add_argument("--starter", action="store_true", help="all that the app starts with")
    install.add_argument(
        "--with", dest="packs", action="append", default=[], metavar="PACK", help="a pack beside the starter: tutor"
    )
    _add_source(install)


def _add_source(command: argparse.ArgumentParser) -> None:
    command.add_argument("--path", type=Path, metavar="DIR", help="take files from this folder only")
    command.add_argument(
        "--accept-licence",
        dest="accepted",
        action="append",
        default=[],
        metavar="ID",
        help="you have read this model's terms and agree to them",
    )


def _add_add(add: argparse.ArgumentParser) -> None:
    place = add.add_mutually_exclusive_group(required=True)
    place.add_argument("folder", nargs="?", type=Path, metavar="DIR|FILE", help="where the model lies")
    place.add_argument("--path", type=Path, metavar="DIR", help="the same")
    place.add_argument("--hub", metavar="REPO", help="fetch it from this repository on the hub; name its files")
    add.add_argument(
        "--file", dest="files", action="append", default=[], metavar="NAME", help="a file there, such as a .gguf"
    )
    add.add_argument("--revision", default="main", metavar="REV", help="branch, tag or commit there (default: main)")
    add.add_argument("--id", dest="model_id", metavar="ID", help="what to call it (default: made from its name)")
    add.add_argument(
        "--languages", type=_codes, default=(), metavar="L,L", help="its languages; source,target where it translates"
    )
    add.add_argument("--licence", metavar="NAME", help="its licence, where its files don't say")
    add.add_argument("--no-trial", action="store_true", help="don't try it out at once")


def _add_convert(convert: argparse.ArgumentParser) -> None:
    convert.add_argument("source", metavar="SOURCE", help="a folder, a .gguf, or a name on the hub: OWNER/NAME[@REV]")
    convert.add_argument("--id", dest="model_id", metavar="ID", help="what to call it (default: made from its name)")
    convert.add_argument(
        "--languages", type=_codes, default=(), metavar="L,L", help="its languages; source,target where it translates"
    )
    convert.add_argument("--source-language", metavar="L", help="of a translation model, with --target-language")
    convert.add_argument("--target-language", metavar="L")
    convert.add_argument("--licence", metavar="NAME", help="its licence, where its files don't say")
    convert.add_argument("--keep", action="store_true", help="keep the original that was fetched")


def _codes(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (code.strip() for code in text.replace(" ", ",").split(","))))
