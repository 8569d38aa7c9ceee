"""Arms and sizes that a document tells only later, given to the results that it stated before."""

from __future__ import annotations

import re
from dataclasses import replace

from herald.core.documents import Document
from herald.core.findings import Arm, Finding
from herald.extraction.numbers import Number
from herald.extraction.patterns import Pattern
from herald.extraction.state import Reading

_SETS_APART = Pattern(r"\b(?:arms|groups)\b|\b(?:than|compared|versus|vs)\b", re.IGNORECASE)


def completed(finding: Finding, document: Document, reading: Reading, *, is_subgroup: bool) -> Finding:
    """Returns a finding with the two arms of its study, where it compares and names neither or only one of them.

    Where the study gave one regimen and the finding names none, it gets that.

    Why: "Median PFS was 9 against 6 months. Survival was 30 months on A and 27 on B" compares A with B twice. The
    confidence stays that of a finding without its arms.
    """
    pair = reading.pair_set_out()
    named = finding.arm, finding.comparator
    if pair is None and _is_of_all(finding) and reading.has_one_arm():
        return replace(finding, arm=reading.sole_regimen())
    if pair is None or None not in named or not _compares(finding):
        return finding
    order = next((one for one in (pair, pair[::-1]) if _fits(named, one, reading)), None)
    if order is None:
        return finding
    arm, comparator = (_whole(one, known) for one, known in zip(named, order, strict=True))
    whole = replace(finding, arm=arm, comparator=comparator)
    if is_subgroup:
        return whole
    arm_n, comparator_n = reading.sizes_of((None, whole.arm), (None, whole.comparator))
    return _sized(_sized(whole, document, "arm_n", arm_n), document, "comparator_n", comparator_n)


def _fits(named: tuple[Arm | None, Arm | None], pair: tuple[Arm, Arm], reading: Reading) -> bool:
    """Whether each arm that a finding names is the one in its place in a pair, or what only that one adds."""
    places = zip(named, pair, pair[::-1], strict=True)
    return all(name is None or reading.is_same(name, arm) or _is_added(name, arm, other) for name, arm, other in places)


def _is_added(name: Arm, arm: Arm, other: Arm) -> bool:
    """Whether a name holds drugs of one arm that the other lacks, and nothing else: 'with A' for A + B against B."""
    named = set(name.concepts)
    return bool(named) and named < set(arm.concepts) and named.isdisjoint(other.concepts)


def _whole(name: Arm | None, arm: Arm) -> Arm:
    """Returns the arm of the study that a name means, whole where the name has only some of its drugs."""
    return arm if name is None or set(name.concepts) < set(arm.concepts) else name


def _is_of_all(finding: Finding) -> bool:
    """Whether a finding gives one figure without an arm, which a study of one regimen found with that."""
    compares = finding.comparator, finding.comparator_value, finding.effect, finding.predictor
    return finding.arm is None and finding.value is not None and compares == (None, None, None, None)


def _compares(finding: Finding) -> bool:
    """Whether a finding sets two arms against each other; a P value alone may be of a trait of the patients."""
    if finding.comparator_value is not None or finding.effect is not None:
        return True
    is_bare = finding.p is not None and (finding.value, finding.arm, finding.comparator) == (None, None, None)
    return is_bare and _SETS_APART.search(finding.evidence[0].span.quote) is not None


def _sized(finding: Finding, document: Document, name: str, size: Number | None) -> Finding:
    if size is None or size.value is None or getattr(finding, name) is not None:
        return finding
    count, span = int(size.value), document.span(size.start, size.end)
    first, *others = finding.evidence
    place = name if span.quote == str(count) else f"{name}_as_printed"
    evidence = (replace(first, spans={**first.spans, place: span}), *others)
    return replace(finding, evidence=evidence, **{name: count})  # type: ignore[arg-type]
