from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from langtutor.core.errors import (
    FileCutOff,
    FileUnreadable,
    LettersNotSounds,
    ModelIncomplete,
    ModelUnusable,
    NeedsConversion,
    NotAModel,
    PackedModel,
    SeveralModels,
    UserError,
)
from langtutor.models.codes import pair_in, two_letters
from langtutor.models.entries import Format
from langtutor.models.recognise import recognise
from tests.support import model_folders as make
from tests.support.models import model_folder

Make = Callable[[Path], Path]


def a_gguf(folder: Path) -> Path:
    return make.gguf(folder / "tiny-q4.gguf").parent


def a_stardict(folder: Path) -> Path:
    return make.stardict(folder, [("house", b"casa")])


KINDS: list[tuple[Make, Format, tuple[str, ...]]] = [
    (make.whisper, Format.WHISPER, ("en", "fr", "pt")),
    (make.wav2vec2, Format.WAV2VEC2, ("en", "pt")),
    (make.marian, Format.MARIAN, ("en", "pt")),
    (make.language_model, Format.LANGUAGE_MODEL, ()),
    (make.vosk, Format.VOSK, ("en",)),
    (a_gguf, Format.GGUF, ("en", "pt")),
    (make.piper, Format.PIPER, ("pt",)),
    (make.firefox, Format.FIREFOX, ("en", "pt")),
    (make.languagetool, Format.LANGUAGETOOL, ("en", "pt")),
    (make.languagetool_download, Format.LANGUAGETOOL, ("de", "en", "pt")),
    (make.dictd, Format.DICTD, ("en", "pt")),
    (a_stardict, Format.STARDICT, ("en", "pt")),
]
FOLDERS = {Format.MARIAN: "opus-mt-en-pt", Format.VOSK: "vosk-model-small-en-us-0.15"}


@pytest.mark.parametrize(("make_it", "kind", "languages"), KINDS)
def test_each_kind_is_known_by_its_files(
    tmp_path: Path, make_it: Make, kind: Format, languages: tuple[str, ...]
) -> None:
    found = recognise(make_it(tmp_path / FOLDERS.get(kind, "somewhere")))
    assert (found.format, found.languages) == (kind, languages)
    assert found.name
    assert found.bytes == sum(file.path.stat().st_size for file in found.files)
    assert all(file.path.is_absolute() for file in found.files)


def test_a_model_of_many_languages_says_them(tmp_path: Path) -> None:
    found = recognise(make.nllb(tmp_path / "nllb"))
    assert found.format is Format.NLLB
    assert {"en", "pt", "ar", "fr", "de"} <= set(found.languages)


def test_a_phone_model_says_which_sounds_it_knows(tmp_path: Path) -> None:
    found = recognise(make.wav2vec2(tmp_path / "phones"))
    sounds = found.details["sounds"].split()
    assert {"θ", "ɐ̃", "tʃ"} <= set(sounds) and "<pad>" not in sounds
    assert {file.name for file in found.files} == {
        "model.bin",
        "vocab.json",
        "vocabulary.json",
        "config.json",
        "preprocessor_config.json",
    }
    without_th = [sign for sign in make.SOUNDS if sign != "θ"]
    assert recognise(make.wav2vec2(tmp_path / "other", without_th)).languages == ("pt",)
    french = ["<pad>", *"abdfijklmnopstuvz", "ɛ̃", "ɑ̃", "ʁ", "ʃ", "ʒ", "ɥ", "ɲ", "ø", "œ", "ə"]
    assert recognise(make.wav2vec2(tmp_path / "french", french)).languages == (), "a human has to say"


def test_timits_names_of_sounds_are_known(tmp_path: Path) -> None:
    names = "aa ae ah ao aw ay b ch d dh eh er ey f g hh ih iy jh k l m n ng ow oy p r s sh t th uh uw v w y z zh h#"
    found = recognise(make.wav2vec2(tmp_path / "timit", ["<pad>", *names.split()]))
    assert (found.format, found.languages) == (Format.WAV2VEC2, ("en",))


@pytest.mark.parametrize("letters", ["ABCDEFGHIJKLMNOPQRSTUVWXYZ'|", "abcdefghijklmnopqrstuvwxyzáâãàçéêíóôõúü-|"])
def test_a_model_that_spells_can_tell_no_sounds(tmp_path: Path, letters: str) -> None:
    with pytest.raises(LettersNotSounds):
        recognise(make.wav2vec2(tmp_path / "letters", ["<pad>", "<unk>", *letters]))


