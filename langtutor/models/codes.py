"""Language codes as files spell them (`por`, `pt_BR`, `por_Latn`), as the two letters that langtutor uses."""

from __future__ import annotations

import re
from itertools import pairwise

_THREE = """
aar:aa abk:ab afr:af aka:ak alb:sq amh:am ara:ar arg:an arm:hy asm:as ava:av ave:ae aym:ay aze:az bak:ba bam:bm
baq:eu bel:be ben:bn bih:bh bis:bi bod:bo bos:bs bre:br bul:bg bur:my cat:ca ces:cs cha:ch che:ce chi:zh chu:cu
chv:cv cor:kw cos:co cre:cr cym:cy cze:cs dan:da deu:de div:dv dut:nl dzo:dz ell:el eng:en epo:eo est:et eus:eu
ewe:ee fao:fo fas:fa fij:fj fin:fi fra:fr fre:fr fry:fy ful:ff geo:ka ger:de gla:gd gle:ga glg:gl glv:gv gre:el
grn:gn guj:gu hat:ht hau:ha heb:he her:hz hin:hi hmo:ho hrv:hr hun:hu hye:hy ibo:ig ice:is ido:io iii:ii iku:iu
ile:ie ina:ia ind:id ipk:ik isl:is ita:it jav:jv jpn:ja kal:kl kan:kn kas:ks kat:ka kau:kr kaz:kk khm:km kik:ki
kin:rw kir:ky kom:kv kon:kg kor:ko kua:kj kur:ku lao:lo lat:la lav:lv lim:li lin:ln lit:lt ltz:lb lub:lu lug:lg
mac:mk mah:mh mal:ml mao:mi mar:mr may:ms mkd:mk mlg:mg mlt:mt mon:mn mri:mi msa:ms mya:my nau:na nav:nv nbl:nr
nde:nd ndo:ng nep:ne nld:nl nno:nn nob:nb nor:no nya:ny oci:oc oji:oj ori:or orm:om oss:os pan:pa per:fa pli:pi
pol:pl por:pt pus:ps que:qu roh:rm ron:ro rum:ro run:rn rus:ru sag:sg san:sa sin:si slk:sk slo:sk slv:sl sme:se
smo:sm sna:sn snd:sd som:so sot:st spa:es sqi:sq srd:sc srp:sr ssw:ss sun:su swa:sw swe:sv tah:ty tam:ta tat:tt
tel:te tgk:tg tgl:tl tha:th tib:bo tir:ti ton:to tsn:tn tso:ts tuk:tk tur:tr twi:tw uig:ug ukr:uk urd:ur uzb:uz
ven:ve vie:vi vol:vo wel:cy wln:wa wol:wo xho:xh yid:yi yor:yo zha:za zho:zh zul:zu
arb:ar als:sq azj:az ekk:et gaz:om kmr:ku lvs:lv npi:ne ory:or pbt:ps pes:fa plt:mg quy:qu swh:sw uzn:uz
ydd:yi zsm:ms khk:mn fuv:ff knc:kr
"""
"""ISO 639-2 (both its kinds) and, in the last lines, the single languages that NLLB names for a group's code."""

_TWO = dict(pair.split(":") for pair in _THREE.split())
_KNOWN = frozenset(_TWO.values())
_WORD = re.compile(r"[A-Za-z0-9]+")


def two_letters(code: str) -> str | None:
    """`por`, `pt-BR`, `pt_BR`, `por_Latn` → `pt`; None for what has no two letters, or is no code."""
    first = re.split(r"[-_]", code.strip().lower())[0]
    if len(first) == 2:
        return first if first in _KNOWN else None
    return _TWO.get(first)


def pair_in(name: str) -> tuple[str, ...]:
    """The languages that a file or folder names side by side: `opus-mt-en-pt`, `freedict-eng-por`. Else empty."""
    words = [two_letters(word) if len(word) in (2, 3) else None for word in _WORD.findall(name)]
    pairs = [(one, other) for one, other in pairwise(words) if one and other]
    return pairs[-1] if pairs else ()
