"""Commands on texts and recordings: tour, next, translate, check, transcribe, say."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from langtutor.commands.output import Output, edit_json, estimate_json
from langtutor.content.directions import guess_language
from langtutor.content.messages import system_language
from langtutor.core.ear_requests import DetectLanguage, Hear
from langtutor.core.errors import FileUnreadable, NoCourse, UnsupportedPair
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.look_up_requests import TranslatedPart, Translation
from langtutor.core.pivoting import reachable
from langtutor.core.plain import to_plain
from langtutor.core.requests import Say
from langtutor.network.guard import NetworkGuard
from langtutor.services.drilling import Drilling, Next
from langtutor.services.tour import Tour, TourReport, save
from langtutor.services.translating import Translating
from langtutor.settings.paths import Paths
from langtutor.wiring import Services

_GUESSED_FROM = 4000
"""Characters; by them the language of a text is known."""

Command = Callable[[argparse.Namespace, Paths, NetworkGuard, Output], int]


@contextmanager
def services(
    paths: Paths, guard: NetworkGuard, ledger: Path | None = None, seed: int | None = None
) -> Iterator[Services]:
    built = Services(paths, guard, ledger=ledger, seed=seed)
    try:
        yield built
    finally:
        with _undisturbed():
            built.close()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A second Ctrl+C would leave half of it open; closing takes 2 s at most."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def tour(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    with tempfile.TemporaryDirectory(prefix="langtutor-tour-") as scratch:
        ledger = options.ledger or Path(scratch) / "ledger.sqlite"
        with services(paths, guard, ledger, seed=1) as built:
            drilling = _learning(built, options, options.asked, options.wav)
            guide = Tour(drilling, built.host, built.ledger, built.who())
            report = guide.run(Path(scratch), options.wav and options.wav.absolute(), options.asked)
            output.result(_tour_json(report), _tour_words(report, drilling, built))
    return 0


def following(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    with services(paths, guard) as built:
        chosen = _learning(built, options).choose()
        output.result({"next": _next_json(chosen)}, _next_words(chosen, built))
    return 0


def translate(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    """What is translated is printed as it comes, until nobody reads it any more."""
    named = str(options.file) if options.file else "-" if options.text == "-" else None
    text = read_input(named) if named else options.text
    shown: list[str] = []
    under_way: list[Future[Translation]] = []

    def show(part: TranslatedPart) -> None:
        shown.append(part.text)
        if not output.part(part.text):
            for one in under_way:
                one.cancel()

    with services(paths, guard) as built:
        pair = pair_of(built, text[:_GUESSED_FROM], options.source, options.target)
        under_way.append(Translating(built.host).start(text, pair, show))
        try:
            done = under_way[0].result()
        except CancelledError:
            return 0
        if done.via:
            language = built.languages.get(done.via)
            name = language.name_in(built.messages.language) if language else done.via
            output.note(built.messages.text("translate.via", {"language": name}))
    data = {
        "text": text,
        "translation": done.text,
        "from": pair.source,
        "to": pair.target,
        "engine": done.engine,
        **({"via": done.via} if done.via else {}),
    }
    if output.as_json or not "".join(shown).endswith("\n"):
        output.result(data, "\n")
    return 0


def check(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    from langtutor.commands.check import check as run_check

    with services(paths, guard) as built:
        return run_check(built, options, output)


def transcribe(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    with services(paths, guard) as built:
        language = LanguageCode(options.language or "") or _language_of(built, options.wav)
        heard = built.host.ask(Hear(options.wav.absolute(), language))
    words = [
        {
            "text": w.text,
            "start_s": round(w.start_s, 3),
            "end_s": round(w.end_s, 3),
            "probability": round(w.probability, 4),
        }
        for w in heard.words
    ]
    output.result({"text": heard.text, "words": words}, heard.text)
    return 0


def say(options: argparse.Namespace, paths: Paths, guard: NetworkGuard, output: Output) -> int:
    with services(paths, guard) as built:
        language = options.language or guess_language(options.text, list(built.languages.values()))
        spoken = built.host.ask(Say(options.text, LanguageCode(language), options.speed))
        save(spoken.sound, options.out)
    duration_s = round(spoken.sound.duration_s, 3)
    data = {"out": str(options.out), "engine": spoken.engine, "duration_s": duration_s, "language": language}
    output.result(data, f"{options.out} ({duration_s:.1f} s, {spoken.engine})")
    return 0


COMMANDS: dict[str, Command] = {
    "tour": tour,
    "next": following,
    "translate": translate,
    "check": check,
    "transcribe": transcribe,
    "say": say,
}


def _language_of(built: Services, wav: Path) -> LanguageCode:
    return built.host.ask(DetectLanguage(wav.absolute(), tuple(built.languages)))


def _learning(
    built: Services, options: argparse.Namespace, asked: str | None = None, wav: Path | None = None
) -> Drilling:
    """Begins a course: what the options say, else what is asked or said is in, the settings, the system's language."""
    learned, spoken = options.learn or "", options.speak or ""
    if asked and not learned:
        learned = guess_language(asked, list(built.languages.values()))
    elif wav is not None and not learned and not built.settings.now.learns:
        learned = _language_of(built, wav)
    if not learned and not spoken:
        learned, spoken = built.settings.now.learns, built.settings.now.speaks or system_language()
    pairs = built.course_pairs
    fitting = [pair for pair in pairs if learned in ("", pair[0]) and spoken in ("", pair[1])]
    if not fitting and (options.learn or options.speak):
        raise NoCourse(learned=learned or "?", spoken=spoken or "?")
    return built.begin_course(*(fitting or pairs)[0])


