"""Where a Portuguese text speaks to somebody as *você*: pronouns, verbs, commands, possessives, all that agrees.

Every word that would have to change is found, or named as unsure: then nobody changes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from langtutor.core.registers import RegisterRules, Told
from langtutor.engines.grammar.portuguese.analysis import Sentence, Token
from langtutor.engines.grammar.portuguese.lexicon import Lexicon, Reading

PRONOUN = "você"
CLITICS = frozenset({"me", "te", "se", "lhe", "nos", "lhes", "o", "a", "os", "as", "lo", "la", "los", "las"})
_OWN = frozenset({"seu", "sua", "seus", "suas"})
_PERSONS = frozenset(
    (
        *("eu", "tu", "você", "vocês", "ele", "ela", "nós", "eles", "elas", "gente", "mundo", "qual", "quem"),
        *("isso", "isto", "aquilo", "tudo", "nada", "alguém", "ninguém"),
    )
)
_BEFORE_NOUN = ("D", "SP", "Z", "AP")
_FAR = 4


class Kind(StrEnum):
    """What a place is. LEFT_OUT: a verb whose *você* isn't said. PREDICATE: an adjective that agrees."""

    SUBJECT = "subject"
    BEHIND = "behind a preposition"
    BARE = "without a verb"
    OBJECT = "behind its verb"
    VERB = "verb"
    LEFT_OUT = "left out"
    INFINITIVE = "infinitive with a subject"
    COMMAND = "command"
    REFLEXIVE = "reflexive"
    INDIRECT = "indirect object"
    DIRECT = "direct object"
    TE = "te"
    OWN = "possessive"
    PREDICATE = "predicate"


@dataclass(frozen=True, slots=True)
class Place:
    """A token that has to do with who is spoken to. sure: False where it may as well be about somebody else."""

    kind: Kind
    at: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Knowing:
    """What is needed to read and to write: forms, and what the file says."""

    lexicon: Lexicon
    rules: RegisterRules

    def among(self, name: str, word: str) -> bool:
        return word in self.rules.lists[name]

    def readings(self, token: Token) -> tuple[Reading, ...]:
        """Of the word without what is joined to it."""
        head, tail = parted(token)
        return self.lexicon.readings(head) if tail else token.readings


def parted(token: Token) -> tuple[str, str]:
    """A verb and the pronoun behind its hyphen, in lower case; the word and nothing where none is joined to it."""
    head, _, tail = token.low.rpartition("-")
    return (head, tail) if head and tail in CLITICS else (token.low, "")


def read(sentence: Sentence, knowing: Knowing, told: Told) -> tuple[Place, ...]:
    """In the order of the text; empty where nobody is spoken to."""
    return _Reader(sentence, knowing, told).read()


