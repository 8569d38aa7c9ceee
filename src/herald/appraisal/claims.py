"""Words against the strength of the results that a document gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from herald.appraisal.directions import RESPONSES, TIMES
from herald.appraisal.issues import Figure, Issue, IssueKind, Severity
from herald.core.documents import Document, DocumentKind
from herald.core.findings import Extraction, Finding
from herald.core.quantities import parse_number
from herald.core.spans import Span

CHECK = "strong words"
CHECK_SURVIVAL = "survival without a result"
CHECK_BETTER = "better without a difference"

_STRONG = re.compile(
    r"\b(?:ground-?\s?breaking|breakthroughs?(?!\s(?:therapy\s)?designation)|paradigm[-\s](?:shift\w*|chang\w+)|game[-\s]chang\w+"
    r"|revolution(?:ary|i[sz]\w+)|miracle|practice[-\s]chang\w+|unprecedented|cure[sd]?\b(?=\s(?:for\s)?(?:HER2|breast))"
    r"|pro(?:ves?|ved|ven)\b(?=\s(?:to\s|that\s|superior|effective|its\s|the\s)))",
    re.IGNORECASE,
)
_SURVIVAL = re.compile(
    r"\b(?:(?:improv|prolong|extend|lengthen|increas|boost)\w*|longer|better)\s(?:patients?['\u2019]?s?\s|overall\s|the\s|their\s){0,2}"
    r"(?:survival|lives)\b(?!\s(?:without|free))|\b(?:live|lived|living)\slonger\b|\bsav(?:es?|ed|ing)\slives\b",
    re.IGNORECASE,
)
_OF_SURVIVAL = re.compile(r"\bsurvival\b|\bdeaths?\b|\bmortality\b|\bOS\b|\balive\b", re.IGNORECASE)
_BETTER = re.compile(
    r"\b(?:superior(?:ity)?|(?:improv|prolong|extend|increas|lengthen)(?:ed|es)|better|longer|higher)\b", re.IGNORECASE
)
_WITHOUT_DIFFERENCE = re.compile(
    r"\b(?:not?|nor|neither|without|fail\w*|similar\w*|comparable|trend\w*|tend\w*|numerical\w*|slight\w*|border\w*|although|but"
    r"|non-?inferior\w*|however|in\w*significan\w*|statistically|one-?\s?sided|pre-?(?:defined|specified)|respectively|while|whereas|lack\w*|interaction|marginal\w*|if|than\sexpected)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:may|might|could|would|should|can|to|if|whether|potential\w*|hope\w*|aim\w*)\b[^.;]{0,50}$", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:not?|nor|never|hardly|far\sfrom)\s(?:\w+\s){0,2}$", re.IGNORECASE)


def check_strong_words(document: Document, extraction: Extraction) -> Iterator[Issue | None]:
    """Yields, for each strong word, an issue where no result of the document compares two arms; else None.

    Why: Without a comparison the document gives no ground for saying that anything is better than before. A document
    without results gives nothing to weigh, so nothing is said of it.
    """
    if not extraction.findings:
        return
    words = list(_strong_words(document))
    is_compared = any(map(_is_comparison, extraction.findings))
    for span in words:
        yield None if is_compared else _overclaimed(document, span, extraction.findings[0])


def _strong_words(document: Document) -> Iterator[Span]:
    for block in document.content_blocks():
        for match in _STRONG.finditer(document.text, block.start, block.end):
            if not _DENIED.search(document.text, max(block.start, match.start() - 40), match.start()):
                yield document.span(*match.span())


def _is_comparison(finding: Finding) -> bool:
    return finding.effect is not None or finding.comparator_value is not None or finding.comparator is not None


def _overclaimed(document: Document, span: Span, finding: Finding) -> Issue:
    place = finding.evidence[0]
    result = next(iter(place.spans.values()), place.span)
    lacks = "no comparison" + ("" if finding.ci_low else " and no interval")
    message = f"\u201c{span.quote}\u201d rests on {finding.endpoint} {result.quote} with {lacks}"
    figures = [Figure("words", span.quote, document.id, span), Figure("result", result.quote, document.id, result)]
    return Issue(
        document.id, IssueKind.OVERCLAIMED, Severity.WARNING, CHECK, message, span, tuple(figures), confidence=0.8
    )


def check_survival(document: Document, extraction: Extraction) -> Iterator[Issue | None]:
    """Yields, for each claim of longer life, an issue where the results are of other endpoints only; else None.

    Why: progression, response and remission are not survival. What an abstract says before its results is background.
    A document that speaks of deaths elsewhere may have what its claim needs.
    """
    findings = [each for each in extraction.findings if each.endpoint.removesuffix(" rate") in TIMES | RESPONSES]
    if not findings:
        return
    begin = findings[0].evidence[0].span.start if document.kind is DocumentKind.ABSTRACT else 0
    has_survival = any(finding.endpoint.removesuffix(" rate") == "OS" for finding in findings)
    claims = [claim for claim in _claims_of_survival(document) if claim.start >= begin]
    elsewhere = [match for match in _mentions_of_survival(document) if not any(_is_within(match, c) for c in claims)]
    for span in claims:
        message = f"\u201c{span.quote}\u201d rests on {findings[0].endpoint}; no result of overall survival is given"
        yield None if has_survival or elsewhere else _weak(document, CHECK_SURVIVAL, message, span, findings[0])


def _claims_of_survival(document: Document) -> Iterator[Span]:
    for block in document.content_blocks():
        for match in _SURVIVAL.finditer(document.text, block.start, block.end):
            before = document.text[max(block.start, match.start() - 60) : match.start()]
            if not _DENIED.search(before) and not _HEDGED.search(before):
                yield document.span(*match.span())


def _mentions_of_survival(document: Document) -> Iterator[Span]:
    """Yields what speaks of survival or death, survival without something left aside."""
    for block in document.content_blocks():
        for match in _OF_SURVIVAL.finditer(document.text, block.start, block.end):
            if not document.text[: match.start()].endswith(("-free ", "free ")):
                yield document.span(*match.span())


def _is_within(one: Span, other: Span) -> bool:
    return other.start <= one.start and one.end <= other.end


def check_better(document: Document, extraction: Extraction) -> Iterator[Issue | None]:
    """Yields, for each effect whose interval holds 1, an issue where its sentence says better; else None."""
    for finding in extraction.findings:
        place = finding.evidence[0]
        if finding.effect_measure not in ("HR", "OR", "RR") or not _shows_no_difference(finding):
            continue
        sentence = document.text[place.span.start : place.span.end]
        said = list(_BETTER.finditer(sentence))
        if len(said) != 1 or _WITHOUT_DIFFERENCE.search(sentence):
            yield None
            continue
        span = document.span(place.span.start + said[0].start(), place.span.start + said[0].end())
        effect = f"{finding.effect_measure} {finding.effect} ({finding.ci_low} to {finding.ci_high})"
        message = f"\u201c{span.quote}\u201d of {finding.endpoint}, but {effect} shows no difference"
        yield _weak(document, CHECK_BETTER, message, span, finding)


def _shows_no_difference(finding: Finding) -> bool:
    """Whether the interval holds 1 and no P value below 0.05 says otherwise."""
    low, high = (parse_number(limit) if limit else None for limit in (finding.ci_low, finding.ci_high))
    p = parse_number(finding.p) if finding.p else None
    is_significant_p = p is not None and p[1] != ">" and p[0] < Decimal("0.05")
    return bool(low and high and low[0] < 1 < high[0]) and not is_significant_p


def _weak(document: Document, check: str, message: str, span: Span, finding: Finding) -> Issue:
    place = finding.evidence[0]
    result = place.spans.get("effect") or next(iter(place.spans.values()), place.span)
    figures = [Figure("words", span.quote, document.id, span), Figure("result", result.quote, document.id, result)]
    return Issue(
        document.id, IssueKind.OVERCLAIMED, Severity.NOTE, check, message, span, tuple(figures), confidence=0.7
    )
