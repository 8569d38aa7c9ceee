"""Findings that say the same thing become one finding with several pieces of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from herald.core.findings import Finding
from herald.core.quantities import parse_number
from herald.extraction.sentences import LONGEST_SENTENCE

_FIGURES = ("value", "comparator_value", "effect", "ci_low", "ci_high", "p")
_FREE = ("confidence", "issues", "evidence", "population", "phase", "ci_level", "statistic")
_COUNTS = ("events", "comparator_events")
_CLAIM = tuple(f.name for f in fields(Finding) if f.name not in (*_FREE, "endpoint", "arm", "comparator", "predictor"))


def merge(findings: Iterable[Finding]) -> list[Finding]:
    """Returns the findings with those joined that claim the same, in the order in which they were first stated."""
    merged: list[Finding] = []
    places: dict[tuple[str, ...], list[int]] = {}
    for finding in findings:
        known = sorted({at for figure in _figures(finding) for at in places.get(figure, ())})
        place = next((at for at in known if is_same_claim(merged[at], finding)), None)
        if place is None:
            place = len(merged)
            merged.append(finding)
        else:
            merged[place] = join(merged[place], finding)
        for figure in _figures(finding):
            places.setdefault(figure, []).append(place)
    return merged


MOST_ARMS = 4
"""So many findings back the values may stand that an effect is of: those of the other arms stand between."""
NEAR = 300
"""Characters between two places that may tell one comparison between them."""


def complete(findings: Sequence[Finding]) -> list[Finding]:
    """Joins an effect to the values of the same comparison that stand near it: 'longer PFS (HR 0.7). Medians: 8 v 5'.

    Why: A comparison told in two sentences is one result; one with figures in between, or with a part missing that
    both could fill, stays apart.
    """
    completed: list[Finding] = []
    for finding in findings:
        recent = range(len(completed) - 1, max(-1, len(completed) - 1 - MOST_ARMS), -1)
        at = next(
            (at for at in recent if _complement(completed[at], finding) or _is_p_of(completed[at], finding)), None
        )
        half = next((at for at in recent if _are_halves(completed[at], finding)), None) if at is None else None
        if completed and _is_ratio_to_control(completed[-1], finding):
            completed[-1] = join(completed[-1], finding)
        elif at is not None:
            completed[at] = join(_without_gap(completed[at]), _without_gap(finding))
        elif half is not None:
            halves = (completed[half], finding) if finding.value is None else (finding, completed[half])
            completed[half] = join(_of_side(halves[0], "arm"), _of_side(halves[1], "comparator"))
        else:
            completed.append(finding)
    return _with_common_control(completed)


def _of_side(finding: Finding, side: str) -> Finding:
    """Returns half of a result with the interval of its value as that of its arm."""
    moved = {name: f"{side}_{name}" for name in ("ci_low", "ci_high") if getattr(finding, name) is not None}
    if not moved:
        return finding
    first, *others = finding.evidence
    spans = {moved.get(name, name): span for name, span in first.spans.items()}
    values = {to: getattr(finding, name) for name, to in moved.items()} | dict.fromkeys(moved)
    return replace(finding, evidence=(replace(first, spans=spans), *others), **values)


def _are_halves(first: Finding, second: Finding) -> bool:
    """Whether two findings are the halves of one result, in either order where one sentence gives both."""
    is_turned = first.evidence[0].span == second.evidence[0].span and _is_other_half(second, first)
    return is_turned or _is_other_half(first, second)


def _is_ratio_to_control(control: Finding, ratio: Finding) -> bool:
    """Whether a ratio without arms stands beside the value of the control, on a score card: 'control 9.4; HR 0.7'."""
    is_bare = (ratio.arm, ratio.comparator, ratio.value, ratio.comparator_value) == (None, None, None, None)
    is_lone = (control.value, control.effect, control.p) == (None, None, None)
    is_ratio = (
        is_bare and is_lone and control.comparator_value is not None and ratio.effect_measure in ("HR", "OR", "RR")
    )
    return is_ratio and _are_of_one_result(control, ratio) and _are_near(control, ratio)


def _is_other_half(first: Finding, second: Finding) -> bool:
    """Whether one finding gives the value of an arm and the next that of its comparator, and nothing compares them."""
    if not _are_of_one_result(first, second) or second.arm not in (None, first.arm):
        return False
    halves = first.value and not first.comparator_value and not second.value and second.comparator_value
    are_bare = not any((one.effect or one.p) for one in (first, second)) and first.unit == second.unit
    return bool(halves) and are_bare and first.comparator in (None, second.comparator) and _are_near(first, second)


def _are_of_one_result(first: Finding, second: Finding) -> bool:
    same = ("endpoint", "category", "trial", "population", "timepoint", "assessed_by")
    return all(getattr(first, name) == getattr(second, name) for name in same)


def _are_near(first: Finding, second: Finding) -> bool:
    gap = second.evidence[0].span.start - first.evidence[0].span.end
    return -LONGEST_SENTENCE < gap < NEAR


def _with_common_control(findings: list[Finding]) -> list[Finding]:
    """Gives the value of a control to the results behind it that compare with it.

    As in '13.7 months in the control arm. It was 15.2 months on X (HR 0.87) and 14.1 months on Y (HR 0.91)'.
    """
    kept: list[Finding] = []
    lone: Finding | None = None
    for finding in findings:
        if lone and _is_measured_against(finding, lone):
            if kept and kept[-1] is lone:
                kept.pop()
            kept.append(join(finding, replace(lone, arm=finding.arm, arm_n=finding.arm_n)))
            continue
        is_lone = finding.comparator_value and not (finding.value or finding.effect or finding.p)
        lone = finding if is_lone else lone
        kept.append(finding)
    return kept


def _is_measured_against(finding: Finding, lone: Finding) -> bool:
    is_open = finding.value is not None and finding.effect is not None and finding.comparator_value is None
    is_same = _are_of_one_result(lone, finding) and finding.comparator in (None, lone.comparator)
    return is_open and is_same and finding.unit == lone.unit and _are_near(lone, finding)


def _without_gap(finding: Finding) -> Finding:
    """Returns a finding without the mere difference of its two values, which a ratio says better."""
    return replace(finding, effect=None, effect_measure=None) if _has_gap(finding) else finding


def _has_gap(finding: Finding) -> bool:
    is_gap = finding.effect_measure == "difference" and finding.ci_low is None and finding.p is None
    return is_gap and None not in (finding.value, finding.comparator_value)


def _complement(first: Finding, second: Finding) -> bool:
    """Whether one finding gives the values and the other the effect of one comparison, near each other."""
    same = ("endpoint", "category", "trial", "population", "timepoint", "assessed_by", "arm", "comparator")
    if any(getattr(first, name) != getattr(second, name) for name in same) or first.comparator is None:
        return False
    values, effect = (first, second) if first.value else (second, first)
    has_both = None not in (values.value, values.comparator_value)
    has_values = has_both and (values.effect is None or _has_gap(values))
    has_effect = (
        effect.effect is not None
        and effect.effect_measure != "relative risk reduction"
        and effect.value is None
        and effect.comparator_value is None
    )
    are_told_once = len(first.evidence) == len(second.evidence) == 1
    if not (has_values and has_effect and are_told_once) or (values.p and effect.p):
        return False
    gap = second.evidence[0].span.start - first.evidence[0].span.end
    return -LONGEST_SENTENCE < gap < NEAR


def _is_p_of(first: Finding, second: Finding) -> bool:
    """Whether the one finding gives nothing but the P value of the other, in the same sentence."""
    same = ("endpoint", "trial", "population", "arm", "comparator")
    bare, values = (first, second) if second.comparator_value else (second, first)
    is_bare = bool(bare.p) and not any((bare.value, bare.comparator_value, bare.effect, bare.events))
    is_open = values.comparator_value is not None and not (values.p or values.effect)
    is_told_once = first.evidence[0].span == second.evidence[0].span
    return is_bare and is_open and is_told_once and all(getattr(bare, name) == getattr(values, name) for name in same)


RIGHT_BEHIND = 60
"""Characters between counts and their ratio."""


def join_counts(findings: Sequence[Finding], counted: Iterable[Finding]) -> list[Finding]:
    """Gives an effect the counts right before it, '56 against 75 died (HR 0.73)'; other counts stay apart."""
    joined, apart = list(findings), []
    for counts in counted:
        at = next((at for at, finding in enumerate(joined) if _is_effect_of(finding, counts)), None)
        if at is None:
            apart.append(counts)
        else:
            joined[at] = _with_counts(joined[at], counts)
    return joined + apart


def _is_effect_of(finding: Finding, counts: Finding) -> bool:
    """Whether a finding is the bare effect of counts that the same sentence gives for the same arms."""
    if counts.statistic != "count" or (finding.arm, finding.comparator) != (counts.arm, counts.comparator):
        return False
    if finding.effect is None or counts.effect or finding.value or finding.comparator_value or finding.events:
        return False
    own, other = finding.evidence[0], counts.evidence[0]
    gap = own.spans["effect"].start - max(span.end for span in other.spans.values())
    return own.span == other.span and 0 <= gap < RIGHT_BEHIND


def join_deaths(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Gives the survival of two arms the deaths that it rests on; shares of the dead beside it are no second result.

    Returns:
        The findings, and the shares that were left out because no counts stand with them.
    """
    joined, left = list(findings), []
    for dead in [finding for finding in findings if _tells_deaths(finding)]:
        at = next((at for at, finding in enumerate(joined) if _rests_on(finding, dead)), None)
        if at is not None:
            joined.remove(dead)
            at = next(at for at, finding in enumerate(joined) if _rests_on(finding, dead))
            if dead.events is None:
                left.append(dead)
            else:
                joined[at] = _with_counts(joined[at], dead)
    return joined, left


