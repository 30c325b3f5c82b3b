from __future__ import annotations

import pytest

from langtutor.core.explaining import Explanations, Token, covers, match, specificity
from langtutor.core.explanation import Condition, Explanation
from langtutor.core.language import LanguageCode
from langtutor.core.text import Edit, ErrorType, SkillId, Span

ENGLISH = LanguageCode("en")
LEMMAS = {"goes": "go", "went": "go", "has": "have", "enjoyed": "enjoy"}


def explanation(name: str, *conditions: Condition) -> Explanation:
    texts = {"en": name}
    return Explanation(name, ENGLISH, SkillId("en.grammar.x"), conditions, texts, texts, "", "", {})


def edit(sentence: str, said: str, replacement: str, kind: str = "R:OTHER", rule: str | None = None) -> Edit:
    """said: the part that goes; `|` alone is the place in the sentence where something is missing."""
    start = sentence.index(said) if said else sentence.index("|")
    return Edit(Span(start, start + len(said)), replacement, ErrorType(kind), None, 1.0, "test", rule=rule)


def fits(condition: Condition, sentence: str, said: str, replacement: str, kind: str = "R:OTHER") -> bool:
    alone = Explanations(ENGLISH, (explanation("one", condition),), {})
    change = edit(sentence, said, replacement, kind)
    plain = sentence.replace("|", "")
    return match(change, plain, (), alone, None, lambda form: LEMMAS.get(form, form)) is not None


@pytest.mark.parametrize(
    ("condition", "sentence", "said", "replacement"),
    [
        (Condition(said=("since",), replaced=("for",)), "Here since ten years.", "since", "for"),
        (Condition(said=("in",), before=("interested",)), "Interested in art.", "in", "on"),
        (Condition(said=("lemma:go",)), "She goes home.", "goes", "went"),
        (Condition(replaced=("lemma:go",)), "She come home.", "come", "goes"),
        (Condition(said=("-ing",)), "I going home.", "going", "went"),
        (Condition(said=("un-",)), "An unmarried man.", "unmarried", "single"),
        (Condition(said=("lemma:have # years",)), "She has 20 years.", "has 20 years", "is 20"),
        (Condition(said=("* always",)), "I go always there.", "go always", "always go"),
        (Condition(said=("",), replaced=("the",)), "I see | sun.", "", "the "),
        (Condition(said=("the",), replaced=("",)), "I see the snow.", "the ", ""),
        (Condition(said=("",), replaced=("the",)), "Sun is hot.", "Sun", "The sun"),
        (Condition(said=("the",), replaced=("",)), "The life is hard.", "The life", "Life"),
        (Condition(said=("of",), replaced=("on",)), "It depends of you.", "depends of", "depends on"),
        (Condition(said=("it's",)), "The dog and it’s tail.", "it’s", "its"),
        (Condition(said=("i",), replaced=("i",)), "You and i go.", "i", "I"),
        (Condition(said=(",",), replaced=(".",)), "I came, I saw.", ",", "."),
        (Condition(before=("",)), "we live here.", "we", "We"),
        (Condition(after=("",), said=("",)), "We live here|", "", "."),
        (Condition(before=("one of the",), within=4), "One of the best student.", "student", "students"),
        (Condition(near=("last week",), within=9), "I go there, alone, last week.", "go", "went"),
        (Condition(near=("last week",), within=9), "Last week, alone, I go there.", "go", "went"),
        (Condition(before=("-n't",), said=("went",)), "He didn't went.", "went", "go"),
        (Condition(letters=("ie>ei",)), "I recieved it.", "recieved", "received"),
        (Condition(letters=("n>nn",)), "She is runing.", "runing", "running"),
        (Condition(letters=("ll>l",)), "A beautifull day.", "beautifull", "beautiful"),
        (Condition(letters=(">s",)), "She work here.", "work", "works"),
        (Condition(letters=("a>à",)), "Vou a praia.", "a", "à"),
        (Condition(types=("R:VERB:*",)), "She work here.", "work", "works"),
    ],
)
def test_a_condition_that_fits(condition: Condition, sentence: str, said: str, replacement: str) -> None:
    assert fits(condition, sentence, said, replacement, "R:VERB:SVA")


@pytest.mark.parametrize(
    ("condition", "sentence", "said", "replacement"),
    [
        (Condition(types=("R:NOUN",)), "She work here.", "work", "works"),
        (Condition(said=("since",), replaced=("for",)), "Here since ten years.", "since", "in"),
        (Condition(said=("-ing",)), "The ing of it.", "ing", "end"),
        (Condition(said=("",)), "Here since ten years.", "since", "for"),
        (Condition(before=("interested",)), "Interested only in art.", "in", "on"),
        (Condition(before=("",)), "So we live here.", "we", "We"),
        (Condition(said=("lemma:have # years",)), "She has twenty years.", "has twenty years", "is 20"),
        (Condition(before=("one of the",), within=4), "One of my best student.", "student", "students"),
        (Condition(letters=("n>nn",)), "A new pa.", "new pa", "new pan"),
        (Condition(rules=("X_",)), "She work here.", "work", "works"),
        (Condition(said=("work",), speaks=LanguageCode("pt")), "She work here.", "work", "works"),
    ],
)
def test_a_condition_that_does_not(condition: Condition, sentence: str, said: str, replacement: str) -> None:
    assert not fits(condition, sentence, said, replacement, "R:VERB:SVA")


