"""Converts a checkpoint and measures it against what it came from: `python -m … FAMILY FOLDER OUT`, where torch is.

Prints `Step NAME`, `Progress 0 of BYTES` before it writes, at the end `Result {…}`, and before an exit code other than
0 one line that says why. FOLDER is only read, nothing in it is run: no code of its own, no pickles but of tensors.
"""

from __future__ import annotations

import errno
import gc
import json
import pickle
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from langtutor.models.convert.families import THREADS, Converted, NotLikeThis, check_vocabulary
from langtutor.models.convert.measures import Answers, Family, compare
from langtutor.models.convert.probes import Probes, load_probes
from langtutor.network.guard import NetworkGuard, install

NO_TORCH = 3
REFUSED = 4
NO_SPACE = 5
UNSAFE = 6
NO_MEMORY = 7

RESULT = "Result "
STEP = "Step "
LOADING, ASKING, CONVERTING, CHECKING = "loading", "asking", "converting", "checking"


def main(family: str, folder: str, out: str) -> int:
    install(NetworkGuard(None, never=True))
    try:
        import torch
        import transformers
    except ImportError as error:
        return _say(NO_TORCH, error)
    torch.set_num_threads(THREADS)
    transformers.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    try:
        result = convert(Family(family), Path(folder), Path(out))
    except (pickle.UnpicklingError, _Unsafe) as error:
        return _say(UNSAFE, error)
    except MemoryError as error:
        return _say(NO_MEMORY, error)
    except OSError as error:
        return _say(NO_SPACE if error.errno == errno.ENOSPC else REFUSED, error)
    except (NotLikeThis, ValueError, RuntimeError, NotImplementedError, KeyError, AttributeError) as error:
        # What transformers and CTranslate2 raise for checkpoints that are damaged or unlike any they know.
        return _say(REFUSED, error)
    print(RESULT + json.dumps(result), flush=True)
    return 0


class _Unsafe(Exception):
    """Weights that could run code."""


def convert(family: Family, folder: Path, out: Path) -> dict[str, object]:
    from transformers import AutoConfig

    _step(LOADING)
    config = AutoConfig.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)
    checkpoint = _opened(family)(folder, config, load_probes())
    model = _load(folder, checkpoint.architecture)
    parameters = sum(one.numel() for one in model.parameters())
    _step(ASKING)
    before: Answers = checkpoint.original(model)
    _step(CONVERTING)
    print(f"Progress 0 of {parameters}", flush=True)  # bytes, roughly: what is small stays float32
    checkpoint.prepare(model)
    _write(folder, out, model, checkpoint.tokenizer)
    del model
    gc.collect()
    checkpoint.complete(out)
    unused = frozenset({str(checkpoint.tokenizer.pad_token)}) if family is Family.MARIAN else frozenset[str]()
    check_vocabulary(out, checkpoint.tokenizer, unused)
    _step(CHECKING)
    after: Answers = checkpoint.converted(out)
    return {
        "agreement": asdict(compare(before, after)),
        "seconds_before": before.seconds,
        "seconds_after": after.seconds,
        "parameters": parameters,
    }


def _opened(family: Family) -> Callable[[Path, Any, Probes], Converted]:
    from langtutor.models.convert.language_models import LanguageModel
    from langtutor.models.convert.sound_models import SoundModel
    from langtutor.models.convert.speech_models import SpeechModel
    from langtutor.models.convert.translation_models import TranslationModel

    kinds: dict[Family, Callable[[Path, Any, Probes], Converted]] = {
        Family.MARIAN: TranslationModel,
        Family.MANY_TO_MANY: TranslationModel,
        Family.WHISPER: SpeechModel,
        Family.SOUNDS: SoundModel,
        Family.LANGUAGE_MODEL: LanguageModel,
    }
    return kinds[family]


def _load(folder: Path, architecture: str) -> Any:
    """In the precision it is stored in. Of pickles only plain tensors are read, which runs nothing."""
    import transformers

    safe = any(folder.glob("*.safetensors"))
    try:
        model = getattr(transformers, architecture).from_pretrained(
            str(folder),
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=safe,
            weights_only=True,
            dtype="auto",
        )
    except ValueError as error:
        if not safe and "unpickl" in str(error).lower():
            raise _Unsafe(str(error)) from error
        raise
    return model.eval()


def _write(folder: Path, out: Path, model: Any, tokenizer: Any) -> None:
    """CTranslate2's own converter, with what is loaded already."""
    from ctranslate2.converters import TransformersConverter

    converter = TransformersConverter(str(folder))
    converter.load_model = lambda *_, **__: model
    converter.load_tokenizer = lambda *_, **__: tokenizer
    converter.convert(str(out), quantization="int8", force=True)


def _step(name: str) -> None:
    print(STEP + name, flush=True)


def _say(code: int, error: BaseException) -> int:
    print(" ".join(f"{type(error).__name__}: {error}".split())[:500], flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
