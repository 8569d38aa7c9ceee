"""Findings of a document against what is known of the same question: figures that differ, and later analyses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from herald.appraisal.issues import Figure, Issue, IssueKind, Severity
from herald.appraisal.known import FIGURES, Known
from herald.appraisal.passages import object_to
from herald.core.documents import Document
from herald.core.findings import Arm, Extraction, Finding
from herald.core.mentions import ConceptKind
from herald.core.quantities import parse_number
from herald.evidence.agreement import is_same_number
from herald.vocabulary.labels import read_population_label
from herald.vocabulary.vocabulary import Vocabulary

CHECK = "known results"
NARROWING = (
    "receptor status",
    "HER2 expression",
    "HER2 mutation",
    "biomarker",
    "intrinsic subtype",
    "treatment subgroup",
    "site",
    "patient",
)
"""Axes on which a part of a trial's patients is told from the whole."""

_PART = re.compile(
    r"sub-?\s?(?:group|set|population|analys[ie]s)|exploratory|cohort|\bCPS\b|ethnic|\b(?:Asia|Japan|Chin|Korea|Taiwan)\w*|older|elderly",
    re.IGNORECASE,
)

Axes = Mapping[str, frozenset[str]]


def check_known(
    document: Document, extraction: Extraction, known: Sequence[Known], vocabulary: Vocabulary
) -> Iterator[Issue | None]:
    """Yields, for each finding of a question that is already answered, an issue or None where an answer agrees."""
    others = [result for result in known if result.source != document.id]
    told = [
        result
        for result in others
        if any(
            _is_comparable(each, result, vocabulary) and not _differing(each, result) for each in extraction.findings
        )
    ]
    for finding in extraction.findings:
        comparable = [result for result in others if _is_comparable(finding, result, vocabulary)]
        if comparable:
            yield _compare(document, finding, comparable, told, vocabulary)


def _is_comparable(finding: Finding, known: Known, vocabulary: Vocabulary) -> bool:
    other = known.finding
    if finding.trial is None or finding.trial.casefold() != (other.trial or "").casefold():
        return False
    is_one_question = _endpoint(finding) == _endpoint(other) and _is_same_rate(finding, other)
    is_one_comparison = _is_same_arm(finding.arm, other.arm) and _is_same_arm(finding.comparator, other.comparator)
    is_one_reading = None in (finding.assessed_by, other.assessed_by) or finding.assessed_by == other.assessed_by
    return (
        is_one_question
        and is_one_comparison
        and is_one_reading
        and bool(_shared(finding, other))
        and not _is_other_population(finding, known, vocabulary)
    )


def _endpoint(finding: Finding) -> str:
    return finding.endpoint.removesuffix(" rate")


def _is_same_rate(one: Finding, other: Finding) -> bool:
    """Whether both are medians, or both rates at one time: '12 months' and '1 year' are one, a share of events none."""
    if (one.unit == "%") != (other.unit == "%") or one.statistic == "event rate":
        return False
    return one.unit != "%" or one.endpoint == other.endpoint or _months(one.timepoint) == _months(other.timepoint)


def _months(timepoint: str | None) -> str | None:
    number, _, unit = (timepoint or "").partition(" ")
    return str(12 * int(number)) if unit.startswith("year") and number.isdigit() else number or None


def _is_same_arm(one: Arm | None, other: Arm | None) -> bool:
    if one is None or other is None or not one.concepts or not other.concepts:
        return True
    return frozenset(one.concepts) == frozenset(other.concepts)


def _shared(one: Finding, other: Finding) -> tuple[str, ...]:
    """Returns the figures that both print as plain numbers; an effect only where both are of one measure."""
    is_one_measure = one.effect_measure == other.effect_measure
    names = FIGURES if is_one_measure else FIGURES[:2]
    return tuple(name for name in names if _is_number(getattr(one, name)) and _is_number(getattr(other, name)))


def _is_number(printed: str | None) -> bool:
    number = parse_number(printed) if printed else None
    return number is not None and number[1] is None


def _axes(text: str | None, vocabulary: Vocabulary) -> Axes:
    """Returns the populations that a text names, by axis ("HER2 status", "site" …)."""
    axes: dict[str, frozenset[str]] = {}
    for mention in vocabulary.find_mentions(text or ""):
        if mention.kind is ConceptKind.POPULATION:
            axis = vocabulary.get(mention.concept).attributes.get("axis", "")
            axes[axis] = axes.get(axis, frozenset()) | {mention.concept}
    return axes


