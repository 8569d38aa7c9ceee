"""What can be wrong with a guideline or with a record that is held against it, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from herald.core.errors import GuidelineError, PatientError


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a guideline's file; 1 is the first."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class ExpressionError(GuidelineError):
    """A condition that cannot be read or makes no sense.

    Attributes:
        column: The character of the expression where it goes wrong; 1 is the first.
    """

    code = "guideline.expression"

    def __init__(self, message: str, *, column: int, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.column = column


class GuidelineProblem(GuidelineError):
    """One thing that is wrong at one place of a guideline's files."""

    code = "guideline.problem"

    def __init__(self, place: Place, message: str, *, hint: str | None = None) -> None:
        super().__init__(f"{place}: {message}", hint=hint)
        self.place = place


class BrokenGuideline(GuidelineError):
    """Everything that was found wrong with a guideline, in the order of its files.

    Attributes:
        problems: At least one.
    """

    code = "guideline.broken"

    def __init__(self, problems: Sequence[GuidelineProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class InputProblem:
    """A value of a record that does not fit its field; the value itself is not repeated.

    Attributes:
        path: Where in the record, as ("treatments", 1, "agents").
    """

    path: tuple[str | int, ...]
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        text = f"{render_path(self.path)}: {self.message}"
        return f"{text} ({self.hint})" if self.hint else text


class UnfitInputs(PatientError):
    """A record whose values do not fit the fields of the guideline.

    Attributes:
        problems: At least one.
    """

    code = "patient.unfit"

    def __init__(self, problems: Sequence[InputProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def render_path(path: tuple[str | int, ...]) -> str:
    """Returns a path as people write it, elements counted from 1: 'treatments[2].agents'."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text