def _tells_deaths(finding: Finding) -> bool:
    """Whether a finding is the share of two arms that had died when the data were cut, with its counts or without."""
    are_counted = (finding.events is None) == (finding.comparator_events is None)
    is_of_two = finding.value is not None and finding.comparator_value is not None
    is_bare = not (finding.effect or finding.p or finding.timepoint)
    return finding.endpoint == "death rate" and are_counted and is_of_two and is_bare


def _rests_on(finding: Finding, dead: Finding) -> bool:
    """Whether a finding is the survival of the arms whose deaths were counted, all patients or the same."""
    same = ("trial", "arm", "comparator")
    if finding.endpoint != "OS" or any(getattr(finding, name) != getattr(dead, name) for name in same):
        return False
    is_time = finding.effect is not None or finding.statistic == "median"
    return is_time and finding.events is None and finding.population == dead.population


def _with_counts(finding: Finding, counts: Finding) -> Finding:
    own = finding.evidence[0]
    told = {name: span for name, span in counts.evidence[0].spans.items() if name.startswith(_COUNTS)}
    evidence = (replace(own, spans={**told, **own.spans}), *finding.evidence[1:])
    return replace(finding, events=counts.events, comparator_events=counts.comparator_events, evidence=evidence)


def _figures(finding: Finding) -> list[tuple[str, ...]]:
    """Returns what two findings must share to be the same claim: an endpoint with a figure."""
    endpoint = _endpoint_key(finding.endpoint)
    printed = ((name, getattr(finding, name)) for name in _FIGURES if getattr(finding, name))
    return [(endpoint, name, str(parse_number(figure) or figure)) for name, figure in printed]


