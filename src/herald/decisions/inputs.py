"""A patient record held against the guideline's fields and against the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from herald.core.dates import PartialDate
from herald.core.errors import PatientError
from herald.guideline.errors import InputProblem, UnfitInputs
from herald.guideline.inputs import check_inputs

if TYPE_CHECKING:
    from herald.guideline.guideline import Guideline
    from herald.guideline.lexicon import Lexicon
    from herald.guideline.values import Value
    from herald.patients.record import PatientRecord


def read_inputs(record: PatientRecord, guideline: Guideline, lexicon: Lexicon, as_of: dt.date) -> Mapping[str, Value]:
    """Returns the record's values by field, typed; what is not known is absent.

    Raises:
        PatientError: An unknown field, a value that does not fit its field, a date after `as_of`, an end before its
            start. Every problem is named with file, line and field, and no value is repeated.
    """
    try:
        inputs = check_inputs(guideline.fields, record.values, lexicon, as_of)
    except UnfitInputs as error:
        raise _placed(record, error.problems) from None
    problems = list(_reversed_periods(inputs))
    if problems:
        raise _placed(record, problems)
    return inputs


def _placed(record: PatientRecord, problems: list[InputProblem] | tuple[InputProblem, ...]) -> PatientError:
    return PatientError("\n".join(f"{record.place(*problem.path)}: {problem}" for problem in problems))


def _reversed_periods(inputs: Mapping[str, Value]) -> Iterator[InputProblem]:
    """Yields a problem for each element of a list whose `end` lies before its `start`, however precise they are."""
    for name, elements in inputs.items():
        for index, element in enumerate(elements) if isinstance(elements, tuple) else ():
            start, end = (element.get(key) if isinstance(element, Mapping) else None for key in ("start", "end"))
            if isinstance(start, PartialDate) and isinstance(end, PartialDate) and end.last < start.first:
                yield InputProblem((name, index, "end"), "the end lies before the start")
