"""The command line. Parses, builds the services, hands over to `langtutor.commands`; decides the exit status."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from langtutor import __version__
from langtutor.network.guard import NetworkGuard, install
from langtutor.settings.paths import Paths, user_paths

if TYPE_CHECKING:
    from langtutor.app import Request
    from langtutor.commands.output import Output

    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]


log = logging.getLogger(__name__)

_TIERS = ("instant", "full", "deep", "thorough")
_TIER_HELP = "how thoroughly (default: deep where a language model may rewrite, else full)"


class Exit(IntEnum):
    DONE = 0
    FOUND = 1
    USAGE = 2
    MODEL_MISSING = 3
    FAILED = 4
    CANCELLED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point. The guard comes first: nothing may reach the network before it is in place."""
    try:
        signal.signal(signal.SIGTERM, _interrupt)
        paths = user_paths()
        guard = NetworkGuard(paths.network_log)
        install(guard)
        given = sys.argv[1:] if arguments is None else list(arguments)
        options = parser(popup_only=given[:1] == ["look-up"]).parse_args(given)
        if options.command != "look-up":  # that one may only pass something on: the log is the window's
            _log_to(paths, verbose=options.verbose)
        return run(options, paths, guard)
    except KeyboardInterrupt:
        return Exit.CANCELLED


def _interrupt(number: int, frame: FrameType | None) -> None:
    """Being asked to end is Ctrl+C: workers are stopped and temporary files removed."""
    raise KeyboardInterrupt


def run(options: argparse.Namespace, paths: Paths, guard: NetworkGuard) -> int:
    """The command's exit status; errors become one sentence on stderr."""
    from langtutor.commands.output import Output, say_bug, say_error
    from langtutor.core.errors import Cancelled, ModelMissing, UserError

    output = Output(as_json=options.json)
    try:
        return _dispatch(options, paths, guard, output)
    except (KeyboardInterrupt, Cancelled):
        return Exit.CANCELLED
    except ModelMissing as error:
        say_error(error, paths)
        return Exit.MODEL_MISSING
    except UserError as error:
        say_error(error, paths)
        return Exit.FAILED
    except Exception:  # process boundary: a bug is no "check found something", which is what Python's own 1 would say
        log.exception("bug in %s", options.command or "the window")
        say_bug(paths)
        return Exit.FAILED


