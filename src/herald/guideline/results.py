"""What an evaluation answers: values, facts, and what became of rules and cautions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from herald.core.truth import Truth
from herald.guideline.fields import Case, Field
from herald.guideline.rules import Caution, Rule
from herald.guideline.tables import Policy, Row, Table
from herald.guideline.values import Partial, Possible, Value

if TYPE_CHECKING:
    from herald.guideline.evaluation import Evaluation

Missing: TypeAlias = "frozenset[str]"
NOTHING: Missing = frozenset()


class Origin(StrEnum):
    """How the value of a field came to be."""

    RECORDED = "recorded"
    DERIVED = "derived"
    PRESUMED = "presumed"


@dataclass(frozen=True, slots=True)
class Known:
    """The value of a field or table.

    Attributes:
        value: As exactly as it is known; dates may be partial, derived numbers within bounds.
        case: The case of the field that gave it, if one did.
    """

    value: Partial
    origin: Origin = Origin.RECORDED
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A field or table without value.

    Attributes:
        missing: Names of the inputs that would settle it.
        possible: What it may still be, in the order of its declaration; empty where that is not limited.
    """

    missing: Missing
    possible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A recorded value that cannot be what the rest of the record gives for its field."""

    field: Field
    recorded: Value
    derived: Known


class FactResult(NamedTuple):
    """What a table says.

    Attributes:
        value: None where it is unknown.
        possible: All values that it may still take, in the order of the table; one where it is known.
        row: The row that applies; None where it is unknown which does, even if all that may agree on the value.
        rows: All rows that may apply.
    """

    table: Table
    value: str | None
    possible: tuple[str, ...]
    row: Row | None
    rows: tuple[Row, ...]
    evaluation: Evaluation

    @property
    def known(self) -> Partial:
        return Possible(frozenset(self.possible)) if self.value is None else self.value

    @property
    def missing(self) -> Missing:
        """Names of the inputs that the next step needs; empty where the value is known.

        For the policy FIRST, those of the first row that may apply: they decide what the others need. For UNIQUE, all.
        """
        if self.value is not None:
            return NOTHING
        waiting = self.rows[:1] if self.table.policy is Policy.FIRST else self.rows
        return self.evaluation.missing_in(row.when for row in waiting)


class Verdict(StrEnum):
    """What a rule does for a patient.

    SILENT: it does not speak about this patient, or not for sure, and does not apply either way.
    """

    APPLIES = "applies"
    EXCLUDED = "excluded"
    UNDECIDED = "undecided"
    SILENT = "silent"


class RuleResult(NamedTuple):
    """What became of a rule.

    Attributes:
        scope, when: TRUE where the rule has none.
        unless: One truth for each contraindication, in order; empty where the scope is FALSE.
        truth: Scope and when, and no contraindication. One that is UNKNOWN and only cautions does not count.
    """

    rule: Rule
    scope: Truth
    when: Truth
    unless: tuple[Truth, ...]
    truth: Truth
    verdict: Verdict
    evaluation: Evaluation

    @property
    def missing(self) -> Missing:
        """Names of the inputs that would settle `truth`; empty where it is settled."""
        if self.truth is not Truth.UNKNOWN:
            return NOTHING
        deciding = (reason.when for reason in self.rule.unless if not reason.caution)
        return self.evaluation.missing_in((self.rule.scope, self.rule.when, *deciding))


class CautionResult(NamedTuple):
    """Whether a caution applies: TRUE, FALSE, or UNKNOWN and so cannot be ruled out."""

    caution: Caution
    truth: Truth
    evaluation: Evaluation

    @property
    def missing(self) -> Missing:
        """Names of the inputs that would settle `truth`; empty where it is settled."""
        return self.evaluation.missing_in((self.caution.when,))
