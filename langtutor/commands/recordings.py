"""`langtutor recordings`: what was said and is kept."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from langtutor.audio.recordings import RecordingStore
from langtutor.commands.output import Output
from langtutor.content.messages import Messages, system_language
from langtutor.services.kept_recordings import KeptRecordings, StoredRecording
from langtutor.services.tasks import Tasks
from langtutor.settings.paths import Paths, resources_dir
from langtutor.settings.schema import SettingsFile


def add_actions(recordings: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    actions = recordings.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", parents=[shared], help="what is kept, newest first")
    exporting = actions.add_parser(
        "export", parents=[shared], help="copy them as WAVs, with a table of what was asked and when"
    )
    exporting.add_argument("folder", type=Path, metavar="DIR", help="where to; made if it isn’t there")
    exporting.add_argument("ids", nargs="*", metavar="ID", help="only these (default: all)")
    deleting = actions.add_parser("delete", parents=[shared], help="delete them; what was found in them stays")
    what = deleting.add_mutually_exclusive_group(required=True)
    what.add_argument("--older-than", type=_days, metavar="DAYS", help="those from before so many days")
    what.add_argument("--all", action="store_true", help="all of them")
    what.add_argument("--id", action="append", dest="ids", metavar="ID", help="this one (may be given again)")


def _days(text: str) -> float:
    days = float(text)
    if not 0 <= days < 100_000:
        raise argparse.ArgumentTypeError(f"{text} is no number of days")
    return days


def run(options: argparse.Namespace, paths: Paths, output: Output) -> int:
    messages = Messages(resources_dir() / "messages", SettingsFile(paths.settings).now.ui_language or system_language())
    tasks = Tasks(threads=1)
    kept = KeptRecordings(RecordingStore(paths.recordings), tasks)
    try:
        return _ACTIONS[options.action](options, kept, messages, output)
    finally:
        tasks.close()


def _list(options: argparse.Namespace, kept: KeptRecordings, messages: Messages, output: Output) -> int:
    found = kept.all().result()
    size = sum(recording.size_bytes for recording in found)
    lines = [_line(recording, messages) for recording in found]
    lines.append(messages.text("recordings.total", {"count": len(found), "size": messages.size(size)}))
    if not found:
        lines = [messages.text("recordings.none")]
    output.result({"recordings": [_plain(recording) for recording in found], "bytes": size}, "\n".join(lines))
    return 0


def _export(options: argparse.Namespace, kept: KeptRecordings, messages: Messages, output: Output) -> int:
    folder = options.folder.expanduser().absolute()
    made = kept.export(folder, options.ids or None).result()
    words = messages.text("recordings.exported", {"count": len(made), "folder": folder})
    output.result({"folder": str(folder), "files": [path.name for path in made]}, words)
    return 0


def _delete(options: argparse.Namespace, kept: KeptRecordings, messages: Messages, output: Output) -> int:
    deleting = kept.delete(options.ids) if options.older_than is None else kept.delete_older(options.older_than)
    gone = deleting.result()
    output.result({"deleted": list(gone)}, messages.text("recordings.deleted", {"count": len(gone)}))
    return 0


_ACTIONS = {"list": _list, "export": _export, "delete": _delete}


def _line(recording: StoredRecording, messages: Messages) -> str:
    info = recording.info
    at = f"{info.started_at.astimezone():%Y-%m-%d %H:%M}"
    return f"{recording.id}  {at}  {messages.number(info.duration_s):>6} s  {info.asked}".rstrip()


def _plain(recording: StoredRecording) -> dict[str, Any]:
    info = recording.info
    return {
        "id": recording.id,
        "path": str(recording.path),
        "recorded_at": info.started_at.isoformat(),
        "language": info.language,
        "item": info.item,
        "asked": info.asked,
        "duration_s": round(info.duration_s, 2),
        "bytes": recording.size_bytes,
    }