def test_a_phone_model_that_engines_could_not_use(tmp_path: Path) -> None:
    folder = make.wav2vec2(tmp_path / "whole")
    make.ct2(folder / "model.bin", "Wav2Vec2Spec", {"encoder/layer_norm/gamma": (4,)})
    with pytest.raises(ModelUnusable, match="last layer"):
        recognise(folder)
    make.ct2(folder / "model.bin", "Wav2Vec2Spec", {"encoder/lm_head/weight": (3, 2)})
    with pytest.raises(ModelUnusable, match="more signs"):
        recognise(folder)
    with pytest.raises(ModelUnusable, match="Wav2Vec2BertSpec"):
        recognise(make.wav2vec2(tmp_path / "bert", spec="Wav2Vec2BertSpec"))
    (folder / "vocabulary.json").unlink()
    with pytest.raises(ModelIncomplete, match=r"vocabulary\.json"):
        recognise(folder)


def test_files_get_the_names_that_engines_look_for(tmp_path: Path) -> None:
    def names(folder: Path) -> set[str]:
        return {file.name for file in recognise(folder).files}

    assert names(make.firefox(tmp_path / "f")) == {"model.bin", "source.spm", "target.spm", "lex.bin"}
    assert names(make.piper(tmp_path / "p")) == {"model.onnx", "model.onnx.json", "MODEL_CARD"}
    assert names(a_gguf(tmp_path / "g")) == {"model.gguf"}
    assert {"am/final.mdl", "graph/phones/word_boundary.int", "README"} <= names(make.vosk(tmp_path / "v"))
    assert "libs/languagetool-core.jar" in names(make.languagetool_download(tmp_path / "lt"))


@pytest.mark.parametrize(
    "name", ["vosk-en-small", "whisper-base", "languagetool-6.7", "piper-en-us-joe", "firefox-en-pt"]
)
def test_real_models_are_known_as_they_are_installed(name: str) -> None:
    found = recognise(model_folder(name))
    assert found.name.startswith(name.partition("-")[0]) or found.name == "model"
    there = {p.relative_to(model_folder(name)).as_posix() for p in model_folder(name).rglob("*") if p.is_file()}
    assert {file.name for file in found.files} == there - {"installed.json"}


@pytest.mark.parametrize("name", ["qwen2.5-coder-0.5b", "gemma3-270m"])
def test_a_real_gguf_is_read_in_no_time(name: str) -> None:
    found = recognise(model_folder(name))
    assert found.details["context"] == "32768"
    assert found.details["chat template"] == ("no" if name.startswith("gemma") else "yes")


# --- what is missing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make_it", "gone", "named"),
    [
        (make.vosk, "graph/HCLr.fst", "graph/HCLr.fst"),
        (make.vosk, "am/final.mdl", "am/final.mdl"),
        (make.vosk, "ivector/final.ie", "ivector/final.ie"),
        (make.whisper, "tokenizer.json", "tokenizer.json"),
        (make.whisper, "vocabulary.json", "vocabulary.json"),
        (make.marian, "source.spm", "source.spm"),
        (make.marian, "shared_vocabulary.json", "shared_vocabulary.json"),
        (make.language_model, "tokenizer.json", "tokenizer.json"),
        (make.piper, "pt_BR-tiny-low.onnx.json", "pt_BR-tiny-low.onnx.json"),
        (make.piper, "pt_BR-tiny-low.onnx", "pt_BR-tiny-low.onnx"),
        (make.firefox, "vocab.enpt.spm", "vocab.enpt.spm"),
        (make.languagetool, "languagetool-server-6.7.jar", "languagetool-server.jar"),
        (make.languagetool, "languagetool-core-6.7.jar", "languagetool-core-6.7.jar"),
        (make.languagetool_download, "libs/languagetool-core.jar", "libs/languagetool-core.jar"),
        (make.dictd, "freedict-eng-por.dict", "freedict-eng-por.dict.dz"),
        (a_stardict, "eng-por.idx", "eng-por.idx"),
        (a_stardict, "eng-por.dict", "eng-por.dict.dz"),
        (a_stardict, "eng-por.ifo", "eng-por.ifo"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, make_it: Make, gone: str, named: str) -> None:
    folder = make_it(tmp_path / "somewhere")
    (folder / gone).unlink()
    with pytest.raises(ModelIncomplete) as refused:
        recognise(folder)
    assert refused.value.fields["missing"] == named


def test_a_cut_off_file_is_noticed(tmp_path: Path) -> None:
    for path in (make.gguf(tmp_path / "tiny.gguf"), make.language_model(tmp_path / "lm") / "model.bin"):
        whole = path.read_bytes()
        for size in (len(whole) - 40, len(whole) // 2, 60):
            path.write_bytes(whole[:size])
            with pytest.raises(FileCutOff):
                recognise(path if path.suffix == ".gguf" else path.parent)


def test_a_gguf_that_lies_about_its_size_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "huge.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 1, 1 << 60))
    with pytest.raises(ModelUnusable, match="claims"):
        recognise(path)
    path.write_bytes(b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1 << 50))
    with pytest.raises(FileCutOff):
        recognise(path)


def test_a_gguf_that_writes_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="whisper"):
        recognise(make.gguf(tmp_path / "ear.gguf", "whisper"))


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\0" * 5000])
def test_wrong_bytes_under_the_right_names_are_refused(tmp_path: Path, damage: bytes) -> None:
    headless = {Format.VOSK, Format.DICTD}  # no header says what these are
    for number, (make_it, kind, _) in enumerate(KINDS):
        folder = make_it(tmp_path / str(number))
        for path in [path for path in folder.rglob("*") if path.is_file()]:
            path.write_bytes(damage)
        if kind not in headless:
            with pytest.raises(UserError):
                recognise(folder)


