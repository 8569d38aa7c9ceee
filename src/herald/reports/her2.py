"""What is said of HER2 test results; apart from the other views, because it must start fast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from herald.reports import wording

if TYPE_CHECKING:
    from herald.decisions.decision import Because
    from herald.decisions.her2 import Her2Assessment


@dataclass(frozen=True, slots=True)
class Her2View:
    """The answer of the HER2 testing algorithm: label and value of each line, then the steps."""

    lines: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    safety: tuple[str, ...]

    @classmethod
    def of(cls, assessment: Her2Assessment) -> Her2View:
        lines = (
            ("HER2 result", assessment.result + (" (with comment)" if assessment.with_comment else "")),
            ("ISH group", str(assessment.group) if assessment.group is not None else None),
            ("HER2 expression", assessment.expression),
            ("Needs", wording.listed(need.replace("_", " ") for need in assessment.needs) or None),
            ("Comment", assessment.comment),
        )
        view = cls(
            lines=tuple((label, value) for label, value in lines if value),
            reasons=tuple(map(_step, assessment.because)),
            safety=wording.SAFETY[:1],
        )
        return wording.printable_view(view)


def _step(step: Because) -> str:
    basis = ", ".join(part for part in (step.rule, step.source) if part)
    return wording.spaced(step.text, f"[{basis}]" if basis else "")
