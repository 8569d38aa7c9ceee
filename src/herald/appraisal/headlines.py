"""Figures of a headline against the text below it, and against what is known of the trials that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from herald.appraisal.issues import Issue, IssueKind, Severity
from herald.appraisal.known import FIGURES, Known
from herald.appraisal.passages import Passage, object_to
from herald.core.documents import Block, BlockRole, Document
from herald.core.findings import Extraction, Finding
from herald.core.quantities import parse_number
from herald.extraction.numbers import Number, find_numbers
from herald.synthesis.consistency import Rounded

CHECK = "figure of the headline"
UNITS = ("%", "months")
"""Years in a headline are mostly those of the follow-up."""

RATIOS = ("HR", "OR", "RR")


def check_headline(document: Document, extraction: Extraction, known: Sequence[Known]) -> Iterator[Issue | None]:
    """Yields, for each share or time in a title, an issue where neither text nor known result gives it; else None.

    Why: "cuts the risk by half" over a hazard ratio of 0.65. A text without results has nothing to hold it against.
    """
    titles = [block for block in document.blocks if block.role is BlockRole.TITLE]
    below = [f for f in extraction.findings if not any(_is_in(f, title) for title in titles)]
    if not below:
        return
    values = [*_printed_below(document), *_implied(below), *_known(extraction, known)]
    for title in titles:
        passage = Passage(document, title.start, title.end)
        for number in passage.numbers:
            if number.unit in UNITS and number.value is not None and not number.is_compound and not number.bound:
                yield None if _is_given(number.value, values) else _unsupported(passage, number, below[0])


def _is_in(finding: Finding, block: Block) -> bool:
    return all(block.start <= place.span.start < block.end for place in finding.evidence)


def _printed_below(document: Document) -> Iterator[Decimal]:
    for block in document.content_blocks():
        if block.role is not BlockRole.TITLE:
            numbers = find_numbers(document.text, block.start, block.end)
            yield from (number.value for number in numbers if number.value is not None)


def _implied(findings: Sequence[Finding]) -> Iterator[Decimal]:
    """Yields the reductions and increases that ratios mean, in percent, and the differences of two values."""
    for finding in findings:
        effect, value, comparator = (
            _number(each) for each in (finding.effect, finding.value, finding.comparator_value)
        )
        if effect is not None and finding.effect_measure in RATIOS:
            yield abs(1 - effect) * 100
        if value is not None and comparator is not None:
            yield abs(value - comparator)
            if comparator:
                yield abs(value / comparator - 1) * 100
        if value is not None and finding.unit == "%":
            yield 100 - value


def _known(extraction: Extraction, known: Sequence[Known]) -> Iterator[Decimal]:
    named = (*(each.trial for each in extraction.findings), *(each.trial for each in extraction.studies))
    trials = {trial.casefold() for trial in named if trial}
    findings = [each.finding for each in known if each.finding.trial and each.finding.trial.casefold() in trials]
    for finding in findings:
        yield from (number for name in FIGURES if (number := _number(getattr(finding, name))) is not None)
    yield from _implied(findings)


def _number(printed: str | None) -> Decimal | None:
    number = parse_number(printed) if printed else None
    return number[0] if number and number[1] is None else None


def _is_given(value: Decimal, values: Sequence[Decimal]) -> bool:
    """Whether one of the values is printed so in the places of the headline."""
    return any(Rounded.of(value).holds(each) for each in values)


def _unsupported(passage: Passage, number: Number, finding: Finding) -> Issue:
    place = finding.evidence[0]
    result = next(iter(place.spans.values()), place.span)
    figure = passage.figure("headline", number)
    message = f"{figure.printed} {number.unit} stands in the headline; neither the text nor a known result gives it"
    issue = object_to(
        passage.document, Severity.WARNING, CHECK, message, [figure], confidence=0.7, kind=IssueKind.UNSUPPORTED
    )
    below = passage.words("result below", result.start, result.end)
    return Issue(
        issue.document, issue.kind, issue.severity, CHECK, message, issue.span, (figure, below), None, issue.confidence
    )
