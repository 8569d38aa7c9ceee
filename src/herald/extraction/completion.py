"""Arms and sizes that a document tells only later, given to the results that it stated before."""

from __future__ import annotations

from dataclasses import replace

from herald.core.documents import Document
from herald.core.findings import Finding
from herald.extraction.numbers import Number
from herald.extraction.state import Reading


def completed(finding: Finding, document: Document, reading: Reading, *, is_subgroup: bool) -> Finding:
    """Returns a finding with the two arms of its study, where it compares and names neither or only one of them.

    Why: "Median PFS was 9 against 6 months. Survival was 30 months on A and 27 on B" compares A with B twice. The
    confidence stays that of a finding without its arms.
    """
    tested, control = reading.compared()
    is_comparison = finding.comparator_value is not None or finding.effect is not None
    if tested is None or not is_comparison or (finding.arm and finding.comparator):
        return finding
    if finding.arm not in (None, tested) or finding.comparator not in (None, control):
        return finding
    whole = replace(finding, arm=tested, comparator=control)
    if is_subgroup:
        return whole
    arm_n, comparator_n = reading.sizes_of((None, tested), (None, control))
    return _sized(_sized(whole, document, "arm_n", arm_n), document, "comparator_n", comparator_n)


def _sized(finding: Finding, document: Document, name: str, size: Number | None) -> Finding:
    if size is None or size.value is None or getattr(finding, name) is not None:
        return finding
    count, span = int(size.value), document.span(size.start, size.end)
    first, *others = finding.evidence
    place = name if span.quote == str(count) else f"{name}_as_printed"
    evidence = (replace(first, spans={**first.spans, place: span}), *others)
    return replace(finding, evidence=evidence, **{name: count})  # type: ignore[arg-type]
