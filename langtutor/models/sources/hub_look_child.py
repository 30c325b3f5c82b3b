"""What a repository on the hub has, in a process of its own: `python -m … REPO REVISION`.

Prints READY once the client is loaded, then one JSON object: commit, files (size, sha256 where the hub knows it),
licence, languages. Exit codes as in hub_child.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from langtutor.models.sources.hub_child import FAILED, NOT_THERE, READY


def main(repo: str, revision: str) -> int:
    os.environ.update(HF_HUB_DISABLE_TELEMETRY="1")
    import huggingface_hub
    from huggingface_hub import errors

    print(READY, flush=True)
    try:
        found = huggingface_hub.HfApi().model_info(repo, revision=revision, files_metadata=True)
    except (errors.RepositoryNotFoundError, errors.RevisionNotFoundError, errors.HFValidationError) as error:
        return _complain(error, NOT_THERE)
    except OSError as error:
        return _complain(error, FAILED)
    card = vars(found.card_data) if found.card_data else {}
    files = {one.rfilename: [one.size or 0, one.lfs.sha256 if one.lfs else ""] for one in found.siblings or []}
    said = {
        "commit": found.sha,
        "files": files,
        "licence": card.get("license_name") or card.get("license") or "",
        "languages": _texts(card.get("language")),
    }
    print(json.dumps(said), flush=True)
    return 0


def _texts(value: Any) -> list[str]:
    """A card may name one language, or several."""
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []


def _complain(error: Exception, code: int) -> int:
    print(" ".join(str(error).split())[:300], flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
