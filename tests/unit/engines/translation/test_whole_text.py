"""What stays as it is in a text that is translated, with models that behave, and with some that lose things."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from langtutor.content.languages import load_languages
from langtutor.core.errors import Cancelled
from langtutor.core.language import LanguageCode, Pair
from langtutor.engines.translation.blocks import Kept, Prose, blocks
from langtutor.engines.translation.firefox import FirefoxTranslator
from langtutor.engines.translation.typography import plain, restored
from langtutor.engines.translation.whole_text import translate_parts, translate_whole
from langtutor.settings.paths import resources_dir

EN_PT = Pair(LanguageCode("en"), LanguageCode("pt"))
MIXED = """# Things to do

Visit https://example.com/a?b=1&c=2 for more. Write to ana@example.org (or see www.x.org/faq). 😀

  - buy `milk`
  - dance 🎉 and sing
    1. with **two words** here
* [ ] call the doctor
> He said “no” and left. I ❤️ you so much!

See [the guide](https://x.org/guide_(new)) before you start. Use the <b>red button</b> now.<br> Press *Enter* please.

```python
def hello(name):
    print("Hello", name)
```

The house was very old and nobody had lived in it
for a long time, but the garden was still there.

x = foo(1, 2)
for i in range(10):
    print(i)

| Name | Meaning |
|------|---------|
| dog  | an animal |

cat\tsmall animal\tnoun\r
Open C:\\temp\\x.txt or ~/notes.md, then call foo_bar() with {name} and %s. Thanks @maria! #holiday
!!! 123 ---
"""
KEPT = (
    "https://example.com/a?b=1&c=2",
    "ana@example.org",
    "www.x.org/faq",
    "😀",
    "`milk`",
    "🎉",
    "](https://x.org/guide_(new))",
    "<b>",
    "</b>",
    "<br>",
    "C:\\temp\\x.txt",
    "~/notes.md",
    "foo_bar()",
    "{name}",
    "%s",
    "@maria",
    "#holiday",
    'def hello(name):\n    print("Hello", name)\n',
    "x = foo(1, 2)\nfor i in range(10):\n    print(i)\n",
    "!!! 123 ---",
)


def shout(sentence: str) -> str:
    return sentence.upper()


def forget(sentence: str) -> str:
    """Loses everything that is no letter or space."""
    return re.sub(r"[^A-Za-z ]", "", sentence)


@pytest.mark.parametrize("say", [shout, forget, lambda sentence: "", lambda sentence: '"Zq1" Zq1'])
def test_whatever_the_model_does_what_is_no_prose_stays(say: Callable[[str], str]) -> None:
    translated = translate_whole(MIXED, say)
    assert [one for one in KEPT if translated.count(one) < 1] == []
    assert re.findall(r"[\r\n]", translated) == re.findall(r"[\r\n]", MIXED)
    assert translated.count("*") == MIXED.count("*") and translated.count("|") == MIXED.count("|")


def test_marks_of_lines_and_cells_stay_in_their_places() -> None:
    lines = translate_whole(MIXED, shout).splitlines()
    assert lines[0] == "# THINGS TO DO"
    assert lines[4:9] == [
        "  - BUY `milk`",
        "  - DANCE 🎉 AND SING",
        "    1. WITH **TWO WORDS** HERE",
        "* [ ] CALL THE DOCTOR",
        "> HE SAID “NO” AND LEFT. I ❤️ YOU SO MUCH!",
    ]
    assert "| DOG  | AN ANIMAL |" in lines and "CAT\tSMALL ANIMAL\tNOUN" in lines
    assert "USE THE <b>RED BUTTON</b> NOW.<br> PRESS *ENTER* PLEASE." in lines[10]


def test_parts_are_the_whole_and_count_the_original() -> None:
    parts = list(translate_parts(MIXED, lambda sentence: sentence))
    assert "".join(part.text for part in parts) == MIXED
    assert parts[-1].done == len(MIXED)
    done = [part.done for part in parts]
    assert done == sorted(done) and len(parts) > 30


def test_a_paragraph_wrapped_by_hand_is_one_for_the_model_and_keeps_its_lines() -> None:
    asked: list[str] = []

    def say(sentence: str) -> str:
        asked.append(sentence)
        return sentence.replace("nobody had lived", "no one lived")

    text = "> The house was very old and nobody had lived in it\n> for a long time, but the garden was still there.\n"
    translated = translate_whole(text, say)
    assert asked == [text.replace("\n> ", " ")[2:-1]]
    first, second, last = translated.split("\n")
    assert first.startswith("> The house") and second.startswith("> ") and last == ""
    assert abs(len(first) - len(second)) < 15


@pytest.mark.parametrize(
    "line",
    [
        "If you have time (and money):",
        "for example:",
        "Let me (and her) go;",
        "casa = house",
        "I ate the apple(s)",
        "import duties",
        "class dismissed:",
        "for you in particular:",
        "- Milk: 2 litres; bread;",
        "    An indented paragraph is a paragraph.",
        "return to sender",
    ],
)
def test_prose_that_looks_a_little_like_code_is_prose(line: str) -> None:
    assert any(isinstance(block, Prose) for block in blocks(line))


@pytest.mark.parametrize(
    "line",
    ["foo(bar);", "int x = 3;", "}", "  });", "if a > b:", "x = foo(1)", "def f(x):", "$ pip install x", ">>> f(2)"],
)
def test_code_without_a_fence_is_code(line: str) -> None:
    assert list(blocks(line)) == [Kept(line)]


def test_a_fence_that_nobody_closes_keeps_nothing_from_being_translated() -> None:
    assert "STILL PROSE" in translate_whole("Look:\n```\n\nThis is still prose.\n", shout)


def test_private_characters_of_the_text_itself_stay() -> None:
    text = "An icon \U000f0001 here, \U00100000 there. \ue000"
    assert translate_whole(text, lambda sentence: sentence) == text


@pytest.mark.parametrize(
    ("original", "said", "expected"),
    [
        ("He said “yes” twice.", 'Ele disse "sim" duas vezes.', "Ele disse “sim” duas vezes."),
        ("Ela disse «sim».", 'She said "yes."', "She said «yes.»"),
        ("It’s ‘odd’, isn’t it?", "É 'estranho', não é?", "É ‘estranho’, não é?"),
        ("“One ‘two’ three.”", "\"Um 'dois' três.\"", "“Um ‘dois’ três.”"),
        ("He said “yes”.", "Ele disse que sim.", "Ele disse que sim."),
        ("Wait… now — go!", "Espere... agora - vá!", "Espere… agora — vá!"),
        ("'Plain' stays.", '"Simples" fica.', '"Simples" fica.'),
    ],
)
def test_the_models_plain_marks_become_those_of_the_original(original: str, said: str, expected: str) -> None:
    assert restored(original, said) == expected
    assert not set("“”«»‘’…") & set(plain(original))


def test_check_is_called_before_each_sentence() -> None:
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        translate_whole("One is here. Two is here. Three is here. Four is here.", shout, check=check)


def test_the_longest_line_takes_no_more_than_its_share() -> None:
    text = "😀 and **bold** `x` " * 5_000
    assert translate_whole(text, shout) == text.replace("and", "AND").replace("bold", "BOLD")


@pytest.mark.parametrize(
    "unit", ["*a ", "**a *b ", "`a ", "[a ", "<code>", "<a ", "<!-- ", "a.", "a@", "A. ", "$$ ", "'a "]
)
def test_what_is_opened_ten_thousand_times_and_never_closed_takes_no_age(unit: str) -> None:
    text = unit * 10_000
    assert translate_whole(text, lambda sentence: sentence) == text


@pytest.fixture(scope="module")
def firefox(model_folder: Callable[[str], Path]) -> Callable[[str], str]:
    languages = load_languages(resources_dir() / "languages")
    short = {code: language.abbreviations for code, language in languages.items()}
    translator = FirefoxTranslator(model_folder, ((EN_PT, "firefox-en-pt"),), short)
    return lambda text: translate_whole(
        text, lambda sentence: translator.translate(sentence, EN_PT).text, short[EN_PT.source]
    )


def test_firefox_keeps_everything_too(firefox: Callable[[str], str]) -> None:
    translated = firefox(MIXED)
    assert [one for one in KEPT if one not in translated] == []
    assert len(translated.splitlines()) == len(MIXED.splitlines())
    assert "**duas palavras**" in translated
    assert re.search(r"\[o guia\]\(", translated) and re.search(r"<b>[^<]*vermelho[^<]*</b>", translated)
    assert re.search(r"“não”", translated)


def test_an_abbreviation_ends_no_sentence(firefox: Callable[[str], str]) -> None:
    translated = firefox("But these problems have plagued Mr. Joko's administration this year.")
    assert "Sr. A " not in translated and "Joko" in translated
