"""Parts against their wholes: arms against all randomised, complete and partial responses against all responses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from herald.appraisal.issues import Figure, Issue, Severity
from herald.appraisal.passages import Passage, object_to
from herald.core.documents import Document
from herald.core.findings import Extraction, Finding
from herald.core.quantities import parse_number
from herald.core.spans import Span
from herald.extraction.measurements import Sort
from herald.extraction.numbers import Number
from herald.synthesis.consistency import Rounded, is_difference, is_sum

CHECK_ARMS = "arms and total"
CHECK_RESPONSES = "parts and whole"
CHECK_DIFFERENCE = "difference and values"

_RANDOMISED = re.compile(
    r"\brandomly\b|\b(?:were|was|we)\s(?:\w+\s)?randomi[sz]ed|\brandomi[sz]ed\s(?:to|between|into|\d)|\ballocated\b|\bassigned\b",
    re.IGNORECASE,
)
_PERSONS = re.compile(r"\s(?:[A-Za-z+/-]+\s){0,6}?(?:patients|women|pts|participants|subjects|people|men|survivors)\b")
_SUBSET = re.compile(
    r"evaluable|analy[sz]|eligib|complet|subgroup|subset|follow|withdr|excluded|screen|respon", re.IGNORECASE
)


def check_arms(passage: Passage) -> Iterator[Issue | None]:
    """Yields, for a sentence that randomises a total to arms with their sizes, an issue or None where they add up."""
    sentence = passage.text[passage.start : passage.end]
    if not _RANDOMISED.search(sentence) or _SUBSET.search(sentence):
        return
    sizes = [m.number for m in passage.measurements if m.sort is Sort.SIZE and passage.is_whole_print(m.number)]
    total = _find_total(passage, sizes)
    if total and len(sizes) > 1:
        yield _compare_arms(passage, total, sizes)


def _find_total(passage: Passage, sizes: list[Number]) -> Number | None:
    """Returns the one number of persons before the sizes that is larger than each of them."""
    if not sizes:
        return None
    largest = max(size.value or Decimal(0) for size in sizes)
    persons = [
        number
        for number in passage.numbers
        if number.end <= sizes[0].start
        and number.is_whole
        and number.unit is None
        and not number.bound
        and passage.is_whole_print(number)
        and _PERSONS.match(passage.text, number.outer_end, passage.end)
    ]
    return persons[0] if len(persons) == 1 and (persons[0].value or 0) >= largest else None


def _compare_arms(passage: Passage, total: Number, sizes: list[Number]) -> Issue | None:
    parts = [Rounded.exactly(size.value or 0) for size in sizes]
    if is_sum(Rounded.exactly(total.value or 0), parts):
        return None
    recomputed = f"{sum(size.value or Decimal(0) for size in sizes):f}"
    figures = [passage.figure("total", total), *(passage.figure("arm size", size) for size in sizes)]
    message = f"the arms ({', '.join(f.printed for f in figures[1:])}) make {recomputed}, the total is {total.value}"
    return object_to(
        passage.document, Severity.WARNING, CHECK_ARMS, message, figures, recomputed=recomputed, confidence=0.7
    )


Parts = Mapping[str, Finding]


def check_responses(document: Document, extraction: Extraction) -> Iterator[Issue | None]:
    """Yields, for complete, partial and all responses of one arm in a sentence, an issue or None where they add up."""
    for found in _by_statement(extraction).values():
        by_endpoint = {finding.endpoint: finding for finding in found}
        if len(found) == len(by_endpoint) and {"CR", "PR", "ORR"} <= by_endpoint.keys():
            yield from _compare_responses(document, by_endpoint)


def _by_statement(extraction: Extraction) -> dict[tuple[object, ...], list[Finding]]:
    groups: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in extraction.findings:
        subject = (finding.evidence[0].span, finding.arm, finding.comparator, finding.population, finding.timepoint)
        groups[subject].append(finding)
    return groups


def _compare_responses(document: Document, found: Parts) -> Iterator[Issue | None]:
    for field, unit in (("value", "%"), ("events", None)):
        printed = {name: _printed(found[name], field) for name in ("ORR", "CR", "PR")}
        if all(printed.values()) and (unit is None or all(found[name].unit == unit for name in printed)):
            yield _compare_sum(document, {name: value for name, value in printed.items() if value}, field)


def _compare_sum(document: Document, printed: Mapping[str, tuple[Decimal, Span]], field: str) -> Issue | None:
    box = Rounded.of if field == "value" else Rounded.exactly
    boxes = {name: box(value) for name, (value, _) in printed.items()}
    if is_sum(boxes["ORR"], [boxes["CR"], boxes["PR"]]):
        return None
    recomputed = f"{printed['CR'][0] + printed['PR'][0]:f}"
    figures = [Figure(name, span.quote, document.id, span) for name, (_, span) in printed.items()]
    message = f"complete and partial responses make {recomputed}, all responses are {figures[0].printed}"
    return object_to(
        document, Severity.WARNING, CHECK_RESPONSES, message, figures, recomputed=recomputed, confidence=0.7
    )


def _printed(finding: Finding, field: str) -> tuple[Decimal, Span] | None:
    spans = finding.evidence[0].spans
    span, value = spans.get(field) or spans.get(f"{field}_as_printed"), getattr(finding, field)
    number = parse_number(str(value)) if value is not None else None
    return (number[0], span) if span is not None and number and not number[1] else None


def check_differences(document: Document, extraction: Extraction) -> Iterator[Issue | None]:
    """Yields, for a difference printed with the values of both arms, an issue or None where it is their difference."""
    for finding in extraction.findings:
        if finding.effect_measure == "difference" and finding.unit in ("%", "months", "years"):
            printed = [_printed(finding, field) for field in ("effect", "value", "comparator_value")]
            figures = [value for value in printed if value]
            if len(figures) == 3:
                yield _compare_difference(document, figures)


def _compare_difference(document: Document, printed: list[tuple[Decimal, Span]]) -> Issue | None:
    difference, value, comparator = (Rounded.of(abs(number)) for number, _ in printed)
    if is_difference(difference, value, comparator):
        return None
    recomputed = f"{printed[1][0] - printed[2][0]:f}"
    names = ("difference", "value", "comparator value")
    figures = [Figure(name, span.quote, document.id, span) for name, (_, span) in zip(names, printed, strict=True)]
    stated, first, second = (figure.printed for figure in figures)
    message = f"{first} less {second} is {recomputed}, the difference is printed as {stated}"
    return object_to(
        document, Severity.WARNING, CHECK_DIFFERENCE, message, figures, recomputed=recomputed, confidence=0.7
    )