def pair_of(built: Services, text: str, source: str | None, target: str | None) -> Pair:
    known = reachable(built.looking_up.pairs())
    pairs = [pair for pair in known if source in (None, pair.source) and target in (None, pair.target)]
    if not pairs:
        raise UnsupportedPair(source=source or "?", target=target or "?")
    if source is None and len(pairs) > 1:
        guessed = built.looking_up.direction(text)
        return guessed if guessed in pairs else pairs[0]
    return pairs[0]


def read_input(name: str) -> str:
    """UTF-8, from standard input for `-`. Raises FileUnreadable."""
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise FileUnreadable(path=name, detail="it is no text in UTF-8") from error
    except OSError as error:
        raise FileUnreadable(path=name, detail=str(error.strerror or error)) from error


def _next_json(chosen: Next) -> dict[str, Any]:
    choice = chosen.choice
    return {"kind": choice.kind, "skill": choice.skill, "item": choice.item, "reason": chosen.reason}


def _tour_json(report: TourReport) -> dict[str, Any]:
    return {
        "heard": report.verdict.answer,
        "transcript": report.transcript,
        "asked": report.asked,
        "said": report.said,
        "outcome": report.verdict.outcome,
        "words": [{"asked": w.asked, "heard": w.heard, "outcome": w.outcome} for w in report.verdict.words],
        "slips": [to_plain(slip) for slip in report.verdict.slips],
        "edits": [edit_json(edit) for edit in report.verdict.edits],
        "events": [{"type": type(event).__name__, **to_plain(event)} for event in report.events],
        "skills_before": {skill: estimate_json(one) for skill, one in report.skills_before.items()},
        "skills_after": {skill: estimate_json(one) for skill, one in report.skills_after.items()},
        "next": _next_json(report.next),
        "timings": {name: round(seconds, 3) for name, seconds in report.timings.items()},
    }


def _tour_words(report: TourReport, drilling: Drilling, built: Services) -> str:
    verdict = report.verdict
    lines = []
    if report.asked is not None:
        lines.append(f"Asked:       {report.asked}")
    if report.said is not None:
        how = "" if report.said == report.asked else ", with a learner's slip"
        lines.append(f"Said:        {report.said}   (by the synthetic voice{how})")
    lines.append(f"Transcript:  {report.transcript}")
    lines.append(f"Heard:       {verdict.answer}")
    lines.append(f"Verdict:     {verdict.outcome}")
    for slip in verdict.slips:
        title = drilling.skill_title(slip.skill) if slip.skill else slip.kind
        lines.append(f"  slip:      “{slip.said}” → “{slip.meant}”   ({title})")
        if slip.why:
            lines.append(f"             {slip.why}")
    lines.append(f"Logged:      {len(report.events)} event(s) in the ledger")
    for skill, after in report.skills_after.items():
        before = report.skills_before.get(skill, after)
        if before.n != after.n:
            title = drilling.skill_title(skill)
            lines.append(
                f"Skill:       {title}: {before.p:.0%} → {after.p:.0%}  (now {after.low:.0%} to {after.high:.0%})"
            )
    lines.append(f"Next drill:  {_next_words(report.next, built)}")
    lines.append("Times:       " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in report.timings.items()))
    return "\n".join(lines)


def _next_words(chosen: Next, built: Services) -> str:
    text = chosen.exercise.prompt or chosen.exercise.expected
    kind = built.messages.text(f"drill.{chosen.choice.kind}")
    return f"{kind}: “{text}”\n             {chosen.reason}"