def _dispatch(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    if options.command is None:
        return _window(paths, guard)
    if options.command == "look-up":
        return _look_up(options, paths, guard, output)
    if options.command == "models":
        from langtutor.commands.models import run as run_models

        return run_models(options, paths, guard, output)
    if options.command == "content":
        from langtutor.commands.content import run as run_content

        return run_content(options, paths, guard, output)
    if options.command == "evaluate":
        from langtutor.commands.evaluate import run as run_evaluate

        return run_evaluate(options, paths, guard, output)
    if options.command == "recordings":
        from langtutor.commands.recordings import run as run_recordings

        return run_recordings(options, paths, output)
    if options.command == "read":
        from langtutor.commands.read import run as run_read

        return run_read(options, paths, guard, output)
    if options.command == "vocabulary":
        from langtutor.commands.vocabulary import run as run_vocabulary

        return run_vocabulary(options, paths, guard, output)
    from langtutor.commands.text import COMMANDS

    return COMMANDS[options.command](options, paths, guard, output)


def _look_up(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    """In the terminal. --popup: in that of the window that is open, or one of its own; quick, as it is a key's."""
    if not options.popup:
        from langtutor.commands.look_up import run as run_look_up

        _log_to(paths, verbose=options.verbose)
        return run_look_up(options, paths, guard, output)
    from langtutor import app

    text = sys.stdin.read() if options.text == "-" else options.text
    request = app.popup_request(text)
    if app.ask_window(paths, request):
        return Exit.DONE
    _log_to(paths, verbose=options.verbose)
    return _window(paths, guard, request)


def _window(paths: Paths, guard: NetworkGuard, request: Request | None = None) -> int:
    from langtutor import app
    from langtutor.commands.output import sentence_of
    from langtutor.core.errors import UserError
    from langtutor.wiring import Services

    try:
        services = Services(paths, guard)
    except UserError as error:
        app.tell(sentence_of(error, paths))
        raise
    return app.run(services, [], request=request)


def parser(*, popup_only: bool = False) -> argparse.ArgumentParser:
    """popup_only: a key was pressed, and loading all commands would take longer than all else."""
    root = argparse.ArgumentParser(
        prog="langtutor", description="A language tutor that works offline. Without a command, the window opens."
    )
    root.add_argument("--version", action="version", version=f"langtutor {__version__}")
    root.add_argument("--verbose", action="store_true", help="log to stderr")
    root.set_defaults(json=False)
    commands = root.add_subparsers(dest="command", metavar="COMMAND")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="one JSON object on stdout, all else on stderr")
    if popup_only:
        _add_look_up(commands, shared)
        return root
    _add_tour(commands, shared)
    _add_text(commands, shared)
    _add_read(commands, shared)
    _add_models(commands, shared)
    _add_recordings(commands, shared)
    _add_vocabulary(commands, shared)
    _add_content(commands, shared)
    _add_evaluate(commands, shared)
    return root


def _add_tour(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    tour = commands.add_parser("tour", parents=[shared], help="the main job without a window, on recorded speech")
    tour.add_argument("--wav", type=Path, metavar="FILE", help="judge this recording instead of a synthetic voice")
    tour.add_argument("--asked", metavar="TEXT", help="what was to be said")
    tour.add_argument("--ledger", type=Path, metavar="PATH", help="write into this ledger (default: a throw-away one)")
    _add_learning(tour)
    following = commands.add_parser("next", parents=[shared], help="the next drill, and why")
    _add_learning(following)


def _add_read(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    read = commands.add_parser("read", parents=[shared], help="a book or text: its level, chapters and new words")
    read.add_argument("file", type=Path, metavar="FILE", help="an .epub, .html, .md, .srt or .txt")
    read.add_argument("--text", action="store_true", help="print what is read of it, too")
    _add_learning(read)


def _add_learning(command: argparse.ArgumentParser) -> None:
    command.add_argument("--learn", metavar="LANGUAGE", help="language learned (default: your settings)")
    command.add_argument("--speak", metavar="LANGUAGE", help="your first language (default: your settings)")


def _add_text(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    from langtutor.commands.translation_options import add_translate

    add_translate(commands, shared)
    _add_look_up(commands, shared)
    check = commands.add_parser("check", parents=[shared], help="what a teacher would mark; exit 1: something found")
    check.add_argument("file", metavar="FILE|-", help="a .txt, .md or .docx, or - for standard input")
    check.add_argument("--language", metavar="L", help="language of the text (default: guessed)")
    check.add_argument("--tier", choices=_TIERS, help=_TIER_HELP)
    check.add_argument(
        "--fix",
        action="store_true",
        help="make the certain corrections in the file (with -: print the text); 1: some are left",
    )
    transcribe = commands.add_parser("transcribe", parents=[shared], help="write down a recording")
    transcribe.add_argument("wav", type=Path, metavar="WAV")
    transcribe.add_argument("--language", metavar="L", help="language spoken (default: detected)")
    say = commands.add_parser("say", parents=[shared], help="speak a text into a WAV")
    say.add_argument("text", metavar="TEXT")
    say.add_argument("--out", type=Path, required=True, metavar="WAV")
    say.add_argument("--language", metavar="L", help="language of the text (default: guessed)")
    say.add_argument("--speed", type=_speed, default=1.0, metavar="FACTOR", help="1 is natural, 0.7 slow")


def _add_look_up(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    look_up = commands.add_parser(
        "look-up", parents=[shared], help="a word or sentence, in the terminal or in a popup; exit 1: nothing found"
    )
    popup = "in the popup of the window that is open, or one of its own: for a key in your desktop's own settings"
    look_up.add_argument("--popup", action="store_true", help=popup)
    look_up.add_argument(
        "text", nargs="?", metavar="TEXT|-", help="- for standard input (popup: what is selected or was copied)"
    )
    look_up.add_argument("--from", dest="source", metavar="L", help="its language (default: guessed)")
    look_up.add_argument("--to", dest="target", metavar="L", help="language wanted")


def _speed(text: str) -> float:
    speed = float(text)
    if not 0.1 <= speed <= 10:
        raise argparse.ArgumentTypeError(f"{text} is no speed: 1 is natural, 0.7 slow")
    return speed


def _add_models(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    from langtutor.commands.model_options import add_actions

    models = commands.add_parser("models", help="what is installed; install, add, verify, remove, measure")
    add_actions(models, shared)


def _add_recordings(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    from langtutor.commands.recordings import add_actions

    recordings = commands.add_parser("recordings", help="what you said and is kept; list, export, delete")
    add_actions(recordings, shared)


def _add_vocabulary(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    from langtutor.commands.vocabulary import add_actions

    vocabulary = commands.add_parser("vocabulary", help="your cards; list, keep, suspend, remove, CSV out and in")
    add_actions(vocabulary, shared)


def _add_content(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    content = commands.add_parser("content", help="for authors of courses")
    actions = content.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("check", parents=[shared], help="validate courses, languages and messages")


def _add_evaluate(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    from langtutor.commands.translation_options import add_evaluate

    evaluate = commands.add_parser("evaluate", help="measure on data of your own, beside baselines")
    measures = evaluate.add_subparsers(dest="measure", metavar="WHAT", required=True)
    reading = measures.add_parser(
        "language-model", parents=[shared], help="perplexity a word and bits a byte of a text under scoring models"
    )
    reading.add_argument(
        "--data", type=Path, required=True, metavar="FILE", help="UTF-8, a sentence or paragraph a line"
    )
    reading.add_argument("--model", metavar="ID", help="this model only (default: all scoring models installed)")
    reading.add_argument("--language", metavar="L", help="language of the text (default: guessed)")
    _add_evaluate_grammar(measures, shared)
    _add_evaluate_speech(measures, shared)
    _add_evaluate_spoken_slips(measures, shared)
    add_evaluate(measures, shared, _count)


def _add_evaluate_grammar(measures: _Commands, shared: argparse.ArgumentParser) -> None:
    grammar = measures.add_parser(
        "grammar", parents=[shared], help="GLEU, F0.5 and false alarms of correcting, beside checkers alone"
    )
    grammar.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="PATH",
        help="a folder with NAME.src and NAME.ref0 …, a tokenised sentence a line; or a file of sentences, a tab and"
        " their corrections",
    )
    grammar.add_argument(
        "--clean", type=Path, metavar="FILE", help="right sentences, one a line (default: of LANGTUTOR_EVAL_DATA)"
    )
    grammar.add_argument("--language", metavar="L", help="language of the sentences (default: guessed)")
    grammar.add_argument("--tier", choices=_TIERS, help=_TIER_HELP)
    grammar.add_argument("--limit", type=_count, metavar="N", help="the first N sentences of each file only")
    grammar.add_argument("--resume", action="store_true", help="go on where a run that was broken off has stopped")
    grammar.add_argument("--curve", action="store_true", help="other thresholds of certainty, too")
    grammar.add_argument("--ablation", action="store_true", help="what each proposer earns, too")


def _add_evaluate_speech(measures: _Commands, shared: argparse.ArgumentParser) -> None:
    speech = measures.add_parser(
        "speech", parents=[shared], help="what is heard of people who read aloud: WER, slips, time; beside recognisers"
    )
    speech.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="DIR",
        help="text.tsv (a recording's name, a tab, what was asked for) and the recordings in wav/",
    )
    speech.add_argument("--language", metavar="L", help="language of the texts (default: guessed)")
    speech.add_argument("--limit", type=_count, metavar="N", help="the first N recordings only")
    speech.add_argument("--resume", action="store_true", help="don't hear again what this ear has heard before")
    speech.add_argument("--details", type=Path, metavar="FILE", help="write what was said of each recording (TSV)")


def _add_evaluate_spoken_slips(measures: _Commands, shared: argparse.ArgumentParser) -> None:
    slips = measures.add_parser(
        "spoken-slips", parents=[shared], help="slips that voices are made to make: AUC, precision; beside baselines"
    )
    slips.add_argument("--learn", default="en", metavar="L", help="language of the course (default: en)")
    slips.add_argument("--speak", metavar="L", help="first language of its learners (default: the first there is)")
    slips.add_argument(
        "--sentences", type=_range, default=(5, 8), metavar="A-B", help="which of each skill's sentences (default: 5-8)"
    )
    slips.add_argument("--limit", type=_count, metavar="N", help="N sentences only, of as many skills as there are")
    slips.add_argument("--work", type=Path, metavar="DIR", help="keep what the voices said in this folder")
    slips.add_argument("--resume", action="store_true", help="go on where a run with the same --work was broken off")
    slips.add_argument("--details", type=Path, metavar="FILE", help="write what was said of each utterance (TSV)")


def _range(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    if not (first.isdecimal() and last.isdecimal() and 1 <= int(first) <= int(last)):
        raise argparse.ArgumentTypeError(f"{text} is no range such as 5-8")
    return int(first), int(last)


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 on")
    return count


def _log_to(paths: Paths, *, verbose: bool) -> None:
    """A log file of the last run; it may be deleted at any time."""
    handlers: list[logging.Handler] = [logging.StreamHandler()] if verbose else []
    try:
        paths.cache.mkdir(parents=True, exist_ok=True)
        handlers.append(logging.FileHandler(paths.log, mode="w", encoding="utf-8"))
    except OSError:
        handlers = handlers or [logging.NullHandler()]
    form = "%(asctime)s %(processName)s %(name)s %(levelname)s %(message)s"
    logging.basicConfig(level=logging.INFO, handlers=handlers, format=form)


if __name__ == "__main__":
    sys.exit(main())
