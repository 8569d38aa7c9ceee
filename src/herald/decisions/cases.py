"""Cases beside a guideline: patients for whom the answer was written by hand, and what they prove of its rules."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from herald.core.errors import GuidelineError, nearest_hint
from herald.core.truth import Truth
from herald.guideline.entries import Entry
from herald.guideline.errors import GuidelineProblem, Place, UnfitInputs
from herald.guideline.evaluation import Evaluation, evaluate
from herald.guideline.inputs import check_inputs
from herald.guideline.nodes import Constant
from herald.guideline.yaml_nodes import MAX_BYTES, Scalar, Sequence, YamlNode, read_yaml
from herald.guideline.yaml_nodes import Mapping as MappingNode

if TYPE_CHECKING:
    from herald.guideline.guideline import Guideline
    from herald.guideline.lexicon import Lexicon
    from herald.guideline.nodes import Node
    from herald.guideline.rules import Caution, Rule

FOLDER = "cases"
_TAKEN_AWAY = "unknown"
_NO_VALUE = "unknown"

Record = Mapping[str, object]


class Subject(StrEnum):
    """What a case is about, by the word under which its file names it."""

    RULE = "rule"
    TABLE = "fact"
    ROW = "row"
    CAUTION = "caution"


WORDS: Mapping[Subject, Mapping[Truth, str]] = {
    Subject.RULE: {Truth.TRUE: "applies", Truth.FALSE: "not", Truth.UNKNOWN: "undecided"},
    Subject.ROW: {Truth.TRUE: "applies", Truth.FALSE: "not", Truth.UNKNOWN: "open"},
    Subject.CAUTION: {Truth.TRUE: "applies", Truth.FALSE: "silent", Truth.UNKNOWN: "open"},
}
"""How a file of cases writes each truth of each subject; a table has its values instead, and "unknown"."""

_LISTS = {"cases": Subject.RULE, "facts": Subject.TABLE, "rows": Subject.ROW, "cautions": Subject.CAUTION}


class FailedCases(GuidelineError):
    """Cases with another answer than the one written by hand, or rules and rows that no case shows."""

    code = "guideline.cases"


@dataclass(frozen=True, slots=True)
class Case:
    """One patient and the expected answer.

    Attributes:
        place: File, within the folder of cases, and line.
        name: Of a rule, table or caution, or the id of a row.
        expected: One of `WORDS`, or a value of the table.
        record: Plain values by field.
        as_of: The day that counts; None for the day of the run.
    """

    place: Place
    subject: Subject
    name: str
    expected: str
    record: Record
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of a case.

    Attributes:
        found: In the words of `Case.expected`; or why the record gave no answer.
    """

    case: Case
    found: str

    @property
    def has_passed(self) -> bool:
        return self.found == self.case.expected


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many passed cases show a rule, a row or a caution TRUE, FALSE and UNKNOWN.

    Attributes:
        needed: The truths that it can have at all: what always applies has one.
    """

    subject: Subject
    name: str
    place: Place
    counts: Mapping[Truth, int]
    needed: tuple[Truth, ...]

    @property
    def never(self) -> tuple[Truth, ...]:
        return tuple(truth for truth in self.needed if not self.counts[truth])


@dataclass(frozen=True, slots=True)
class CaseReport:
    """Every case with its result, and what they show."""

    results: tuple[CaseResult, ...]
    coverage: tuple[Coverage, ...]

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        return tuple(result for result in self.results if not result.has_passed)

    @property
    def gaps(self) -> tuple[Coverage, ...]:
        return tuple(each for each in self.coverage if each.never)


def read_cases(folder: Path) -> tuple[Case, ...]:
    """Returns the cases in the folder `cases` of a guideline, by file and line; none where there is no such folder.

    Raises:
        GuidelineProblem: At the first thing that is no case.
    """
    files = sorted((folder / FOLDER).glob("*.yaml"))
    return tuple(case for file in files for case in _read_file(file))


def _read_file(path: Path) -> Iterator[Case]:
    name = f"{FOLDER}/{path.name}"
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise GuidelineProblem(Place(name, 1), f"cannot be read: {error.strerror}") from None
    entry = Entry(read_yaml(data, name), "a file of cases", f"as_of chapter patients {' '.join(_LISTS)}")
    as_of = entry.find_date("as_of")
    day = None if as_of is None else as_of.first
    records = dict(_read_patient(node) for node in entry.nodes("patients"))
    for key, subject in _LISTS.items():
        for node in entry.nodes(key):
            yield from _read_entry(node, subject, records, day)


def _read_patient(node: YamlNode) -> tuple[str, Record]:
    entry = Entry(node, "a patient", "name record")
    return entry.text("name"), _record(entry.node("record"), {})


def _read_entry(
    node: YamlNode, subject: Subject, records: Mapping[str, Record], as_of: dt.date | None
) -> Iterator[Case]:
    if not isinstance(node, MappingNode):
        raise GuidelineProblem(node.place, "a case is written as keys with values")
    keys = dict(node.entries)
    entry = Entry(
        MappingNode(node.place, {key: keys.pop(key) for key in (subject, "patient") if key in keys}),
        "a case",
        f"{subject} patient",
    )
    name, patient = entry.text(subject), entry.find_text("patient")
    if patient is not None and patient not in records:
        raise entry.problem("patient", f"there is no patient '{patient}'", nearest_hint(patient, records))
    start = records[patient] if patient is not None else {}
    for expected, listed in keys.items():
        _require_word(subject, expected, listed.place)
        for item in _items(listed):
            yield Case(item.place, subject, name, expected, _record(item, start), as_of)


def _require_word(subject: Subject, word: str, place: Place) -> None:
    words = WORDS.get(subject, {}).values()
    if words and word not in words:
        raise GuidelineProblem(place, f"a case of a {subject} has no '{word}'", hint="one of " + ", ".join(words))


def _items(node: YamlNode) -> Iterable[YamlNode]:
    if not isinstance(node, Sequence):
        raise GuidelineProblem(node.place, "records are written as a list", hint="[ {}, { lvef: 45 } ]")
    return node.items


def _record(node: YamlNode, start: Record) -> Record:
    """Returns a record with the changes that a case lists; "unknown" takes a value away."""
    changes = _plain(node)
    if not isinstance(changes, dict):
        raise GuidelineProblem(node.place, "a record is written as fields with values")
    return {name: value for name, value in {**start, **changes}.items() if value != _TAKEN_AWAY}


def _plain(node: YamlNode) -> object:
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key: _plain(value) for key, value in node.entries.items()}


def run_cases(cases: Iterable[Case], guideline: Guideline, lexicon: Lexicon, as_of: dt.date) -> CaseReport:
    """Returns what becomes of every case, and which rules, rows and cautions they show TRUE, FALSE and UNKNOWN.

    Why only passed cases count, and only for what they are about: that a row was met on the way to some other answer
    says nothing about whether it is right.

    Args:
        as_of: The day for cases that name none.

    Raises:
        GuidelineProblem: A case is about something that the guideline does not have.
    """
    runner = _Runner(guideline, lexicon, as_of)
    results = tuple(runner.run(case) for case in cases)
    return CaseReport(results, tuple(runner.coverage()))


class _Runner:
    def __init__(self, guideline: Guideline, lexicon: Lexicon, as_of: dt.date) -> None:
        self._guideline = guideline
        self._lexicon = lexicon
        self._as_of = as_of
        self._tables = {row.id: table for table in guideline.tables.values() for row in table.rows}
        self._known: Mapping[Subject, Mapping[str, object]] = {
            Subject.RULE: guideline.rules,
            Subject.TABLE: guideline.tables,
            Subject.ROW: self._tables,
            Subject.CAUTION: guideline.cautions,
        }
        self._shown: Counter[tuple[Subject, str, Truth]] = Counter()

    def run(self, case: Case) -> CaseResult:
        known = self._known[case.subject]
        if case.name not in known:
            raise GuidelineProblem(
                case.place, f"there is no {case.subject} '{case.name}'", hint=nearest_hint(case.name, known)
            )
        day = case.as_of or self._as_of
        try:
            inputs = check_inputs(self._guideline.fields, case.record, self._lexicon, day)
        except UnfitInputs as unfit:
            return CaseResult(case, f"no answer: {unfit.message}")
        found, shown = self._answer(case, evaluate(self._guideline, inputs, day))
        result = CaseResult(case, found)
        if result.has_passed:
            self._shown.update(shown)
        return result

    def _answer(self, case: Case, evaluation: Evaluation) -> tuple[str, list[tuple[Subject, str, Truth]]]:
        """Returns the answer in the words of cases, and what it shows."""
        if case.subject in (Subject.RULE, Subject.CAUTION):
            truth = self._truth(case, evaluation)
            return WORDS[case.subject][truth], [(case.subject, case.name, truth)]
        table = self._tables[case.name].name if case.subject is Subject.ROW else case.name
        truths = evaluation.row_truths(table)
        shown = [(Subject.ROW, row, truth) for row, truth in truths.items()]
        if case.subject is Subject.TABLE:
            return evaluation.fact(table).value or _NO_VALUE, shown
        return WORDS[Subject.ROW][truths.get(case.name, Truth.FALSE)], shown

    def _truth(self, case: Case, evaluation: Evaluation) -> Truth:
        if case.subject is Subject.RULE:
            return evaluation.rule(self._guideline.rules[case.name]).truth
        return evaluation.caution(self._guideline.cautions[case.name]).truth

    def coverage(self) -> Iterator[Coverage]:
        for rule in self._guideline.rules.values():
            yield self._coverage(Subject.RULE, rule.id, rule.place, conditional=_is_conditional(rule))
        for table in self._guideline.tables.values():
            for row in table.rows:
                yield self._coverage(Subject.ROW, row.id, row.place, conditional=len(table.rows) > 1)
        for caution in self._guideline.cautions.values():
            yield self._coverage(Subject.CAUTION, caution.id, caution.place, conditional=_is_conditional(caution))

    def _coverage(self, subject: Subject, name: str, place: Place, *, conditional: bool) -> Coverage:
        counts = {truth: self._shown[subject, name, truth] for truth in Truth}
        return Coverage(subject, name, place, counts, tuple(Truth) if conditional else (Truth.TRUE,))


def _is_conditional(entry: Rule | Caution) -> bool:
    scope: Node | None = getattr(entry, "scope", None)
    return any(node is not None and not isinstance(node, Constant) for node in (scope, entry.when))
