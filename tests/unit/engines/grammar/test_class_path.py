from __future__ import annotations

from pathlib import Path

from langtutor.engines.grammar.languagetool_server import class_path
from tests.support import model_folders as make


def test_jars_side_by_side_are_one_path(tmp_path: Path) -> None:
    assert class_path(make.languagetool(tmp_path)) == [f"{tmp_path}/*"]


def test_languagetools_own_download_has_libraries_and_rules(tmp_path: Path) -> None:
    folder = make.languagetool_download(tmp_path)
    assert class_path(folder) == [f"{folder}/*", str(folder), f"{folder}/libs/*"]