def test_the_most_specific_condition_wins_and_then_the_first() -> None:
    conditions = {
        "type": Condition(types=("R:PREP",)),
        "around": Condition(types=("R:PREP",), before=("lives",)),
        "ending": Condition(types=("R:PREP",), replaced=("-n",)),
        "forms": Condition(said=("on",)),
        "later": Condition(said=("on",)),
        "rule": Condition(rules=("IN_ON",)),
    }
    all_of_them = tuple(explanation(name, condition) for name, condition in conditions.items())
    sentence = "She lives on London."
    change = edit(sentence, "on", "in", "R:PREP", rule="IN_ON_CITY")
    for best in ("rule", "forms", "ending", "around", "type"):
        left = tuple(one for one in all_of_them if best == "rule" or one.id != "rule")
        found = match(change, sentence, (), Explanations(ENGLISH, left, {}), None)
        assert found is not None
        assert found.id == best
        all_of_them = tuple(one for one in left if one.id != best and (best != "forms" or one.id != "later"))
    assert match(change, sentence, (), Explanations(ENGLISH, (), {}), None) is None


def test_the_parsers_lemma_counts_before_any_other() -> None:
    known = Explanations(ENGLISH, (explanation("saw", Condition(before=("lemma:see",), said=("dog",))),), {})
    sentence = "I saw dog."
    change = edit(sentence, "dog", "a dog")
    assert match(change, sentence, (Token("saw", "see", Span(2, 5)),), known, None, lambda form: form) is None
    change = edit(sentence, "dog", "cat")
    assert match(change, sentence, (Token("saw", "see", Span(2, 5)),), known, None, lambda form: form) is not None
    assert match(change, sentence, (), known, None, lambda form: form) is None


def test_what_learners_of_one_language_are_told() -> None:
    for_some = explanation("some", Condition(said=("pretend",), speaks=LanguageCode("pt")))
    for_all = explanation("all", Condition(said=("pretend",)))
    known = Explanations(ENGLISH, (for_all, for_some), {})
    change = edit("I pretend to go.", "pretend", "intend")
    assert match(change, "I pretend to go.", (), known, LanguageCode("pt")) is for_some
    assert match(change, "I pretend to go.", (), known, None) is for_all


def test_one_condition_covers_another() -> None:
    wide = Condition(types=("R:VERB:*",), said=("is", "was"), before=("people",), within=5)
    assert covers(wide, Condition(types=("R:VERB:SVA",), said=("is",), before=("people",), within=2))
    assert not covers(wide, Condition(types=("R:NOUN",), said=("is",), before=("people",)))
    assert not covers(wide, Condition(types=("R:VERB:SVA",), said=("is",)))
    assert not covers(wide, Condition(types=("R:VERB:SVA",), said=("are",), before=("people",)))
    assert specificity(Condition(said=("on",))) > specificity(Condition(before=("on",), types=("R:PREP",)))


def test_titles_of_skills() -> None:
    titles = {SkillId("en.word.spelling"): {"en": "Spelling", "pt": "Ortografia"}}
    known = Explanations(ENGLISH, (), titles)
    assert known.skill_title(SkillId("en.word.spelling"), "pt") == "Ortografia"
    assert known.skill_title(SkillId("en.word.spelling"), "xx") == "Spelling"
    assert known.skill_title(SkillId("en.grammar.verb.be"), "pt") is None


def test_among_many_only_those_whose_words_fit_cost_a_look_at_lemmas() -> None:
    many = tuple(
        explanation(f"{n}.{m}", Condition(types=("R:VERB:*",), said=(f"word{n}",), before=("lemma:go",), within=5))
        for n in range(150)
        for m in range(3)
    )
    known = Explanations(ENGLISH, many, {})
    sentence = "He goes to the word149 with all of his old friends every day."
    change = edit(sentence, "word149", "word", "R:VERB:FORM")
    looked_up: list[str] = []

    def lemma(form: str) -> str:
        looked_up.append(form)
        return LEMMAS.get(form, form)

    assert match(change, sentence, (), known, None, lemma) is many[-3]
    assert len(looked_up) <= 5, "one condition of 450 has such a word; five words stand around it"
    assert known.candidates(change.type) is known.candidates(change.type), "sorted once"