class _Reader:
    def __init__(self, sentence: Sentence, knowing: Knowing, told: Told) -> None:
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._knowing = knowing
        self._told = told
        self._places: dict[int, Place] = {}

    def read(self) -> tuple[Place, ...]:
        for at, token in enumerate(self._tokens):
            if token.low == PRONOUN:
                self._pronoun(at)
        self._commands()
        self._coordinated()
        self._objects()
        self._left_out()
        self._coordinated()
        if not self._places and not self._told.yours:
            return ()
        self._possessives()
        self._reflexives()
        self._predicates()
        return tuple(sorted(self._places.values(), key=lambda place: place.at))

    def _put(self, kind: Kind, at: int, sure: bool = True) -> None:
        self._places.setdefault(at, Place(kind, at, sure))

    def _low(self, at: int) -> str:
        return self._sentence.low(at)

    # --- pronouns and their verbs --------------------------------------------------------------------------------

    def _pronoun(self, at: int) -> None:
        before, after = self._low(at - 1), self._low(at + 1)
        if self._knowing.among("joining", after) and after in ("e", "nem") and self._is_person(at + 2):
            self._put(Kind.BARE, at)  # *você e seu irmão*: the verb is plural
            return
        if before in ("e", "nem") and self._is_person(at - 2):
            self._put(Kind.BARE, at)
            return
        verb = self._verb_of(at + 1)
        infinitive = verb is not None and self._tokens[verb].may_be("VMN") and not self._certainly_finite(verb)
        if infinitive and verb is not None:
            self._put(Kind.SUBJECT, at)
            self._put(Kind.INFINITIVE, verb)
        elif self._knowing.among("prepositions", before):
            self._put(Kind.BEHIND, at)
        elif before in ("até", "entre", "nem"):
            self._put(Kind.BARE, at, sure=False)
        elif at and self._tokens[at - 1].may_be("VMI", "VMS", "VMN", "VMG") and before not in ("que", "como"):
            self._behind_verb(at)
        elif verb is not None:
            self._put(Kind.SUBJECT, at)
            self._put(Kind.VERB, verb)
        else:
            self._put(Kind.BARE, at, sure=not after or not after[0].isalpha() or before in ("como", "que"))

    def _behind_verb(self, at: int) -> None:
        """*como vai você?* turns the subject round; in *eu vi você* it is the object."""
        asks = any(token.text == "?" for token in self._tokens[at : at + 3])
        if not self._tokens[at - 1].may_be("VMN") and self._thirds(at - 1) and not self._has_subject(at - 1):
            self._put(Kind.SUBJECT, at, sure=asks)
            self._put(Kind.VERB, at - 1, sure=asks)
        elif self._low(at - 2) in CLITICS - {"o", "a", "os", "as"} or "-" in self._low(at - 1):
            self._put(Kind.OBJECT, at, sure=False)
        else:
            self._put(Kind.OBJECT, at)

    def _is_person(self, at: int) -> bool:
        """Whether somebody else is named here: the verb of *você e ela* is plural, that of *você e canta* isn't."""
        if not 0 <= at < len(self._tokens):
            return False
        token = self._tokens[at]
        return token.low in _PERSONS | _OWN or token.may_be("DP", "DA", "PP", "NP") or self._sentence.named(at)

    def _verb_of(self, at: int) -> int | None:
        while at < len(self._tokens) and (
            self._knowing.among("between", self._low(at))
            or self._low(at).endswith("mente")
            or (self._low(at) in ("o", "a", "os", "as") and self._is_surely_finite(at + 1))
        ):
            at += 1
        if at >= len(self._tokens) or not self._tokens[at].is_word:
            return None
        is_verb = self._thirds(at) or self._tokens[at].may_be("VMN")
        return at if is_verb else None

    def _certainly_finite(self, at: int) -> bool:
        """*sair* behind *quando* is a future subjunctive, behind *para* an infinitive."""
        before = next(
            (self._low(i) for i in range(at - 1, -1, -1) if self._low(i) == PRONOUN or self._low(i) in _PERSONS), ""
        )
        start = next((i for i in range(at - 1, -1, -1) if self._low(i) == before), at)
        return self._low(start - 1) in ("quando", "se", "como", "onde", "que", "quem", "enquanto", "conforme", "assim")

    def _is_surely_finite(self, at: int) -> bool:
        if at >= len(self._tokens):
            return False
        token = self._tokens[at]
        return any(one.person for one in token.readings) and not token.may_be("NC", "AQ", "SP", "RG")

    def _thirds(self, at: int) -> list[Reading]:
        """Readings as a finite verb of the third person."""
        return [one for one in self._knowing.readings(self._tokens[at]) if one.person == "3S" and one.tag[2] != "M"]

    # --- commands ------------------------------------------------------------------------------------------------

    def _commands(self) -> None:
        for at in range(len(self._tokens)):
            if at not in self._places and self._is_command(at) and self._begins_clause(at):
                self._put(Kind.COMMAND, at, sure=not self._governed(at))

    def _is_command(self, at: int) -> bool:
        token = self._tokens[at]
        readings = self._knowing.readings(token)
        if not any(one.tag.startswith("VMM03S") for one in readings):
            return False
        if self._knowing.among("no_commands", parted(token)[0]):
            follows = self._low(at + 1)
            return not follows or not follows[0].isalpha() or self._knowing.among("after_commands", follows)
        if self._knowing.among("wishes", parted(token)[0]) or (
            parted(token)[0] == "seja" and self._knowing.among("whatever", self._low(at + 1))
        ):
            return False
        present = any(one.tag.startswith("VMIP3S") for one in readings)
        return not present or (self._told.you is not None and not self._told.third)

    def _begins_clause(self, at: int) -> bool:
        if self._sentence.begins(at):
            return True
        before = self._tokens[at - 1]
        if not before.is_word:
            return before.text in ",;:—–-.!?…\"“'(»«"
        if self._knowing.among("denying", before.low) or before.low in ("me", "te", "se", "lhe", "nos"):
            return self._begins_clause(at - 1)
        return self._knowing.among("opening", before.low)

    def _governed(self, at: int) -> bool:
        """Whether it may be a subjunctive that goes with an earlier one: *que ele venha e fale*."""
        for before in range(at - 1, -1, -1):
            if self._low(before) in ("que", "talvez", "embora", "caso"):
                return any(self._tokens[i].may_be("VMSP") for i in range(before + 1, at))
            if self._sentence.begins(before):
                return False
        return False

    # --- verbs without their pronoun -----------------------------------------------------------------------------

    def _coordinated(self) -> None:
        """*você canta e dança*; *canta, dança e ri*."""
        for at in range(1, len(self._tokens)):
            if at in self._places or not self._is_free_verb(at):
                continue
            link = at - 1
            while link > 0 and self._knowing.among("between", self._low(link)):
                link -= 1
            if not (self._knowing.among("joining", self._low(link)) or self._low(link) == ","):
                continue
            if self._low(link) == "," and self._low(at + 1) == "?":
                self._tag(at)
                continue
            previous = self._verb_before(link)
            place = self._places.get(previous) if previous is not None else None
            if place is not None and place.kind in (Kind.VERB, Kind.LEFT_OUT):
                self._put(Kind.VERB, at, place.sure and self._low(link) != ",")

    def _tag(self, at: int) -> None:
        """*você gosta, não gosta?* asks with the same verb; *não é?* is always said."""
        lemmas = {one.lemma for one in self._thirds(at)}
        places = [place for place in self._places.values() if place.kind in (Kind.VERB, Kind.LEFT_OUT)]
        if any(lemmas & {one.lemma for one in self._thirds(place.at)} for place in places):
            self._put(Kind.VERB, at)
        elif not lemmas & {"ser", "ir"}:
            self._put(Kind.VERB, at, sure=False)

    def _verb_before(self, at: int) -> int | None:
        """The finite verb to the left, in the same sentence."""
        for place in range(at - 1, -1, -1):
            if place in self._places and self._places[place].kind in (Kind.VERB, Kind.LEFT_OUT, Kind.COMMAND):
                return place
            if self._is_free_verb(place) or self._finite_of_others(place):
                return place
            if self._sentence.begins(place):
                return None
        return None

    def _finite_of_others(self, at: int) -> bool:
        token = self._tokens[at]
        return any(one.person for one in token.readings) and token.can_only_be("V")

    def _is_free_verb(self, at: int) -> bool:
        token = self._tokens[at]
        if not token.is_word or not self._thirds(at) or token.may_be("SP", "CS", "RG"):
            return False
        if (token.may_be("CC") and token.low != "quer") or self._sentence.named(at):
            return False
        if token.may_be("VMN") and not any(
            self._low(i) in ("se", "quando", "como", "onde", "quem", "que", "enquanto") for i in (at - 1, at - 2)
        ):
            return False
        before = self._tokens[at - 1] if at else None
        nominal = token.may_be("NC", "AQ", "VMP")
        return not (nominal and before is not None and (before.may_be(*_BEFORE_NOUN) or before.low in _OWN))

    def _left_out(self) -> None:
        """Verbs that nobody is named for, where the original says *you* more often than the text."""
        spare = self._spare()
        if spare <= 0 and self._told.you is not None:
            return
        free = [at for at in range(len(self._tokens)) if at not in self._places and self._is_free_verb(at)]
        open_ = [at for at in free if not self._has_subject(at) and not self._is_impersonal(at)]
        sure = self._told.you is not None and not self._told.third and len(open_) == spare
        for at in open_:
            self._put(Kind.LEFT_OUT, at, sure)

    def _spare(self) -> int:
        said = (Kind.SUBJECT, Kind.BEHIND, Kind.BARE, Kind.OBJECT, Kind.TE, Kind.INDIRECT, Kind.DIRECT)
        return (self._told.you or 0) - sum(place.kind in said for place in self._places.values())

    def _has_subject(self, at: int) -> bool:
        before = at - 1
        while before >= 0 and (
            self._knowing.among("between", self._low(before)) or self._low(before).endswith("mente")
        ):
            before -= 1
        if before < 0 or self._sentence.begins(at):
            return False
        token = self._tokens[before]
        if token.low == "que" or self._knowing.among("subordinating", token.low):
            return False
        return token.low in _PERSONS or token.may_be("NC", "NP", "AQ") or self._sentence.named(before)

    def _is_impersonal(self, at: int) -> bool:
        return any(self._knowing.among("impersonal", one.lemma) for one in self._thirds(at))

    # --- objects, possessives, what agrees -----------------------------------------------------------------------

    def _objects(self) -> None:
        third = self._told.third_object
        known = self._told.you is not None
        for at, token in enumerate(self._tokens):
            if token.low == "te" or parted(token)[1] == "te":
                self._put(Kind.TE, at)
            elif token.low == "lhe" or (parted(token)[1] == "lhe"):
                if known and self._spare() <= 0 and (not self._told.you or self._told.third or third):
                    continue  # somebody else's
                self._object(Kind.INDIRECT, at, known and not third and self._spare() > 0)
        for at, token in enumerate(self._tokens):
            joined = parted(token)[1] in ("lo", "la", "o", "a")
            if joined and self._own_infinitive(at):
                continue  # *você pode ajudá-lo*: somebody else
            if (joined or self._stands_as_object(at)) and (not known or self._spare() > 0):
                self._object(Kind.DIRECT, at, known and not third)

    def _object(self, kind: Kind, at: int, sure: bool) -> None:
        if at in self._places:  # joined to a verb that is itself somebody's
            sure = False
            del self._places[at]
        self._put(kind, at, sure)

    def _stands_as_object(self, at: int) -> bool:
        """*eu o vi*, *não a conheço*."""
        if self._low(at) not in ("o", "a") or not 0 < at < len(self._tokens) - 1:
            return False
        before = self._tokens[at - 1]
        if at + 1 in self._places:
            return False
        return self._is_surely_finite(at + 1) and (before.low in _PERSONS or self._knowing.among("denying", before.low))

    def _possessives(self) -> None:
        for at, token in enumerate(self._tokens):
            if token.low not in _OWN or (token.text[0].isupper() and self._sentence.named(at)):
                continue
            if self._told.you is not None and not self._told.yours and self._told.third_possessive:
                continue
            self._put(Kind.OWN, at, self._told.yours and not self._told.third_possessive)

    def _reflexives(self) -> None:
        for at in range(len(self._tokens)):
            if self._low(at) == "se":
                self._reflexive(at)
            elif parted(self._tokens[at])[1] == "se" and at not in self._places and self._own_infinitive(at):
                self._put(Kind.REFLEXIVE, at)

    def _reflexive(self, at: int) -> None:
        following = self._places.get(at + 1)
        if following is not None and following.kind in (Kind.VERB, Kind.COMMAND, Kind.INFINITIVE):
            self._put(Kind.REFLEXIVE, at)
        elif following is not None and following.kind is Kind.LEFT_OUT:
            future = any(one.tag[2:4] in ("SF", "SI") for one in self._thirds(at + 1))
            if not future:
                self._put(Kind.REFLEXIVE, at, sure=False)
        elif at + 1 < len(self._tokens) and self._tokens[at + 1].may_be("VMN", "VMG") and self._own_infinitive(at + 1):
            self._put(Kind.REFLEXIVE, at)

    def _own_infinitive(self, at: int) -> bool:
        """Whether the infinitive goes with a verb of who is spoken to: *você pode se sentar*."""
        if not self._tokens[at].may_be("VMN", "VMG"):
            return False
        for before in range(at - 1, max(-1, at - 1 - _FAR), -1):
            place = self._places.get(before)
            if place is not None and place.kind in (Kind.VERB, Kind.LEFT_OUT, Kind.COMMAND, Kind.INFINITIVE):
                return True
            if not self._tokens[before].is_word or (place is None and self._finite_of_others(before)):
                return False
        return False

    def _predicates(self) -> None:
        for place in tuple(self._places.values()):
            if place.kind in (Kind.VERB, Kind.LEFT_OUT, Kind.COMMAND, Kind.INFINITIVE):
                for at in self._predicate_of(place.at):
                    self._put(Kind.PREDICATE, at)
        for at, token in enumerate(self._tokens):
            if token.low in ("mesmo", "mesma", "próprio", "própria", "sozinho", "sozinha") and (
                self._low(at - 1) == PRONOUN or (token.low.startswith("soz") and self._places)
            ):
                self._put(Kind.PREDICATE, at, token.low.startswith("soz") is False or not self._told.third)

    def _predicate_of(self, verb: int) -> Iterator[int]:
        """Adjectives, participles, and nouns of people behind *ser*, *estar* and the like."""
        at = verb + 1
        copula = self._is_copula(verb) or (self._low(verb - 1) == "se" and self._has_lemma(verb, "reflexive_copulas"))
        while at < len(self._tokens) and (self._is_copula(at) or self._knowing.among("degree", self._low(at))):
            copula = copula or self._is_copula(at)
            at += 1
        if not copula:
            self._stray(verb, at)
            return
        while at < len(self._tokens) and (
            self._knowing.among("degree", self._low(at)) or self._low(at) in (PRONOUN, "se")
        ):
            at += 1
        while at < len(self._tokens):
            token = self._tokens[at]
            if not token.may_be("AQ", "VMP", "NC", "DI", "DA", "DP", "DD") or token.may_be("SP"):
                return
            yield at
            at += 1
            if self._low(at) in ("e", "ou") and at + 1 < len(self._tokens) and self._tokens[at + 1].may_be("AQ", "VMP"):
                at += 1

    def _stray(self, verb: int, at: int) -> None:
        """*chegou atrasado*: an adjective that may be of who is spoken to."""
        if at >= len(self._tokens) or self._has_lemma(verb, "auxiliaries"):
            return
        token = self._tokens[at]
        if token.may_be("AQ", "VMP") and not token.may_be("RG", "NC", "SP", "D"):
            self._put(Kind.PREDICATE, at, sure=False)

    def _is_copula(self, at: int) -> bool:
        return self._has_lemma(at, "copulas")

    def _has_lemma(self, at: int, name: str) -> bool:
        readings = self._knowing.readings(self._tokens[at])
        return any(one.tag.startswith("V") and self._knowing.among(name, one.lemma) for one in readings)
