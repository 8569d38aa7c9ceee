"""Which reported effects may stand in one network, and which may not, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from herald.synthesis.contrasts import Contrast, trials_of_contrasts
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.network import find_parts
from herald.synthesis.ratios import LogRatio, is_log_symmetric, log_ratio_from_interval, log_ratio_from_p


class Analysis(StrEnum):
    """Which analysis of a trial is taken where there are several; never two of one trial."""

    FIRST = "first"
    LATEST = "latest"


class Assumption(StrEnum):
    """What has to be accepted on purpose before an effect is pooled with the others."""

    TIME_TO_PROGRESSION = "time to progression"
    MIXED_COMPARATOR = "mixed comparator"
    ANY_TAXANE = "any taxane"
    P_VALUE = "P value"
    ASYMMETRIC_INTERVAL = "asymmetric interval"
    UNNAMED_TRIAL = "unnamed trial"

    @property
    def explanation(self) -> str:
        return _EXPLANATIONS[self]


_EXPLANATIONS = {
    Assumption.TIME_TO_PROGRESSION: "time to progression leaves out deaths; it is not progression-free survival",
    Assumption.MIXED_COMPARATOR: "the comparator is a mixture of regimens, not a node of the network",
    Assumption.ANY_TAXANE: "the control arm had docetaxel or paclitaxel; pooling takes them as one",
    Assumption.P_VALUE: "no interval was seen; the standard error would come from the P value",
    Assumption.UNNAMED_TRIAL: "no document names the trial; another result may be of the same one",
    Assumption.ASYMMETRIC_INTERVAL: "under no rounding is the estimate in the middle of its interval: a misprint",
}


PRIMARY = frozenset({"abstract", "trial report", "label"})


@dataclass(frozen=True, slots=True)
class ReportSource:
    """Where an effect was read. Every text is empty where the table of results leaves it blank.

    Attributes:
        key: The row of the table of results; empty where documents of an evidence base state the effect.
        finding: Its id in that base.
        nct, pmid: The registration of the trial; the publication that the figures are of.
        data_cutoff: As YYYY, YYYY-MM or YYYY-MM-DD.
        url: The page that states the figures.
        basis, standing: What was read, and what the page is: "official", "repository", "copy" or "news or digest".
        checked: What was compared with what.
        differs: What another source prints otherwise.
    """

    key: str = ""
    finding: str = ""
    nct: str = ""
    pmid: str = ""
    data_cutoff: str = ""
    assessed_by: str = ""
    url: str = ""
    basis: str = ""
    standing: str = ""
    checked: str = ""
    differs: str = ""

    @property
    def stand_in(self) -> str:
        """What stands for the name of a trial that no document tells."""
        return f"unnamed trial of finding {self.finding}"

    @property
    def is_secondary(self) -> bool:
        """Whether neither the words of a report of the trial nor a label were read."""
        return self.basis not in PRIMARY


@dataclass(frozen=True, slots=True)
class Reported:
    """A hazard ratio as reported, numbers as printed.

    Attributes:
        treatment: The node of the network; `comparator` likewise.
        sequence: Order of the analyses of one trial and endpoint, 1 first.
        assumption: What pooling it takes for granted, if anything.
        source: Where it was read.
    """

    trial: str
    treatment: str
    comparator: str
    endpoint: str
    analysis: str
    sequence: int
    effect: str
    ci_low: str
    ci_high: str
    ci_level: str
    p: str
    assumption: str
    source: ReportSource

    @property
    def is_trial_named(self) -> bool:
        return self.trial != self.source.stand_in

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.treatment, self.comparator))

    @property
    def label(self) -> str:
        return f"{self.trial} {self.endpoint} ({self.analysis})"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A report that is not pooled, and why."""

    report: Reported
    reason: str

    def __str__(self) -> str:
        return f"{self.report.label}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is pooled and what is not.

    Attributes:
        warnings: Assumptions that were accepted.
    """

    chosen: tuple[Reported, ...]
    contrasts: tuple[Contrast, ...]
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...]


def select(
    reports: Iterable[Reported],
    endpoint: str,
    *,
    analysis: Analysis = Analysis.LATEST,
    accept: Collection[Assumption] = (),
    reference: str | None = None,
) -> Selection:
    """Returns the reports of an endpoint that may be pooled: one analysis a trial, no assumption that is not accepted.

    Args:
        accept: Assumptions to make; everything that rests on another one is left out and says so.
        reference: Of a network in parts, the part with this treatment is kept; the largest where None.
    """
    wanted = [report for report in reports if _is_wanted(report, endpoint)]
    left_out = [LeftOut(each, reason) for each in wanted if (reason := _refuse(each, endpoint, accept))]
    usable = [each for each in wanted if _refuse(each, endpoint, accept) is None]
    chosen = _choose(usable, analysis)
    left_out += [LeftOut(each, ANOTHER_ANALYSIS) for each in usable if each not in chosen]
    incomplete = _incomplete(chosen)
    left_out += [LeftOut(each, INCOMPLETE) for each in chosen if each.trial in incomplete]
    whole = [each for each in chosen if each.trial not in incomplete]
    part = _part_of(whole, reference)
    left_out += [LeftOut(each, NOT_LINKED) for each in whole if each.treatment not in part]
    linked = [each for each in whole if each.treatment in part]
    contrasts = tuple(_contrast(each) for each in linked)
    return Selection(tuple(linked), contrasts, tuple(left_out), tuple(_warn(linked, endpoint)))


ANOTHER_ANALYSIS = "another analysis of the trial is taken"
INCOMPLETE = "a trial with three arms needs the comparison of each pair, and one was not seen"
NOT_LINKED = "no trial links it to the rest of the network"


def _is_wanted(report: Reported, endpoint: str) -> bool:
    return report.endpoint == endpoint or (endpoint == "PFS" and report.endpoint == "TTP")


def _assumptions(report: Reported, endpoint: str) -> Iterator[Assumption]:
    if report.assumption:
        yield Assumption(report.assumption)
    if not report.is_trial_named:
        yield Assumption.UNNAMED_TRIAL
    if report.endpoint != endpoint:
        yield Assumption.TIME_TO_PROGRESSION
    if not (report.ci_low and report.ci_high):
        yield Assumption.P_VALUE
    elif not is_log_symmetric(report.effect, report.ci_low, report.ci_high):
        yield Assumption.ASYMMETRIC_INTERVAL


def _refuse(report: Reported, endpoint: str, accept: Collection[Assumption]) -> str | None:
    for assumption in _assumptions(report, endpoint):
        if assumption not in accept:
            return assumption.explanation
    ratio = _ratio(report)
    return None if isinstance(ratio, LogRatio) else "its standard error cannot be had from what is printed"


def _ratio(report: Reported) -> object:
    if report.ci_low and report.ci_high:
        level = float(report.ci_level or 95)
        return log_ratio_from_interval(float(report.effect), float(report.ci_low), float(report.ci_high), level)
    if report.p:
        return log_ratio_from_p(float(report.effect), float(report.p))
    return NotEstimable("neither interval nor P value")


def _contrast(report: Reported) -> Contrast:
    ratio = _ratio(report)
    assert isinstance(ratio, LogRatio), "refused before"
    return Contrast(report.trial, report.treatment, report.comparator, ratio.log_ratio, ratio.se)


def _choose(usable: Sequence[Reported], analysis: Analysis) -> list[Reported]:
    best: dict[tuple[str, frozenset[str]], Reported] = {}
    for report in sorted(usable, key=lambda each: each.sequence, reverse=analysis is Analysis.LATEST):
        best.setdefault((report.trial, report.pair), report)
    return [report for report in usable if best[report.trial, report.pair] is report]


def _incomplete(chosen: Sequence[Reported]) -> set[str]:
    """Returns the trials with three or more arms of which a comparison is missing."""
    pairs: dict[str, set[frozenset[str]]] = {}
    for report in chosen:
        pairs.setdefault(report.trial, set()).add(report.pair)
    arms = {trial: sorted(frozenset().union(*found)) for trial, found in pairs.items()}
    return {trial for trial, found in pairs.items() if len(found) < len(list(combinations(arms[trial], 2)))}


def _part_of(chosen: Sequence[Reported], reference: str | None) -> tuple[str, ...]:
    if not chosen:
        return ()
    parts = find_parts(trials_of_contrasts(_contrast(each) for each in chosen)[0])
    return next((part for part in parts if reference in part), parts[0])


def _warn(linked: Sequence[Reported], endpoint: str) -> Iterator[str]:
    for report in linked:
        for assumption in _assumptions(report, endpoint):
            yield f"{report.label} is pooled although {assumption.explanation}"
    read = sorted({report.trial for report in linked if report.source.finding})
    if read:
        yield f"read from documents by this program and checked by nobody: {', '.join(read)}"
    secondary = sorted({report.trial for report in linked if report.source.is_secondary and not report.source.finding})
    if secondary:
        yield f"read in secondary sources only: {', '.join(secondary)}"
    for report in linked:
        if report.source.differs:
            yield f"{report.label}: {report.source.differs}"
