"""What was found, apart from where: a `Finding` is the claim, its `Evidence` are the places that state it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from herald.core.spans import Span


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm of a study, or what stands in for it.

    Attributes:
        label: The normalised regimen: agents and classes in canonical order, joined by " + ".
        concepts: The vocabulary ids behind the label, in the same order; empty where the text gives only a role
            ("placebo", "control", "Arm A").
    """

    label: str
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that states a finding.

    Attributes:
        span: The sentence or sentences that carry the result.
        spans: Each printed figure of the finding, by field name ("value", "effect", "p", "arm_n" …).
    """

    document: str
    span: Span
    spans: Mapping[str, Span] = field(default_factory=lambda: MappingProxyType({}))
    extractor: str = "herald"
    version: str = ""


class Category(StrEnum):
    """What a result is about: the disease, harm done by the treatment, or anything else that a study measured."""

    EFFICACY = "efficacy"
    SAFETY = "safety"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Finding:
    """A result: in whom, of what, against what, by which measure, how large.

    Printed numbers are strings exactly as printed; counts are integers. `effect_measure` is one of HR, OR, RR,
    difference, relative risk reduction; `unit` one of months, years, %, patients. `ci_low` and `ci_high` belong to the
    effect, or to the value where it stands alone; the intervals of values that are compared are kept by arm.
    """

    endpoint: str
    category: Category = Category.EFFICACY
    trial: str | None = None
    phase: str | None = None
    population: str | None = None
    arm: Arm | None = None
    comparator: Arm | None = None
    value: str | None = None
    comparator_value: str | None = None
    unit: str | None = None
    statistic: str | None = None
    effect_measure: str | None = None
    effect: str | None = None
    ci_low: str | None = None
    ci_high: str | None = None
    ci_level: str | None = None
    arm_ci_low: str | None = None
    arm_ci_high: str | None = None
    comparator_ci_low: str | None = None
    comparator_ci_high: str | None = None
    p: str | None = None
    arm_n: int | None = None
    comparator_n: int | None = None
    events: int | None = None
    comparator_events: int | None = None
    timepoint: str | None = None
    assessed_by: str | None = None
    predictor: str | None = None
    confidence: float = 1.0
    issues: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyArm:
    """An arm as its study set it out, whether or not a result of it is known.

    Attributes:
        name: What the document calls it, as printed.
        n: How many patients it had, as printed.
        is_control: What the study measures against; of two arms that nothing tells apart, the second.
    """

    name: str
    n: str | None = None
    n_value: int | None = None
    is_control: bool = False
    spans: Mapping[str, Span] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Study:
    """A study that a document names, with what it says of its design; `n` and `analysed` are kept as printed."""

    document: str
    trial: str | None
    phase: str | None = None
    design: str | None = None
    n: str | None = None
    analysed: str | None = None
    population: str | None = None
    spans: Mapping[str, Span] = field(default_factory=lambda: MappingProxyType({}))
    n_value: int | None = None
    analysed_value: int | None = None
    arms: tuple[StudyArm, ...] = ()


@dataclass(frozen=True, slots=True)
class Discussion:
    """An agent that a document discusses for a population, without a figure."""

    document: str
    agent: str
    population: str
    spans: tuple[Span, ...]


class Reason(StrEnum):
    """Why a figure or a sentence made no finding."""

    FRAGMENT = "fragment"
    FOLLOW_UP = "follow-up time"
    TREATMENT_DURATION = "duration of treatment"
    DOSE = "dose or schedule"
    ELIGIBILITY = "eligibility"
    DESIGN = "design or power assumption"
    SAFETY = "safety figure"
    HEDGED = "hedged or future"
    SAMPLE_SIZE = "sample size"
    SUPERSEDED = "superseded in the same text"
    BACKGROUND = "background figure"
    RESTATED = "difference of two values that are given"
    COVARIATE = "effect of a covariate"
    LANGUAGE = "language"
    PERFORMANCE = "performance of a test or a model"
    NO_ENDPOINT = "no endpoint"
    NO_POPULATION = "no population"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A figure that is not a result, or a result that cannot be used, and why."""

    document: str
    reason: Reason
    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was found in one document, and every figure that was not taken, with its reason.

    Attributes:
        findings: What the study set out to measure.
        harms: Results of safety that are reported beside results on the disease; where a document gives none of those,
            safety is what its study measured, and stands among the findings.
    """

    findings: tuple[Finding, ...] = ()
    studies: tuple[Study, ...] = ()
    discussions: tuple[Discussion, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    harms: tuple[Finding, ...] = ()
