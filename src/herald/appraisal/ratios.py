"""Ratios against their intervals, intervals against P values, risk reductions against ratios."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import log

from herald.appraisal.issues import Derived, Figure, Issue, Severity
from herald.appraisal.limits import is_reversed
from herald.appraisal.passages import Passage, object_to, span_over
from herald.extraction.measurements import Interval, Measurement, Sort
from herald.extraction.numbers import Number
from herald.synthesis.consistency import (
    ONE_SIDED,
    TWO_SIDED,
    Rounded,
    centre_of,
    contains_estimate,
    excludes_no_effect,
    implied_interval,
    is_linear_symmetric,
    is_log_symmetric,
    is_significant,
    p_of_z,
    read_p,
    reduction_of_ratio,
    z_gap,
    z_of_interval,
)

CHECK_CONTAINS = "interval holds estimate"
CHECK_CENTRE = "interval centre"
CHECK_P = "interval and P value"
CHECK_REDUCTION = "reduction and ratio"

OTHER_INTERVALS = 0.15
"""Off the centre by less than this share of the half-width, an estimate may be that of an interval of another form.

Why: Profile-likelihood, exact and bootstrap intervals are not symmetric about the logarithm; few events make it worse.
"""

OTHER_TESTS = 0.3
"""A gap in z up to which a log-rank or likelihood-ratio P value may differ from the Wald interval beside it.

Why: The three tests agree only in large samples; printed pairs of one model differ by a tenth or two of z.
"""

NAMES = {"HR": "hazard ratio", "OR": "odds ratio", "RR": "risk ratio"}
USUAL_LEVEL = Decimal(95)

_TO_P = re.compile(
    r"[\s,;:)\]]*(?:(?:and|with|by|two-sided|2-sided|one-sided|1-sided|stratified|unstratified|adjusted|the|a|an)[\s,;:]*)*"
    r"(?:(?:Cox|Wald|log-?\s?rank)(?:\stest)?[\s,;:]*)?[\s(\[]*(?:(?:two|one|2|1)-sided[\s,]*)?(?:log-?\s?rank[\s,]*)?"
    r"(?P<p>[Pp](?:[\s-]?values?)?(?:\s?[\[(][^)\]]{0,20}[)\]])?)[\s:=]*(?:of|was|is)?[\s=]*"
)
_OTHER_P = re.compile(r"interact|trend|heterogen|non-?inferior|equivalen|superior", re.IGNORECASE)
_CREDIBLE = re.compile(r"CrI|credib", re.IGNORECASE)
_ONE_SIDED = re.compile(r"\b(?:one|1)[-\s](?:sided|tailed)\b", re.IGNORECASE)
_TWO_SIDED = re.compile(r"\b(?:two|2)[-\s](?:sided|tailed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio with its interval and its P value, as far as they are printed."""

    estimate: Measurement
    value: Decimal
    interval: Interval | None = None
    p: Measurement | None = None

    @property
    def name(self) -> str:
        return NAMES.get(self.estimate.measure or "", "ratio")

    @property
    def box(self) -> Rounded:
        return Rounded.of(self.value)

    @property
    def limits(self) -> tuple[Rounded, Rounded] | None:
        if self.interval is None or self.interval.low.value is None or self.interval.high.value is None:
            return None
        return Rounded.of(self.interval.low.value), Rounded.of(self.interval.high.value)

    @property
    def level(self) -> Decimal:
        printed = self.interval.level.value if self.interval and self.interval.level else None
        return printed if printed is not None and 50 <= printed < 100 else USUAL_LEVEL

    @property
    def p_box(self) -> Rounded | None:
        if self.p is None or self.p.number.value is None:
            return None
        return read_p(self.p.number.value, self.p.number.bound)


def find_ratios(passage: Passage) -> Iterator[Ratio]:
    """Yields the hazard, odds and risk ratios of a sentence, each with the interval and the P value next to it."""
    measured = passage.measurements
    for at, estimate in enumerate(measured):
        value = estimate.number.value
        if (
            estimate.sort is not Sort.EFFECT
            or value is None
            or value <= 0
            or not passage.is_whole_print(estimate.number)
        ):
            continue
        behind = measured[at + 1] if at + 1 < len(measured) else None
        p = behind if behind and _is_p_of(passage, estimate, behind) else None
        yield Ratio(estimate, value, _interval_of(passage, estimate), p)


def _interval_of(passage: Passage, estimate: Measurement) -> Interval | None:
    interval = estimate.interval
    if interval is None or is_reversed(interval):
        return None
    limits = (interval.low, interval.high)
    is_ratio = all(limit.value is not None and limit.value >= 0 and passage.is_whole_print(limit) for limit in limits)
    return interval if is_ratio and (interval.high.value or 0) > 0 else None


