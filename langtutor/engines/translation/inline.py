"""What stays as it is within a line: addresses, code, emoji, placeholders, and marks around words (bold, links, tags).

Each becomes one character of Unicode's private planes, so that a sentence with them is still a string: an item stands
for itself, a mark opens or closes a pair.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ITEMS = 0x100000
_MARKS = 0xF0000
PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
ITEM = re.compile("[\U00100000-\U0010ffff]")
MARK = re.compile("[\U000f0000-\U000fffff]")

_CODE = re.compile(r"(`+)(?!`).{1,500}?(?<!`)\1(?!`)", re.DOTALL)
_ATTRIBUTE = r"""\s+[\w:-]+(?:=(?:"[^"]*"|'[^']*'|[^\s<>"'=]+))?"""
_TAG = re.compile(rf"<!--.{{0,500}}?-->|<(/?)([A-Za-z][\w-]*)(?:{_ATTRIBUTE})*\s*(/?)>")
_LINK = re.compile(
    r"(!?\[)([^\[\]\n]{1,500})(\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)|\]\[[^\[\]\n]*\])"
)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3}|~~)(?=[^\s*_~])(.{1,500}?)(?<=[^\s*_~])\1(?![\w*])")
_END_OF_ADDRESS = re.compile(r"[.,;:!?…'\"’”»*_~]+$")
_ADDRESS = re.compile(
    r"(?:\b(?:https?|ftp|file)://|\bmailto:|\bwww\.)[^\s<>\"“”«»|]+"
    r"|<?\b[\w.+-]{1,64}@\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){1,8}>?"
    r"|\b(?:[a-z0-9-]{1,63}\.){1,8}(?:com|org|net|edu|gov|info|io|dev|app)(?:\.[a-z]{2})?\b(?:/[^\s<>\"“”«»|]*)?"
)
_FILES = "py|txt|md|html?|js|ts|json|csv|pdf|docx?|xlsx?|png|jpe?g|zip|exe|sh|toml|ya?ml|xml|cpp|java|mp3|srt|epub"
_OTHERS = re.compile(
    r"\{\{[^{}\n]*\}\}|\$?\{\w*\}|%\(\w+\)[sd]|%\d*\$?[sd]\b|(?<!\w)\$[A-Za-z_]\w*"
    r"|(?<![\w&])[@#]\w+(?:[.-]\w+)*"
    r"|\b[A-Za-z]:\\[^\s\"<>|,;]*|(?<![\w.~/])(?:~|\.{1,2})?(?:/[\w.@+-]+){2,}/?|(?<!\w)~/[\w.@+-]+"
    rf"|(?<![\w/.])[\w-]{{1,80}}(?:\.[\w-]{{1,80}}){{0,5}}\.(?:{_FILES})\b"
    r"|(?<!\w)__[a-z]+__(?=\W*\()|(?<!\w)__(?:init|main|name|file|call|str|repr|all|doc|dict)__(?!\w)"
    r"|(?<!\w)[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+(?:\(\))?(?!\w)|(?<![\w.])[A-Za-z][\w.]{0,100}\(\)"
    r"|&(?:[a-z]+|#\d+);"
)
_PICTURE = (
    "\U0001f000-\U0001faff\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\u00a9\u00ae\ue000-\uf8ff"
)
_JOINING = "\u200d\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f"
_EMOJI = re.compile(
    rf"[{_PICTURE}][{_PICTURE}{_JOINING}]*|[0-9#*]\ufe0f?\u20e3|(?<!\S)(?:[:;=]['’]?-?[()DPpOo/|\\*]|<3)(?![\w/])"
)


@dataclass
class Inline:
    """What the private characters of one paragraph stand for, of which a plane has 65,534.

    apart: items that are no part of a sentence (emoji). addresses: items that are of the web.
    partners: which mark closes what another opens, and back.
    """

    originals: dict[str, str] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    partners: dict[str, str] = field(default_factory=dict)
    _items: int = 0
    _marks: int = 0

    def hide(self, text: str) -> str:
        """The text with a character for each thing that stays."""
        text = PRIVATE.sub(lambda found: self._foreign(found[0]), text)
        text = _CODE.sub(lambda found: self._item(found[0]), text)
        text = self._tags(text)
        text = _LINK.sub(lambda found: self._pair(found[1], found[2], found[3]), text)
        text = _ADDRESS.sub(self._address, text)
        text = _OTHERS.sub(lambda found: self._item(found[0]), text)
        text = _EMOJI.sub(lambda found: self._item(found[0], apart=True), text)
        before = ""
        while before != text:
            before = text
            text = _EMPHASIS.sub(lambda found: self._pair(found[1], found[2], found[1]), text)
        return text

    def show(self, text: str) -> str:
        """What `hide` has hidden."""
        return PRIVATE.sub(lambda found: self.originals[found[0]], text)

    def _foreign(self, character: str) -> str:
        """A private character of the text itself."""
        item = self._item("")
        self.originals[item] = character
        return item

    def _item(self, original: str, *, apart: bool = False) -> str:
        character = chr(_ITEMS + self._items)
        self._items += 1
        self.originals[character] = self.show(original)
        if apart:
            self.apart.add(character)
        return character

    def _pair(self, opening: str, inner: str, closing: str) -> str:
        first, second = chr(_MARKS + self._marks), chr(_MARKS + self._marks + 1)
        self._marks += 2
        self.originals |= {first: self.show(opening), second: self.show(closing)}
        self.partners |= {first: second, second: first}
        return first + inner + second

    def _address(self, found: re.Match[str]) -> str:
        """Without the full stop of the sentence, or a bracket around it."""
        address = found[0]
        while True:
            shorter = _END_OF_ADDRESS.sub("", address)
            for opening, closing in ("()", "[]", "{}"):
                if shorter.endswith(closing) and shorter.count(opening) < shorter.count(closing):
                    shorter = shorter[:-1]
            if shorter == address:
                break
            address = shorter
        if not address:
            return found[0]
        item = self._item(address)
        if "@" not in address:
            self.addresses.add(item)
        return item + found[0][len(address) :]

    def _tags(self, text: str) -> str:
        """Those that belong together are pairs."""
        found = list(_TAG.finditer(text))
        partner: dict[int, int] = {}
        unclosed: list[int] = []
        for number, tag in enumerate(found):
            if tag[2] is None or tag[3]:
                continue
            if not tag[1]:
                unclosed.append(number)
                continue
            for place in range(len(unclosed) - 1, -1, -1):
                if found[unclosed[place]][2] == tag[2]:
                    partner[unclosed[place]] = number
                    del unclosed[place:]
                    break
        closing = set(partner.values())
        made: dict[int, str] = {}
        for first, second in partner.items():
            made[first], made[second] = self._pair(found[first][0], "\0", found[second][0]).split("\0")
        pieces, at = [], 0
        for number, tag in enumerate(found):
            pieces += [text[at : tag.start()], made[number] if number in partner or number in closing else ""]
            pieces[-1] = pieces[-1] or self._item(tag[0])
            at = tag.end()
        return "".join([*pieces, text[at:]])