def _is_other_population(finding: Finding, known: Known, vocabulary: Vocabulary) -> bool:
    one, other = _axes(finding.population, vocabulary), _axes(known.population, vocabulary)
    return any(axis in other and not one[axis] & other[axis] for axis in one)


def _compare(
    document: Document, finding: Finding, known: Sequence[Known], told: Sequence[Known], vocabulary: Vocabulary
) -> Issue | None:
    """Returns how a finding stands to what is known of its question.

    Args:
        told: The known results that the document itself states somewhere: it is not held against those.
    """
    agreeing = [result for result in known if not _differing(finding, result)]
    if not agreeing:
        title = document.title or ""
        whole = [result for result in known if _is_of_same_patients(finding, title, result, vocabulary)]
        is_answered = any(result in told for result in known)
        return _differs(document, finding, whole, vocabulary) if whole and not is_answered else None
    later = [result for result in known if _overtakes(result, agreeing) and _differing(finding, result)]
    return _superseded(document, finding, later[-1]) if later and later[-1] not in told else None


def _is_of_same_patients(finding: Finding, title: str, known: Known, vocabulary: Vocabulary) -> bool:
    """Whether both are of a trial's whole population, or of one part of it, which may be named in the title only.

    Why: a result that differs is an objection only there; parts that are told by a cut-off (a PD-L1 score) or by hand
    (a cohort) cannot be told apart by their names.
    """
    if read_population_label(finding.population, vocabulary)[1]:
        return False
    one = _axes(f"{finding.population or ''}. {title}", vocabulary)
    other = _axes(known.population, vocabulary)
    is_part = bool(_PART.search(f"{known.population or ''} {known.analysis or ''} {title}"))
    return not is_part and all((axis in one) == (axis in other) for axis in NARROWING)


def _overtakes(result: Known, agreeing: Sequence[Known]) -> bool:
    return all(result.population == one.population and result.is_later_than(one) for one in agreeing)


def _differing(finding: Finding, known: Known) -> tuple[str, ...]:
    other = known.finding
    names = _shared(finding, other)
    return tuple(name for name in names if not is_same_number(getattr(finding, name), getattr(other, name)))


def _differs(document: Document, finding: Finding, known: Sequence[Known], vocabulary: Vocabulary) -> Issue | None:
    nearest = min(known, key=lambda result: len(_differing(finding, result)))
    names = _differing(finding, nearest)
    is_certain = _axes(finding.population, vocabulary).keys() == _axes(nearest.population, vocabulary).keys()
    message = (
        f"{_question(finding)}: {_print(finding, names)} here, {_print(nearest.finding, names)} in {_said(nearest)}"
    )
    if not is_certain:
        message += "; the populations may not be the same"
    return _issue(document, finding, nearest, names, IssueKind.DIFFERS, message, is_certain=is_certain)


def _superseded(document: Document, finding: Finding, later: Known) -> Issue | None:
    names = _differing(finding, later)
    message = f"{_question(finding)}: a later analysis gives {_print(later.finding, names)} ({_said(later)})"
    return _issue(document, finding, later, names, IssueKind.SUPERSEDED, message, is_certain=True)


def _issue(
    document: Document,
    finding: Finding,
    known: Known,
    names: Iterable[str],
    kind: IssueKind,
    message: str,
    *,
    is_certain: bool,
) -> Issue | None:
    named = tuple(names)
    here = [figure for figure in _figures(document, finding, named) if figure]
    if not here:
        return None
    severity = Severity.WARNING if is_certain else Severity.NOTE
    recomputed = _print(known.finding, named)
    confidence = finding.confidence * (0.9 if is_certain else 0.5)
    figures = [*here, *known.figures(named)]
    return object_to(
        document, severity, CHECK, message, figures, recomputed=recomputed, confidence=confidence, kind=kind
    )


def _figures(document: Document, finding: Finding, names: Iterable[str]) -> Iterator[Figure | None]:
    place = next((place for place in finding.evidence if place.document == document.id), None)
    for name in names:
        span = place.spans.get(name) if place else None
        yield Figure(name.replace("_", " "), span.quote, document.id, span) if span else None


def _question(finding: Finding) -> str:
    return f"{finding.trial} {finding.endpoint}"


def _print(finding: Finding, names: Iterable[str]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {getattr(finding, name)}" for name in names)


def _said(known: Known) -> str:
    details = filter(
        None, (known.analysis, known.data_cutoff and f"data cut-off {known.data_cutoff}", known.population)
    )
    return f"{known.source} ({'; '.join(details)})"