def _is_p_of(passage: Passage, estimate: Measurement, p: Measurement) -> bool:
    if p.sort is not Sort.P or not passage.is_whole_print(p.number):
        return False
    link = passage.text[estimate.end : p.start]
    around = passage.text[estimate.end : min(passage.end, p.end + 30)]
    return bool(_TO_P.fullmatch(link)) and not _OTHER_P.search(around)


def check_ratios(passage: Passage) -> Iterator[Issue | None]:
    """Yields, for each comparison of a ratio with what stands beside it, an issue or None where they fit."""
    for ratio in find_ratios(passage):
        if ratio.limits:
            centred = _compare_centre(passage, ratio, ratio.limits)
            yield centred
            if ratio.p_box and (centred is None or centred.severity is Severity.NOTE):
                yield _compare_p(passage, ratio, ratio.limits, ratio.p_box)


def derive_intervals(passage: Passage) -> Iterator[Derived]:
    """Yields the interval that a ratio and its P value imply where none is printed."""
    for ratio in find_ratios(passage):
        if ratio.estimate.interval is None and ratio.p and ratio.p.number.value and not ratio.p.number.bound:
            implied = implied_interval(float(ratio.value), float(ratio.p.number.value), float(USUAL_LEVEL))
            if implied:
                yield _derived(passage, ratio, ratio.p, implied)


def _derived(passage: Passage, ratio: Ratio, p: Measurement, implied: tuple[float, float]) -> Derived:
    value = f"{implied[0]:.2f} to {implied[1]:.2f}"
    figures = (passage.figure(ratio.name, ratio.estimate.number), passage.figure("P value", p.number))
    message = (
        f"{ratio.name} {figures[0].printed} with P {figures[1].printed} implies a 95 % confidence interval of {value}, "
        "if the P value is two-sided"
    )
    span = span_over(passage.document, figures)
    return Derived(passage.document.id, "implied interval", value, message, span, figures)


def _figures(passage: Passage, ratio: Ratio) -> list[Figure]:
    figures = [passage.figure(ratio.name, ratio.estimate.number)]
    if ratio.interval:
        figures.append(passage.figure("lower limit", ratio.interval.low))
        figures.append(passage.figure("upper limit", ratio.interval.high))
    return figures


def _compare_centre(passage: Passage, ratio: Ratio, limits: tuple[Rounded, Rounded]) -> Issue | None:
    low, high = limits
    figures = _figures(passage, ratio)
    estimate, between = figures[0].printed, f"{figures[1].printed} to {figures[2].printed}"
    if not contains_estimate(ratio.box, low, high):
        check, severity = CHECK_CONTAINS, Severity.ERROR
        message = f"{ratio.name} {estimate} lies outside its interval {between}"
    elif is_log_symmetric(ratio.box, low, high) or _is_credible(passage, ratio):
        return None
    else:
        check, (severity, why) = CHECK_CENTRE, _weigh_centre(ratio, low, high)
        message = f"{ratio.name} {estimate} under no rounding is the middle of {between} on the log scale{why}"
    centre = _from_to(*(f"{end:.3f}" for end in centre_of(low, high)))
    message += f"; that middle is {centre}"
    return object_to(passage.document, severity, check, message, figures, recomputed=centre, confidence=0.95)


def _is_credible(passage: Passage, ratio: Ratio) -> bool:
    """Whether the interval is a Bayesian one, which need not be symmetric on any scale."""
    start, end = ratio.estimate.number.end, ratio.interval.low.start if ratio.interval else ratio.estimate.end
    return bool(_CREDIBLE.search(passage.text, start, end))


def _weigh_centre(ratio: Ratio, low: Rounded, high: Rounded) -> tuple[Severity, str]:
    """Returns how far an estimate off the centre reaches, and what would explain it."""
    if is_linear_symmetric(ratio.box, low, high):
        return Severity.NOTE, ", but on the plain scale"
    if _off_centre(ratio.value, low, high) < OTHER_INTERVALS:
        return Severity.NOTE, ", as an exact, profile or bootstrap interval may be"
    return Severity.ERROR, ""


def _off_centre(value: Decimal, low: Rounded, high: Rounded) -> float:
    """Returns how far the estimate is from the nearest possible centre, as a share of the interval's half-width."""
    least, greatest = centre_of(low, high)
    if least <= 0:
        return 0.0
    nearest = min(max(float(value), least), greatest)
    half_width = log(float(high.high) / float(low.low)) / 2
    return abs(log(float(value) / nearest)) / half_width