def is_same_claim(first: Finding, second: Finding) -> bool:
    """Whether two findings give the same endpoint the same figures, and contradict each other in nothing.

    Why: A figure that only one of them prints is no contradiction; two findings that share no figure are two findings.
    """
    if _endpoint_key(first.endpoint) != _endpoint_key(second.endpoint) or first.trial != second.trial:
        return False
    shared = [name for name in _FIGURES if getattr(first, name) and getattr(second, name)]
    if not shared or not all(_agree(first, second, name) for name in (*_CLAIM, "arm", "comparator")):
        return False
    return _has_all(first, second) or _has_all(second, first)


def _has_all(whole: Finding, part: Finding) -> bool:
    """Whether one finding prints every figure that the other prints."""
    return all(_is_same(getattr(whole, name), getattr(part, name)) for name in _FIGURES if getattr(part, name))


def _is_same(one: str | None, other: str | None) -> bool:
    """Whether two printed figures are the same number: "< .001" and "<0.001" are."""
    if one is None or other is None or one == other:
        return one == other
    numbers = parse_number(one), parse_number(other)
    return numbers[0] is not None and numbers[0] == numbers[1]


_BROADER = {"remission": "durable response"}
"""Endpoints that a text uses for a narrower one, once it has said how long it lasted."""


def _endpoint_key(endpoint: str) -> str:
    return _BROADER.get(endpoint, endpoint)


def _agree(first: Finding, second: Finding, name: str) -> bool:
    one, other = getattr(first, name), getattr(second, name)
    if name in _FIGURES:
        return one is None or other is None or _is_same(one, other)
    return one is None or other is None or one == other


def join(first: Finding, second: Finding) -> Finding:
    """Returns the first finding, filled in and backed up by the second."""
    filled = {name: getattr(second, name) for name in _names() if getattr(first, name) is None}
    population = max((first.population or "", second.population or ""), key=len) or None
    return replace(
        first,
        **filled,
        endpoint=_endpoint_key(first.endpoint) if first.endpoint != second.endpoint else first.endpoint,
        population=population,
        confidence=max(first.confidence, second.confidence),
        evidence=first.evidence + second.evidence,
    )


def _names() -> tuple[str, ...]:
    return (*_CLAIM, "arm", "comparator", "predictor", "phase", "ci_level", "statistic")
