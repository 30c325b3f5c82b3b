"""Fetches what Firefox Translations publishes for a pair: `python -m … SOURCE TARGET FOLDER SHA256…`.

Prints READY once the client is loaded and ANSWERED once it knows what there is. The files are in FOLDER/SOURCE-TARGET
then, under Mozilla's names. SHA256: that of each file we can use; another edition isn't fetched at all.
"""

from __future__ import annotations

import sys

READY = "Ready"
ANSWERED = "Answered"
SILENT = 6
NOT_THERE = 3
BROKEN = 4


def main(source: str, target: str, folder: str, *accepted: str) -> int:
    from fxtranslate import discovery

    print(READY, flush=True)
    try:
        records = discovery.fetch_records_body()
    except ValueError as error:
        return _complain(error, SILENT)
    print(ANSWERED, flush=True)
    try:
        route = discovery.resolve_route(records, source, target)
        published = [
            one
            for one in discovery.parse_records(records)
            if (one["sourceLanguage"], one["targetLanguage"]) == (source, target)
        ]
    except ValueError as error:
        return _complain(error, NOT_THERE)
    if route["kind"] != "direct":
        return _complain(f"no model translates {source} into {target} directly", NOT_THERE)
    hashes = {str(one["decompressedHash"]) for one in published}
    if accepted and not hashes & set(accepted):
        return _complain("what is published is another edition than the catalogue's", NOT_THERE)
    try:
        discovery.add_models(source, target, folder, False)
    except ValueError as error:
        return _complain(error, BROKEN)
    return 0


def _complain(error: object, code: int) -> int:
    print(" ".join(str(error).split())[:300], flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
