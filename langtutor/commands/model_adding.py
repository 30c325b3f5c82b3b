"""`langtutor models add`."""

from __future__ import annotations

from typing import Any

from langtutor.commands.model_installing import FAILED, USAGE, Bar
from langtutor.commands.model_listing import languages_in_short
from langtutor.commands.models import Desk
from langtutor.core.errors import UserError
from langtutor.host.specs import WorkerContext
from langtutor.models.adding import Wishes, add
from langtutor.models.entries import Model
from langtutor.models.results import BenchResult
from langtutor.settings.paths import resources_dir


def add_model(desk: Desk) -> int:
    """Exit 4: it was added, but failed when it was tried out."""
    options = desk.options
    if options.hub and not options.files:
        desk.output.note(desk.say("name_a_file"))
        return USAGE
    wishes = Wishes(options.model_id, options.languages, options.licence)
    bar = Bar(desk)
    try:
        if options.hub:
            from langtutor.models.hub_adding import add_from_hub

            model = add_from_hub(desk.store, desk.guard, options.hub, options.files, options.revision, wishes, bar)
        else:
            model = add(desk.store, options.path or options.folder, wishes, bar)
    finally:
        desk.output.end_progress()
    result, error = (None, None) if options.no_trial else _try_out(desk, model)
    lines = [_added_line(desk, model)]
    if result is not None:
        unit = desk.messages.text(f"unit.{result.unit.name.lower()}")
        speed = f"{desk.messages.number(result.speed)} {unit}"
        lines.append(desk.say("works", load=desk.messages.number(result.load_s), speed=speed))
    if error is not None:
        lines.append(desk.say("works_not", model=model.id, error=desk.messages.error(error)))
    desk.output.result(_added_json(model, result, error, desk), "\n".join(lines))
    return FAILED if error is not None else 0


def _added_line(desk: Desk, model: Model) -> str:
    fields = {
        "model": model.id,
        "kind": desk.messages.text(f"term.format.{model.format}"),
        "languages": languages_in_short(model.languages, desk),
        "licence": model.licence or desk.say("unknown_licence"),
        "size": desk.messages.size(sum(file.bytes for file in model.files)),
    }
    return desk.say("added" if model.added else "added_as_known", **fields)


def _added_json(model: Model, result: BenchResult | None, error: UserError | None, desk: Desk) -> dict[str, Any]:
    return {
        "id": model.id,
        "format": model.format,
        "capability": model.capability,
        "languages": list(model.languages),
        "licence": model.licence,
        "bytes": sum(file.bytes for file in model.files),
        "added": model.added,
        "works": None if result is None and error is None else error is None,
        "error": None if error is None else desk.messages.error(error),
    }


def _try_out(desk: Desk, model: Model) -> tuple[BenchResult | None, UserError | None]:
    """Loads it in a worker of its own and measures it, which is the proof that it can be used."""
    from langtutor.services.benching import Benching
    from langtutor.services.tasks import Tasks

    tasks = Tasks(threads=1)
    context = WorkerContext(desk.paths, never_use_network=True)
    run = Benching(desk.store, context, resources_dir() / "courses", tasks).run([model.id])
    desk.output.progress(desk.say("trying", model=model.id))
    try:
        outcome = run.future.result()
    finally:
        run.cancel()
        tasks.close()
        desk.output.end_progress()
    return next(iter(outcome.results), None), next((error for _, error in outcome.failed), None)
