"""Fetches a checkpoint from the hub, in a process of its own: `python -m … REPO REVISION FOLDER`.

Speaks as langtutor.models.sources.hub_child does. Of weights only one kind is fetched, safetensors if there are any.
"""

from __future__ import annotations

import errno
import os
import re
import sys

from langtutor.models.convert.checkpoint import weights
from langtutor.models.sources.hub_child import FAILED, NO_SPACE, NOT_THERE, READY

_BESIDE = re.compile(
    r"((generation_|preprocessor_|tokenizer_)?config|tokenizer|special_tokens_map|added_tokens|vocab|target_vocab"
    r"|normalizer)\.json|merges\.txt|(source|target)\.spm|sentencepiece\.bpe\.model|tokenizer\.model"
    r"|(model\.safetensors|pytorch_model\.bin)\.index\.json|README\.md|LICENSE(\.\w+)?"
)


def main(repo: str, revision: str, folder: str) -> int:
    os.environ.update(HF_HUB_DISABLE_XET="1", HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_PROGRESS_BARS="1")
    import huggingface_hub
    from huggingface_hub import errors

    print(READY, flush=True)
    try:
        about = huggingface_hub.HfApi().model_info(repo, revision=revision, files_metadata=True)
        sizes = {one.rfilename: one.size or 0 for one in about.siblings or ()}
        wanted = [*(name for name in sizes if _BESIDE.fullmatch(name)), *weights(sizes)]
        if not weights(sizes) or "config.json" not in sizes:
            return _complain("the hub has no checkpoint of transformers under this name", NOT_THERE)
        print(f"Progress 0 of {sum(sizes[name] for name in wanted)}", flush=True)
        for name in wanted:
            huggingface_hub.hf_hub_download(repo, name, revision=about.sha or revision, local_dir=folder)
    except (errors.RepositoryNotFoundError, errors.RevisionNotFoundError, errors.GatedRepoError) as error:
        return _complain(f"the hub has no such model, or not for everybody ({error})", NOT_THERE)
    except OSError as error:
        return _complain(str(error), NO_SPACE if error.errno == errno.ENOSPC else FAILED)
    return 0


def _complain(sentence: str, code: int) -> int:
    print(" ".join(sentence.split())[:300], flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
