"""Brings `i18n/` up to date: `python packaging/translations.py` after texts of the window changed.

Extracts them into `langtutor_<language>.ts` (finish new ones by hand), then compiles the `.qm` files that are shipped.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
I18N = ROOT / "i18n"
LANGUAGES = {"pt": ("pt_BR", ()), "en": ("en_US", ("-pluralonly",))}
"""Our code → locale, options of lupdate. English needs its plural forms only."""


def extract(language: str, ts: Path) -> None:
    """Merges the texts of the window into a .ts file; texts that are gone go."""
    locale, options = LANGUAGES[language]
    sources = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "langtutor" / "ui").rglob("*.py"))]
    languages = ["-source-language", "en_US", "-target-language", locale]
    command = [_tool("lupdate"), *sources, *languages, *options]
    _run([*command, "-locations", "none", "-no-obsolete", "-silent", "-ts", str(ts)])


def compile_(language: str, folder: Path = I18N) -> None:
    ts = I18N / f"langtutor_{language}.ts"
    _run([_tool("lrelease"), "-silent", "-nounfinished", str(ts), "-qm", str(folder / f"langtutor_{language}.qm")])


def _tool(name: str) -> str:
    return str(Path(sys.executable).parent / f"pyside6-{name}")


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)


def main() -> int:
    for language in LANGUAGES:
        extract(language, I18N / f"langtutor_{language}.ts")
        compile_(language)
    return 0


if __name__ == "__main__":
    sys.exit(main())
