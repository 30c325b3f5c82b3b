"""The real learner fold over the real ledger: at every start, and after every "I said it right"."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

import pytest

from langtutor.core.events import Retracted
from langtutor.core.language import LanguageCode
from langtutor.learner.state import FOLD_NAME, LearnerState, dump, fold, fold_all, fold_version, load
from langtutor.store.folds import Fold, Folded
from langtutor.store.ledger import Ledger
from tests.support.learner_events import AGREEMENT, PARAMS, Learner

LEARNER = Fold(FOLD_NAME, fold_version(PARAMS), LearnerState(), partial(fold, params=PARAMS), dump, load)


def opened(ledger: Ledger, every: int = 7) -> Folded[LearnerState]:
    return Folded(ledger, LEARNER, "me", LanguageCode("en"), snapshot_every=every)


@pytest.mark.parametrize("seed", range(3))
def test_starts_and_retractions_give_what_a_replay_gives(tmp_path: Path, seed: int) -> None:
    rng, learner = random.Random(seed), Learner()
    learner.lives(rng, 60)
    for number, event in enumerate(learner.events):
        with Ledger(tmp_path / "l.sqlite") as ledger:
            ledger.append(event)
            if rng.random() < 0.1:
                target = rng.choice(learner.events[max(0, number - 9) : number + 1])
                ledger.append(Retracted(learner.header(), target.header.id))
            if rng.random() < 0.4:
                assert opened(ledger).state() == fold_all(ledger.events(), PARAMS)
    with Ledger(tmp_path / "l.sqlite") as ledger:
        assert opened(ledger).state() == opened(ledger).rebuild() == fold_all(ledger.events(), PARAMS)


def test_i_said_it_right_restores_every_belief_exactly(ledger: Ledger) -> None:
    learner = Learner()
    learner.lives(random.Random(9), 20)
    ledger.append(*learner.events)
    folded = opened(ledger)
    before = folded.state()
    answer = learner.fails(f"{AGREEMENT}/1")
    ledger.append(*learner.events[-2:])
    assert folded.state() != before
    ledger.append(*(Retracted(learner.header(), target) for target in (*answer.slips, answer.header.id)))
    assert folded.state() == before
