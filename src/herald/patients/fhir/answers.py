"""The value of an observation: a meaning, a number with its unit, or words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from herald.patients.fhir.codes import find_meaning
from herald.patients.fhir.json_text import Json
from herald.patients.fhir.resources import Coding, Object, Resource, as_object, as_text, codings, objects, said
from herald.patients.spellings import ihc_score

_NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,20})?", re.ASCII)
_WORDS = {
    "positive": "positive", "pos": "positive", "negative": "negative", "neg": "negative", "equivocal": "equivocal",
    "indeterminate": "indeterminate", "present": "present", "detected": "present", "absent": "absent",
    "not detected": "absent", "amplified": "positive", "not amplified": "negative", "non-amplified": "negative",
    "premenopausal": "premenopausal", "perimenopausal": "perimenopausal", "postmenopausal": "postmenopausal",
    "pregnant": "pregnant", "not pregnant": "not pregnant", "none": "none",
}  # fmt: skip
_ENDING = re.compile(r" \((?:qualifier value|finding|situation|disorder)\)$")
_STAGE = re.compile(r"(?:.*\bstage\s+)?(?:[cp]?|y[cp])(IV|III|II|I|[1-4])[A-E]?\d?", re.IGNORECASE)
_STAGES = {"1": "I", "2": "II", "3": "III", "4": "IV"}
_CATEGORY = re.compile(r"(?:.*\b)?y?[cp]?(?P<letter>[MN])(?P<digit>[0-3])(?:\D.*)?", re.IGNORECASE)
MAX_WORDS = 120
"""A text with more characters is a report, not a value."""
AJCC = "http://cancerstaging.org"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands, with its unit and with "<" or ">" where only a bound is known."""

    number: Decimal
    unit: str
    comparator: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an observation states.

    Attributes:
        meaning: Of a coded or worded value: "positive", "ihc 2+", "stage III" …; None where no table knows it.
        contradiction: Whether its code, its words or its interpretation say different things.
        words: As written.
        truth: Of a valueBoolean.
        upper: The upper end of the reference range, in the unit of the quantity.
    """

    meaning: str | None = None
    quantity: Quantity | None = None
    contradiction: bool = False
    words: str | None = None
    truth: bool | None = None
    upper: Decimal | None = None


def read_answer(observation: Resource) -> Answer | None:
    """Returns what an observation or component states; None where it states nothing.

    A value goes before an interpretation; where both have a meaning and differ, the answer is a contradiction.
    """
    value = _value(observation.data)
    stated = list(_interpretations(observation))
    if value is None:
        return Answer(stated[0], contradiction=len(set(stated)) > 1) if stated else None
    if value.meaning in _OPPOSITE and _OPPOSITE[value.meaning] in stated:
        return Answer(value.meaning, contradiction=True)
    return value


_OPPOSITE = {"positive": "negative", "negative": "positive"}


def _interpretations(observation: Resource) -> Iterator[str]:
    for concept in observation.objects("interpretation"):
        meaning = _of_concept(concept).meaning
        if meaning is not None:
            yield meaning


def _value(data: Object) -> Answer | None:
    if (concept := as_object(data.get("valueCodeableConcept"))) is not None:
        return _of_concept(concept)
    if (quantity := as_object(data.get("valueQuantity"))) is not None:
        found = read_quantity(quantity)
        return Answer(quantity=found, upper=_upper_limit(data, found))
    if (ratio := as_object(data.get("valueRatio"))) is not None:
        return Answer(quantity=_of_ratio(ratio))
    if (text := as_text(data.get("valueString"))) is not None:
        return _of_words((text,))
    if (number := as_text(data.get("valueInteger"))) is not None:
        return Answer(quantity=_quantity(number, "", ""))
    truth = data.get("valueBoolean")
    return Answer(truth=truth) if isinstance(truth, bool) else None


def _of_concept(concept: Object) -> Answer:
    """Codes go before words; a score whose code and display differ is a contradiction."""
    found = codings(concept)
    by_code, by_words = find_meaning("answers", found), _of_words(said(concept))
    if by_code is None:
        by_code = next(filter(None, map(_staging, found)), None)
    differs = by_code is not None and by_words.meaning is not None and by_words.meaning != by_code
    if differs and _kind(by_code) == _kind(by_words.meaning) in {"ihc", "stage"}:
        return Answer(contradiction=True, words=by_words.words)
    return Answer(by_code or by_words.meaning, words=by_words.words)


def _kind(meaning: str | None) -> str:
    return (meaning or "").partition(" ")[0]


def _staging(coding: Coding) -> str | None:
    """The AJCC writes its categories and groups as codes: "4", "c3A", "cM0"."""
    return _category(coding.code) or _stage(coding.code) if coding.system == AJCC else None


def _of_words(words: Iterable[str]) -> Answer:
    texts = [_ENDING.sub("", text) for text in words]
    meaning = next(filter(None, map(_meaning_of, texts)), None)
    return Answer(meaning, words=texts[0] if texts else None)


def _meaning_of(text: str) -> str | None:
    """Returns the meaning of a short text; a long one is a report, and nothing is picked out of it."""
    folded = text.casefold()
    if len(text) > MAX_WORDS:
        return None
    if folded in _WORDS:
        return _WORDS[folded]
    if "+" in text and (score := ihc_score(text)) in {"0", "1+", "2+", "3+"}:
        return f"ihc {score}"
    return _category(text) or (_stage(text) if "stage" in folded else None)


def _stage(text: str) -> str | None:
    match = _STAGE.fullmatch(text.strip())
    return f"stage {_STAGES.get(match[1], match[1].upper())}" if match else None


def _category(text: str) -> str | None:
    match = _CATEGORY.fullmatch(text.strip())
    if match is None:
        return None
    if match["letter"].upper() == "M":
        return f"m{match['digit']}" if match["digit"] in "01" else None
    return "n0" if match["digit"] == "0" else "n+"


def read_quantity(quantity: Object) -> Quantity | None:
    """Returns a FHIR Quantity; None where it has no number. A coded unit goes before a written one."""
    unit = as_text(quantity.get("code")) or as_text(quantity.get("unit")) or ""
    return _quantity(quantity.get("value"), unit, as_text(quantity.get("comparator")) or "")


def _upper_limit(data: Object, quantity: Quantity | None) -> Decimal | None:
    for reference in objects(data.get("referenceRange")):
        high = as_object(reference.get("high"))
        limit = read_quantity(high) if high is not None else None
        if limit is not None and quantity is not None and limit.unit in (quantity.unit, "") and limit.number > 0:
            return limit.number
    return None


def _quantity(value: Json, unit: str, comparator: str) -> Quantity | None:
    text = as_text(value) or ""
    return Quantity(Decimal(text), unit, comparator) if _NUMBER.fullmatch(text) else None


def _of_ratio(ratio: Object) -> Quantity | None:
    parts = [read_quantity(part) for name in ("numerator", "denominator") for part in objects(ratio.get(name))]
    if len(parts) != 2 or parts[0] is None or parts[1] is None or parts[0].comparator or parts[1].comparator:
        return None
    try:
        return Quantity(round(parts[0].number / parts[1].number, 4), "", "")
    except (InvalidOperation, ZeroDivisionError):
        return None
