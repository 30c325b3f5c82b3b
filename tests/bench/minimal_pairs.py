"""Can the words of listening drills be told apart? What the ear makes of each, by each voice: `python -m
tests.bench.minimal_pairs [--pairs N] [--seed N]`.

The ear hears one word and scores both of its pair; a voice that says both the same is at 0.5. Words alone are hard for
a recogniser of sentences: the numbers compare voices, they don't measure learners.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np

from langtutor.content.sounds import load_sound_guide
from langtutor.content.wav import write_wav
from langtutor.core.ear_requests import Hear
from langtutor.core.errors import NoSpeech
from langtutor.core.language import LanguageCode
from langtutor.core.requests import Say, VoicesFor
from langtutor.host.client import Host
from langtutor.host.specs import WorkerContext
from langtutor.settings.paths import resources_dir, user_paths

EN = LanguageCode("en")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    guide = load_sound_guide(resources_dir() / "sounds", EN)
    assert guide is not None
    every = sorted({tuple(sorted((pair.asked, pair.heard))) for one in guide.confusions for pair in one.pairs})
    chosen = random.Random(options.seed).sample(every, options.pairs)
    right: dict[str, list[bool]] = defaultdict(list)
    host = Host(WorkerContext(user_paths(), never_use_network=True, nice=5))
    try:
        with tempfile.TemporaryDirectory(prefix="langtutor-pairs-") as folder:
            wav = Path(folder) / "word.wav"
            for words in chosen:
                for voice in host.ask(VoicesFor(words, EN)).names:
                    for said, other in (words, words[::-1]):
                        sound = host.ask(Say(said, EN, 1.0, voice)).sound
                        write_wav(wav, np.frombuffer(sound.samples, np.float32), sound.rate_hz)
                        try:
                            scores = host.ask(Hear(wav, EN, words)).scores
                        except NoSpeech:
                            print(f"{voice}: nothing heard in “{said}”", file=sys.stderr)
                            continue
                        right[voice].append(scores[said] > scores[other])
                        if scores[said] <= scores[other]:
                            print(f"{voice}: “{said}” sounds like “{other}”", file=sys.stderr)
    finally:
        host.close()
    for voice, told in right.items():
        print(f"{voice}: {sum(told)} of {len(told)} words heard as they were said ({sum(told) / len(told):.2f})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
