"""Whether a guideline that loads can be relied on: what loading cannot see, and what a reader should know of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from herald.guideline.errors import GuidelineProblem, Place
from herald.guideline.proof import check_tables, is_provable
from herald.patients.record import NOT_CLINICAL

if TYPE_CHECKING:
    from herald.guideline.fields import Field
    from herald.guideline.guideline import Guideline
    from herald.vocabulary.vocabulary import Vocabulary

_TAKEN = (*NOT_CLINICAL, "prior", "resourceType")
"""Names that the readers of records keep for themselves: what is recorded under them reaches no rule."""


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """Something that is allowed and worth knowing."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Soundness:
    """What was found in a guideline that loads.

    Attributes:
        problems: What must be repaired, by file and line.
        proven: Tables of which every row was found to be reachable.
    """

    problems: tuple[GuidelineProblem, ...]
    remarks: tuple[Remark, ...]
    proven: tuple[str, ...]


def check_soundness(guideline: Guideline, vocabulary: Vocabulary) -> Soundness:
    """Returns unreachable rows, entries without source, fields that no reader can fill, and remarks."""
    problems = [
        *check_tables(guideline),
        *_without_source(guideline),
        *_unfillable(guideline),
        *_repeated_rows(guideline),
    ]
    remarks = [*_unused_fields(guideline), *_unregistered_agents(guideline, vocabulary), *_unproven(guideline)]
    faulty = {problem.place for problem in problems}
    return Soundness(
        tuple(sorted(problems, key=lambda problem: problem.place)),
        tuple(sorted(remarks)),
        tuple(
            table.name
            for table in guideline.tables.values()
            if is_provable(guideline, table) and faulty.isdisjoint(row.place for row in table.rows)
        ),
    )


def _without_source(guideline: Guideline) -> Iterator[GuidelineProblem]:
    for table in guideline.tables.values():
        for row in table.rows:
            if row.source is None:
                yield GuidelineProblem(row.place, f"the row '{row.id}' names no source", hint="source: ID")
    for field in guideline.fields.values():
        for case in (*field.cases, *field.presume):
            if case.source is None:
                yield GuidelineProblem(case.place, f"a case of '{field.name}' names no source", hint="source: ID")


def _unfillable(guideline: Guideline) -> Iterator[GuidelineProblem]:
    for field in guideline.fields.values():
        if field.name in _TAKEN:
            message = f"no reader can fill the field '{field.name}': a record uses that name for something else"
            yield GuidelineProblem(field.place, message, hint="choose another name")
        elif _takes_no_answer(field):
            message = f"no reader can fill the field '{field.name}': every value of it counts as no answer"
            yield GuidelineProblem(field.place, message, hint="shorten missing_values")


def _takes_no_answer(field: Field) -> bool:
    return bool(field.values) and set(field.values) <= set(field.missing_values)


def _repeated_rows(guideline: Guideline) -> Iterator[GuidelineProblem]:
    first: dict[str, Place] = {}
    for table in guideline.tables.values():
        for row in table.rows:
            if first.setdefault(row.id, row.place) is not row.place:
                yield GuidelineProblem(row.place, f"the row '{row.id}' is there already", hint=f"at {first[row.id]}")


def _unused_fields(guideline: Guideline) -> Iterator[Remark]:
    subjects = (guideline.rules, guideline.cautions, guideline.tables)
    used = {name for each in subjects for subject in each.values() for name in guideline.depends_on(subject)}
    for field in guideline.fields.values():
        if field.name not in used:
            yield Remark(field.place, f"no rule, caution or table asks for the field '{field.name}'")


def _unregistered_agents(guideline: Guideline, vocabulary: Vocabulary) -> Iterator[Remark]:
    named: dict[str, Place] = {}
    for rule in guideline.rules.values():
        for part in rule.offer:
            for agent in () if part.is_class else part.agents:
                named.setdefault(agent, rule.place)
    for caution in guideline.cautions.values():
        for agent in caution.agents if len(caution.agents) == 1 else ():
            named.setdefault(agent, caution.place)
    for agent, place in named.items():
        concept = vocabulary.get(agent)
        if not concept.identifiers:
            yield Remark(place, f"the vocabulary has {concept.name} without an identifier of any registry")


def _unproven(guideline: Guideline) -> Iterator[Remark]:
    for table in guideline.tables.values():
        if not is_provable(guideline, table):
            text = f"the table '{table.name}' tells too many combinations apart to prove that every row can be reached"
            yield Remark(table.place, text)
