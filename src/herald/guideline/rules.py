"""Rules that offer a regimen or give advice, and cautions that belong to agents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from herald.core.dates import PartialDate
from herald.guideline.errors import Place
from herald.guideline.nodes import Node


class Standing(StrEnum):
    """What an offer rests on, best first."""

    RECOMMENDED = "recommended"
    ALTERNATIVE = "alternative"
    LABEL = "label only"
    TRIAL = "trial evidence only"
    INVESTIGATIONAL = "investigational"
    OBSOLETE = "obsolete"


class Strength(StrEnum):
    """How strongly a source recommends, strongest first."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


class Certainty(StrEnum):
    """How certain the evidence is by its source, most certain first."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    INSUFFICIENT = "insufficient"


class CautionKind(StrEnum):
    """What sort of safety fact a caution is."""

    BOXED_WARNING = "boxed warning"
    CONTRAINDICATION = "contraindication"
    MONITORING = "monitoring"
    DOSE = "dose"
    INTERACTION = "interaction"
    PREFERENCE = "preference"


class Effect(StrEnum):
    """What a caution that applies does to a regimen with its agent."""

    CAUTION = "caution"
    EXCLUDE = "exclude"


@dataclass(frozen=True, slots=True, eq=False)
class Offered:
    """One part of a regimen: an agent, or any agent of a class.

    Attributes:
        name: The agent's label, or the name of the class.
        agents: Ids; exactly one unless `is_class`.
    """

    name: str
    agents: frozenset[str]
    is_class: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Contraindication:
    """A reason against the regimen of one rule.

    Attributes:
        caution: Whether the regimen is still offered, with a caution, while `when` is UNKNOWN.
    """

    when: Node
    because: str
    place: Place
    source: str | None = None
    caution: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Citation:
    """A trial result that a rule rests on.

    Attributes:
        analysis: Which of the trial's analyses or cohorts; None for all.
    """

    trial: str
    endpoint: str
    analysis: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One recommendation: who it speaks about, when it applies, and what it offers or advises.

    Attributes:
        scope: Whom the rule speaks about at all; None for everybody.
        when: None where the scope says everything.
        offer: The parts of one regimen; empty where the rule only advises.
        advise: Advice in words; None where the rule offers a regimen.
        regimen: The name of the regimen, where it is not its parts joined by " + ".
        strength, certainty: None where the source gives none; then `grade_note` says why.
        locator: Where in the source.
        since: The rule holds from the first day of this date.
        until: The rule no longer holds from the first day of this date on.
        conflict: Fields, or fields of elements ('scans.size'), whose values stand against each other where it applies.
        until_settled: A field or table; once it has a value, the advice is no longer given.
        order: Place among rules of equal standing and certainty; lower is earlier.
        legacy_id: The row of the table of sources that it was taken from.
    """

    id: str
    chapter: str
    title: str
    scope: Node | None
    when: Node | None
    source: str
    jurisdiction: str
    place: Place
    offer: tuple[Offered, ...] = ()
    advise: str | None = None
    regimen: str | None = None
    unless: tuple[Contraindication, ...] = ()
    standing: Standing | None = None
    strength: Strength | None = None
    certainty: Certainty | None = None
    grade_note: str | None = None
    locator: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    supersedes: tuple[str, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    until_settled: str | None = None
    evidence: tuple[Citation, ...] = ()
    order: int = 100
    note: str | None = None
    legacy_id: str | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Returns whether the rule is in force on a day."""
        has_begun = self.since is None or self.since.first <= day
        return has_begun and (self.until is None or day < self.until.first)


@dataclass(frozen=True, slots=True, eq=False)
class Caution:
    """A safety fact of agents, which concerns every regimen that contains one of them.

    Attributes:
        agents: Ids.
        when: None where it always applies.
    """

    id: str
    agents: frozenset[str]
    kind: CautionKind
    when: Node | None
    effect: Effect
    text: str
    source: str
    place: Place
    locator: str | None = None
    note: str | None = None
    legacy_id: str | None = None
