"""Fetches one file from the hub, in a process of its own: `python -m … REPO REVISION NAME FOLDER`.

Prints READY once the client is loaded, `Progress 0 of SIZE` once the hub has answered; then downloads into FOLDER.
Exit codes are below; where the client raises something else, Python's own 1.
"""

from __future__ import annotations

import errno
import os
import sys

READY = "Ready"
FAILED = 1
NOT_THERE = 3
NO_SPACE = 5


def main(repo: str, revision: str, name: str, folder: str) -> int:
    # Plain HTTP can be resumed and grows a file that can be watched; the other transport does neither.
    os.environ.update(HF_HUB_DISABLE_XET="1", HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_PROGRESS_BARS="1")
    import huggingface_hub
    from huggingface_hub import errors

    print(READY, flush=True)
    try:
        url = huggingface_hub.hf_hub_url(repo, name, revision=revision)
        size = huggingface_hub.get_hf_file_metadata(url).size or 0
        print(f"Progress 0 of {size}", flush=True)
        huggingface_hub.hf_hub_download(repo, name, revision=revision, local_dir=folder)
    except (
        errors.RepositoryNotFoundError,
        errors.RevisionNotFoundError,
        errors.RemoteEntryNotFoundError,
    ) as error:
        return _complain(error, NOT_THERE)
    except OSError as error:
        return _complain(error, NO_SPACE if error.errno == errno.ENOSPC else FAILED)
    return 0


def _complain(error: Exception, code: int) -> int:
    print(" ".join(str(error).split())[:300], flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