# --- where it lies ---------------------------------------------------------------------------------------------------


def test_a_folder_around_the_models_folder_is_looked_into(tmp_path: Path) -> None:
    make.vosk(tmp_path / "assets" / "model-en-us")
    (tmp_path / "notes.txt").write_text("nothing")
    assert recognise(tmp_path).languages == ("en",)


def test_what_is_missing_one_level_down_is_said(tmp_path: Path) -> None:
    (make.vosk(tmp_path / "model") / "graph" / "Gr.fst").unlink()
    with pytest.raises(ModelIncomplete, match=r"Gr\.fst"):
        recognise(tmp_path)


def test_two_models_are_one_too_many(tmp_path: Path) -> None:
    make.gguf(tmp_path / "one.gguf")
    make.gguf(tmp_path / "two.gguf")
    with pytest.raises(SeveralModels, match="one, two"):
        recognise(tmp_path)
    assert recognise(tmp_path / "two.gguf").name == "two"


def test_a_file_of_a_model_stands_for_it(tmp_path: Path) -> None:
    whisper = make.whisper(tmp_path / "ear")
    assert recognise(whisper / "model.bin").format is Format.WHISPER
    voice = make.piper(tmp_path / "voice")
    assert recognise(voice / "pt_BR-tiny-low.onnx.json").name == "pt_BR-tiny-low"
    book = make.stardict(tmp_path / "book", [("house", b"casa")])
    make.stardict(book, [("casa", b"house")], stem="por-eng")
    assert recognise(book / "por-eng.ifo").languages == ("pt", "en")


@pytest.mark.parametrize("name", ["model.zip", "vosk.tar.gz", "model.aar", "model.enpt.bin.zst"])
def test_an_archive_has_to_be_unpacked_first(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    for path in (tmp_path, tmp_path / name):
        with pytest.raises(PackedModel):
            recognise(path)


def test_a_checkpoint_has_to_be_converted(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "marian"}')
    (tmp_path / "pytorch_model.bin").write_bytes(b"PK\x03\x04")
    with pytest.raises(NeedsConversion, match="models convert"):
        recognise(tmp_path)


def test_nothing_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(NotAModel):
        recognise(tmp_path)
    (tmp_path / "song.mp3").write_bytes(b"ID3")
    for path in (tmp_path, tmp_path / "song.mp3"):
        with pytest.raises(NotAModel):
            recognise(path)
    with pytest.raises(FileUnreadable):
        recognise(tmp_path / "nowhere")


def test_links_count_as_what_they_lead_to(tmp_path: Path) -> None:
    real = make.gguf(tmp_path / "cache" / "blob.gguf")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "tiny.gguf").symlink_to(real)
    found = recognise(tmp_path / "here")
    assert found.name == "tiny"
    assert found.files[0].path == real.resolve()


def test_english_whisper_hears_english_only(tmp_path: Path) -> None:
    assert recognise(make.whisper(tmp_path / "tiny.en", rows=51864)).languages == ("en",)


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("opus-mt-en-pt", ("en", "pt")),
        ("opus-mt-tc-big-en-pt-ct2", ("en", "pt")),
        ("freedict-eng-por", ("en", "pt")),
        ("dictionary", ()),
        ("en", ()),
        ("my-model-2", ()),
    ],
)
def test_a_name_may_say_the_languages(name: str, languages: tuple[str, ...]) -> None:
    assert pair_in(name) == languages


@pytest.mark.parametrize(
    ("code", "two"), [("por", "pt"), ("pt_BR", "pt"), ("por_Latn", "pt"), ("EN-us", "en"), ("qq", None), ("", None)]
)
def test_codes_become_two_letters(code: str, two: str | None) -> None:
    assert two_letters(code) == two
