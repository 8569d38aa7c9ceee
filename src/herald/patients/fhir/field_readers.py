"""What the value of an observation says about fields of the record: one short reader for each kind of observation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from herald.patients.fhir.answers import Answer, Quantity
from herald.patients.spellings import ihc_score

UNREADABLE = "its value is none that the record can take"


class NotRead(Exception):
    """Carries the reason why a value is not used."""


Pairs = Iterator[tuple[str, str]]


def _number(answer: Answer, *units: str, factors: dict[str, Decimal] | None = None) -> str:
    """Returns the number in the first of `units`, of which "" stands for none; counts in braces have none.

    Raises:
        NotRead: There is no number, only a bound, or a unit that does not fit.
    """
    quantity = answer.quantity
    if quantity is None:
        raise NotRead(UNREADABLE)
    if quantity.comparator:
        raise NotRead("only a bound is stated, no number")
    unit = "" if quantity.unit.startswith("{") else quantity.unit
    if factors and unit in factors:
        return _plain(quantity.number * factors[unit])
    if unit not in units:
        raise NotRead("a unit that does not fit")
    return _plain(quantity.number)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _nuclei(marker: str, positive_above: Decimal) -> Callable[[Answer], Pairs]:
    """Reads a share of stained nuclei; a bound is read where it settles the marker.

    Source: ASCO/CAP 2020, doi:10.1200/JCO.19.02309: negative below 1 %, ER low positive from 1 to 10 %.
    """

    def read(answer: Answer) -> Pairs:
        bound = answer.quantity
        if bound is not None and bound.comparator and bound.unit in {"%", ""}:
            yield marker, _from_bound(bound, positive_above)
        elif answer.quantity is None:
            yield from _reported(marker)(answer)
        else:
            yield f"{marker}_percent", _number(answer, "%", "")

    return read


def _from_bound(bound: Quantity, positive_above: Decimal) -> str:
    if bound.comparator == "<" and bound.number <= 1:
        return "negative"
    exceeds = bound.number >= positive_above if bound.comparator == ">" else bound.number > positive_above
    if bound.comparator in {">", ">="} and exceeds:
        return "positive"
    raise NotRead("only a bound is stated, no number")


_RESULT = {"positive": "positive", "present": "positive", "negative": "negative", "absent": "negative"}


def _reported(marker: str) -> Callable[[Answer], Pairs]:
    def read(answer: Answer) -> Pairs:
        if answer.meaning not in _RESULT:
            raise NotRead(UNREADABLE)
        yield marker, _RESULT[answer.meaning]

    return read


def _her2_ihc(answer: Answer) -> Pairs:
    """Reads a score; "equivocal" is 2+ by definition, "positive" and "negative" leave the score open.

    Source: ASCO/CAP 2018, doi:10.1200/JCO.2018.77.8738.
    """
    score = _score(answer)
    if score is not None:
        yield "her2_ihc", score
    elif answer.meaning in {"equivocal", "indeterminate"}:
        yield "her2_ihc", "2+" if answer.meaning == "equivocal" else "indeterminate"
    else:
        yield from _reported("her2_reported")(answer)


def _score(answer: Answer) -> str | None:
    words = answer.words or (str(answer.quantity.number) if answer.quantity and not answer.quantity.comparator else "")
    score = (
        (answer.meaning or "").removeprefix("ihc ") if (answer.meaning or "").startswith("ihc ") else ihc_score(words)
    )
    return score if score in {"0", "1+", "2+", "3+"} else None


def _her2_ish(answer: Answer) -> Pairs:
    if answer.meaning not in _RESULT:
        raise NotRead(UNREADABLE)
    yield "her2_ish", "amplified" if _RESULT[answer.meaning] == "positive" else "not amplified"


def _her2_result(answer: Answer) -> Pairs:
    if (score := _score(answer)) is not None and answer.meaning not in _RESULT:
        yield "her2_ihc", score
    else:
        yield from _reported("her2_reported")(answer)


def _ratio(answer: Answer) -> Pairs:
    yield "her2_ish_ratio", _number(answer, "", "1", "ratio")


def _copies(answer: Answer) -> Pairs:
    yield "her2_ish_copies", _number(answer, "", "1", "#", "copies")


def _lvef(answer: Answer) -> Pairs:
    yield "lvef", _number(answer, "%", "")


_COUNTS = {"/uL": Decimal("0.001")}


def _cells(field: str) -> Callable[[Answer], Pairs]:
    """Reads a count of cells in 10⁹ a litre, which is the same as thousands a microlitre."""

    def read(answer: Answer) -> Pairs:
        yield field, _number(answer, "10*9/L", "10*3/uL", "/nL", "G/L", factors=_COUNTS)

    return read


def _multiple_of_limit(field: str) -> Callable[[Answer], Pairs]:
    """Reads a concentration as a multiple of the upper limit of normal that the laboratory states beside it."""

    def read(answer: Answer) -> Pairs:
        if answer.quantity is None or answer.upper is None:
            raise NotRead("without the upper limit of normal of its laboratory")
        number = Decimal(_number(answer, answer.quantity.unit, ""))
        yield field, _plain(round(number / answer.upper, 2))

    return read


def _ecog(answer: Answer) -> Pairs:
    grade = (
        (answer.meaning or "").removeprefix("ecog ") if answer.quantity is None else _number(answer, "", "1", "score")
    )
    if grade not in {"0", "1", "2", "3", "4"}:
        raise NotRead(UNREADABLE)
    yield "performance_status", grade


def _stage(answer: Answer) -> Pairs:
    kind, _, stage = (answer.meaning or "").partition(" ")
    if kind != "stage":
        raise NotRead(UNREADABLE)
    if stage == "IV":
        yield "extent", "metastatic"
    else:
        yield "stage", stage
        yield "extent", "early"


def _m_category(answer: Answer) -> Pairs:
    if answer.meaning not in {"m0", "m1"}:
        raise NotRead(UNREADABLE)
    yield "extent", "early" if answer.meaning == "m0" else "metastatic"


def _n_category(answer: Answer) -> Pairs:
    if answer.meaning not in {"n0", "n+"}:
        raise NotRead(UNREADABLE)
    yield "node_positive", "no" if answer.meaning == "n0" else "yes"


def _metastatic_site(answer: Answer) -> Pairs:
    if answer.meaning in {"none", "absent"}:
        yield "extent", "early"
    else:
        raise NotRead(UNREADABLE)


def _history_of_metastasis(answer: Answer) -> Pairs:
    """mCODE: an absent value counts as true."""
    if answer.truth is False:
        raise NotRead("no metastases in the past; it does not say how things are now")
    yield "extent", "metastatic"


def _size(answer: Answer) -> Pairs:
    yield "tumour_size", _number(answer, "mm", factors={"cm": Decimal(10)})


def _pregnancy(answer: Answer) -> Pairs:
    if answer.meaning not in {"pregnant", "not pregnant"}:
        raise NotRead(UNREADABLE)
    yield "pregnant", "yes" if answer.meaning == "pregnant" else "no"


def _age_at_menopause(answer: Answer) -> Pairs:
    _number(answer, "a", "", "years", "yr")
    yield "menopausal_status", "postmenopausal"


def _panel(_: Answer) -> Pairs:
    """Its members are observations of their own."""
    yield from ()


MAY_BE_EMPTY = frozenset({"panel", "history of metastasis"})
"""Readers of observations that need no value."""

READERS: dict[str, Callable[[Answer], Pairs]] = {
    "er percent": _nuclei("er", Decimal(10)),
    "er result": _nuclei("er", Decimal(10)),
    "pr percent": _nuclei("pr", Decimal(1)),
    "pr result": _nuclei("pr", Decimal(1)),
    "her2 ihc": _her2_ihc,
    "her2 ish": _her2_ish,
    "her2 result": _her2_result,
    "her2 ratio": _ratio,
    "her2 copies": _copies,
    "panel": _panel,
    "lvef": _lvef,
    "platelets": _cells("platelets"),
    "neutrophils": _cells("neutrophils"),
    "ast": _multiple_of_limit("ast"),
    "alt": _multiple_of_limit("alt"),
    "bilirubin": _multiple_of_limit("bilirubin"),
    "ecog": _ecog,
    "stage": _stage,
    "m category": _m_category,
    "n category": _n_category,
    "metastatic site": _metastatic_site,
    "history of metastasis": _history_of_metastasis,
    "tumour size": _size,
    "pregnancy": _pregnancy,
    "age at menopause": _age_at_menopause,
}
