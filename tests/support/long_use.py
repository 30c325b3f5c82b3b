"""All that an installed langtutor does with its models, in both languages, as the window would ask for it.

Says on stdout, a word each, what it has done. For watching from outside: with no network, or every system call traced.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np

from langtutor.content.wav import read_wav, write_wav
from langtutor.core import ear_requests as e
from langtutor.core import look_up_requests as look
from langtutor.core import requests as r
from langtutor.core.language import LanguageCode, Pair
from langtutor.core.requests import Capability
from langtutor.core.resampling import resample
from langtutor.network.guard import NetworkGuard, install
from langtutor.settings.paths import user_paths
from langtutor.wiring import Services

EN, PT = LanguageCode("en"), LanguageCode("pt")
TEXTS = {
    EN: ("She have two brother.", "I am agree with you.", "The children are playing in the park."),
    PT: ("Nós vai para a praia amanhã.", "Ela comprou uma carro novo.", "Você quer um café?"),
}
CHUNK = 1600


def main() -> int:
    paths = user_paths()
    guard = NetworkGuard(paths.network_log)
    install(guard)
    services = Services(paths, guard)
    services.settings.change(speaks="pt", learns="en")
    try:
        services.begin_course()
        with tempfile.TemporaryDirectory(prefix="langtutor-use-") as folder:
            use(services, Path(folder))
    finally:
        services.close()
    print("closed", flush=True)
    return 0


def use(services: Services, folder: Path) -> None:
    for language, other in ((EN, PT), (PT, EN)):
        read_and_write(services, language, other)
        said(f"{language}-texts")
    wav = spoken(services, folder)
    listen(services, wav)
    said("ear")
    if services.models.store.choose(Capability.CHAT) is not None:
        messages = (r.Message("user", "Correct this sentence: She have two brother."),)
        written = services.host.ask(r.Chat(messages, r.Sampling(max_tokens=16)), timeout_s=120)
        assert written.text
        said("tutor")
    assert services.models.store.verify("freedict-en-pt").ok
    assert services.models.list("en")
    said("models")


def read_and_write(services: Services, language: LanguageCode, other: LanguageCode) -> None:
    host = services.host
    host.ask(r.WarmUp(Capability.GRAMMAR, language), timeout_s=120)
    found = 0
    for text in TEXTS[language]:
        assert host.ask(look.Translate(text, Pair(language, other))).text
        found += len(host.ask(r.CheckGrammar(text, language, patient=True), timeout_s=180).edits)
        for word in text.strip(".?").split():
            host.ask(look.LookUpWord(word, language, other))
        assert host.ask(r.Say(text, language)).sound.duration_s > 0.3
    assert found, f"no mistake found in {language}"
    if services.models.store.choose(Capability.SCORING, language) is not None:
        assert len(host.ask(r.Score(TEXTS[language], language)).log_probabilities) == len(TEXTS[language])


def spoken(services: Services, folder: Path) -> Path:
    sound = services.host.ask(r.Say(" ".join(TEXTS[EN]), EN)).sound
    samples = np.frombuffer(sound.samples, dtype=np.float32)
    wav = folder / "said.wav"
    write_wav(wav, resample(samples, sound.rate_hz, 16_000))
    return wav


def listen(services: Services, wav: Path) -> None:
    host = services.host
    heard = host.ask(e.Hear(wav, EN, TEXTS[EN][:1]), timeout_s=60)
    assert "children" in heard.text
    assert host.ask(e.DetectLanguage(wav, (EN, PT)), timeout_s=60) == EN
    samples = read_wav(wav)
    captions: list[e.Caption] = []
    following = host.open(e.WatchCaptions(EN), captions.append)
    watching = host.open(e.WatchSpeech(), lambda state: None)
    for start in range(0, len(samples), CHUNK):
        following.feed(samples[start : start + CHUNK])
        watching.feed(samples[start : start + CHUNK])
    following.finish()
    watching.finish()
    assert "children" in following.future.result(60).settled
    assert watching.future.result(60).started
    assert captions


def said(what: str) -> None:
    print(what, flush=True)


if __name__ == "__main__":
    sys.exit(main())
