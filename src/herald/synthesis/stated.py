"""Findings of an evidence base before pooling: which of them may be pooled, and of which trial they are.

A finding is a sentence that a program read. It is pooled only where trial, treatments, population and figures are told,
where it is the whole trial and not a part of it, and where nothing else in the base says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass

from herald.core.findings import Arm, Finding
from herald.core.mentions import ConceptKind
from herald.vocabulary.labels import read_population_label
from herald.vocabulary.vocabulary import Vocabulary

NARROWING_AXES = frozenset(
    {"receptor status", "HER2 expression", "biomarker", "intrinsic subtype", "menopause", "site", "nodes", "risk",
     "treatment subgroup", "patient"}
)  # fmt: skip
"""Axes of the vocabulary's populations along which papers report parts of a trial."""


@dataclass(frozen=True, slots=True)
class PopulationWords:
    """What a population must say of itself, by ids of populations; a narrower one says what its broader ones say.

    Attributes:
        all: It says all of these,
        one: one of these, if there are any,
        none: and none of these.
    """

    all: tuple[str, ...]
    one: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A finding with what the documents that state it tell of themselves.

    Attributes:
        id: Of the finding in its base.
        first_published: ISO date of the earliest of these documents, as precise as it is known; empty where none is.
        registration: NCT number, where these documents give one and the same; else empty.
        whole: The population of the whole study, as its document has it; empty where it tells nothing.
    """

    id: str
    finding: Finding
    first_published: str = ""
    registration: str = ""
    whole: str = ""

    @property
    def published(self) -> str:
        return f"published {self.first_published}" if self.first_published else "undated"


@dataclass(frozen=True, slots=True)
class Refused:
    """A statement that is not pooled, and why."""

    statement: Statement
    reason: str

    @property
    def label(self) -> str:
        finding = self.statement.finding
        document = f"document {finding.evidence[0].document}" if finding.evidence else "unnamed trial"
        trial = finding.trial or self.statement.registration or document
        return f"{trial} {finding.endpoint} ({self.statement.published})"

    def __str__(self) -> str:
        return f"{self.label}: {self.reason}"


_PART = re.compile(r"\b(?:sub-?(?:group|set|population|cohort|analysis)|post[ -]hoc analysis)", re.IGNORECASE)

Check = Callable[[Statement], str | None]
"""Returns why a statement cannot be pooled, or None."""


def sift(statements: Iterable[Statement], checks: Sequence[Check]) -> tuple[list[Statement], list[Refused]]:
    """Returns the statements that pass every check, and the others, each with the first reason against it."""
    kept, refused = [], []
    for statement in statements:
        reason = next((found for check in checks if (found := check(statement))), None)
        if reason is None:
            kept.append(statement)
        else:
            refused.append(Refused(statement, reason))
    return kept, refused


def settle(
    statements: Iterable[Statement],
    question: Callable[[Statement], Hashable],
    is_same: Callable[[Finding, Finding], bool],
) -> tuple[list[tuple[int, Statement]], list[Refused]]:
    """Returns each result of a question once, with its place among them by date, 1 first, and what is not taken.

    Results of one question that differ are analyses of different days; without a day for each, none can be taken.
    """
    groups: dict[Hashable, list[Statement]] = {}
    refused: list[Refused] = []
    for statement in statements:
        group = groups.setdefault(question(statement), [])
        if any(is_same(statement.finding, other.finding) for other in group):
            refused.append(Refused(statement, "the base states the same result elsewhere"))
        else:
            group.append(statement)
    settled: list[tuple[int, Statement]] = []
    for group in groups.values():
        ordered = sorted(group, key=lambda each: each.first_published)
        days = {each.first_published for each in group}
        if len(group) > 1 and (len(days) < len(group) or "" in days):
            refused += [Refused(each, UNSETTLED) for each in group]
        else:
            settled += list(enumerate(ordered, start=1))
    return settled, refused


UNSETTLED = "the base holds different results of this question, and dates do not tell which analysis each is"


class Screen:
    """What must be known of a statement, for one population.

    Args:
        trials: Names of trials that are known to be of the population, whatever their documents say of it.
    """

    def __init__(self, vocabulary: Vocabulary, words: PopulationWords, trials: Collection[str] = ()) -> None:
        self._vocabulary = vocabulary
        self._words = words
        self._trials = {trial.casefold() for trial in trials}

    def trial_of(self, statement: Statement) -> str | None:
        """Returns the name of the trial, or its registration where no name is known; None where neither is told."""
        if statement.finding.trial or not statement.registration:
            return statement.finding.trial
        for trial in self._vocabulary.of_kind(ConceptKind.TRIAL):
            if statement.registration in trial.identifiers.get("NCT", "").split("|"):
                return trial.name
        return statement.registration

    def against_population(self, statement: Statement) -> str | None:
        if (self.trial_of(statement) or "").casefold() in self._trials:
            return None
        told = self._populations(statement.finding.population) | self._populations(statement.whole)
        broad = told.union(*map(self._vocabulary.ancestors, told))
        missing = [self._name(concept) for concept in self._words.all if concept not in broad]
        if missing:
            return f"its population is not said to be {missing[0]}"
        if self._words.one and broad.isdisjoint(self._words.one):
            return f"its population is said to be none of {', '.join(map(self._name, self._words.one))}"
        other = sorted(self._name(concept) for concept in broad.intersection(self._words.none))
        return f"its population is {other[0]}" if other else None

    def against_part(self, statement: Statement) -> str | None:
        """Returns what narrows the statement beyond its study; None where its document does not describe the study.

        A name that the vocabulary does not know is the label of a row of a table: 'Age < 50'.
        """
        named, printed = read_population_label(statement.finding.population, self._vocabulary)
        if printed:
            return f"a part of the trial: {', '.join(printed)}"
        whole = self._populations(statement.whole)
        part = named - whole if whole else frozenset()
        narrow = sorted(self._name(c) for c in part if self._axis(c) in NARROWING_AXES)
        return f"a part of the trial: {', '.join(narrow)}" if narrow else None

    def _populations(self, label: str | None) -> frozenset[str]:
        return read_population_label(label, self._vocabulary)[0]

    def _axis(self, concept: str) -> str:
        return self._vocabulary.get(concept).attributes.get("axis", "")

    def _name(self, concept: str) -> str:
        return self._vocabulary.get(concept).name


def against_arm(arm: Arm | None, side: str) -> str | None:
    """Returns why an arm is no treatment; a role ("control", "Arm A") is none."""
    if arm is None:
        return f"its {side} is not told"
    return None if arm.concepts else f"its {side} is no treatment that the vocabulary knows: {arm.label}"


def against_words(statement: Statement) -> str | None:
    """Returns the word that makes a sentence one about a part of the trial.

    Why beside the population: not every part has a name in the vocabulary ("in the CNS subgroup").
    """
    quotes = (place.span.quote for place in statement.finding.evidence)
    found = next((match for quote in quotes if (match := _PART.search(quote))), None)
    return f"its sentence speaks of a {found[0].lower()}" if found else None


def against_covariate(statement: Statement) -> str | None:
    predictor = statement.finding.predictor
    return f"the effect of a covariate: {predictor}" if predictor else None