def _compare_p(passage: Passage, ratio: Ratio, limits: tuple[Rounded, Rounded], p: Rounded) -> Issue | None:
    z = z_of_interval(ratio.box, *limits, float(ratio.level))
    if z is None or ratio.p is None:
        return None
    sides = _possible_sides(passage)
    gap = min((z_gap(z, p, number) for number in sides), key=abs)
    if gap == 0:
        return None
    recomputed = _p_range(z, sides[0])
    figures = [*_figures(passage, ratio), passage.figure("P value", ratio.p.number)]
    message = (
        f"the {ratio.level.normalize():f} % interval {figures[1].printed} to {figures[2].printed} "
        f"gives P {recomputed}, printed as {ratio.p.number.bound or ''}{figures[3].printed}"
    )
    severity, why = _weigh(limits, p, gap, fits_one_sided=z_gap(z, p, ONE_SIDED) == 0)
    confidence = 0.9 if ratio.interval and ratio.interval.level else 0.8
    return object_to(
        passage.document, severity, CHECK_P, message + why, figures, recomputed=recomputed, confidence=confidence
    )


def _weigh(limits: tuple[Rounded, Rounded], p: Rounded, gap: float, *, fits_one_sided: bool) -> tuple[Severity, str]:
    """Returns how far a gap between interval and P value reaches, and what would explain it."""
    if fits_one_sided:
        return Severity.NOTE, "; it fits only if that P value is one-sided"
    if abs(gap) <= OTHER_TESTS:
        return Severity.NOTE, "; a log-rank or likelihood-ratio test beside a Wald interval can differ so much"
    excludes, significant = excludes_no_effect(*limits), is_significant(p)
    if excludes is not None and significant is not None and excludes != significant:
        return Severity.ERROR, "; they contradict each other about significance"
    return Severity.WARNING, ""


def _possible_sides(passage: Passage) -> tuple[int, ...]:
    """Returns the sides of the test: as the sentence states them, two where nothing does.

    Why: A one-sided test named elsewhere in the document may be that of the design or that of this P value.
    """
    sentence = passage.text[passage.start : passage.end]
    if _ONE_SIDED.search(sentence) and not _TWO_SIDED.search(sentence):
        return (ONE_SIDED,)
    return (TWO_SIDED, ONE_SIDED) if _ONE_SIDED.search(passage.text) else (TWO_SIDED,)


def _p_range(z: tuple[float, float], sides: int) -> str:
    least, greatest = sorted((abs(z[0]), abs(z[1])))
    if z[0] <= 0 <= z[1]:
        least = 0.0
    return _from_to(_significant_figures(p_of_z(greatest, sides)), _significant_figures(p_of_z(least, sides)))


def _significant_figures(p: float) -> str:
    return f"{p:.2g}" if p >= 0.0001 else "<0.0001"


def _from_to(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def check_reductions(passage: Passage) -> Iterator[Issue | None]:
    """Yields, for each risk reduction printed next to its hazard ratio, an issue or None where they fit."""
    for first, second in pairwise(passage.measurements):
        reduction, ratio = sorted((first, second), key=lambda m: m.sort is Sort.EFFECT)
        if reduction.sort is Sort.REDUCTION and ratio.sort is Sort.EFFECT and _is_joined(passage, first, second):
            yield _compare_reduction(passage, reduction.number, ratio)


_JOINT = re.compile(r"[^.;()\[\]]{0,80}[\s,;:]*[(\[]?\s?(?:adjusted|stratified)?\s?[^.;()\[\]]{0,30}[\s=:,]*")


def _is_joined(passage: Passage, first: Measurement, second: Measurement) -> bool:
    return bool(_JOINT.fullmatch(passage.text[first.end : second.start]))


def _compare_reduction(passage: Passage, reduction: Number, ratio: Measurement) -> Issue | None:
    if reduction.value is None or ratio.number.value is None or ratio.number.value >= 1:
        return None
    expected = reduction_of_ratio(Rounded.of(ratio.number.value))
    if expected.overlaps(Rounded.of(reduction.value)):
        return None
    name = NAMES.get(ratio.measure or "", "ratio")
    figures = [passage.figure("reduction", reduction), passage.figure(name, ratio.number)]
    recomputed = _from_to(f"{expected.low:.1f}", f"{expected.high:.1f}")
    message = f"{name} {figures[1].printed} is a reduction by {recomputed} %, printed as {figures[0].printed} %"
    return object_to(
        passage.document, Severity.WARNING, CHECK_REDUCTION, message, figures, recomputed=recomputed, confidence=0.8
    )
