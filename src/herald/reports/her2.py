"""What is said of HER2 test results; apart from the other views, because it must start fast."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from herald.reports import wording

if TYPE_CHECKING:
    from herald.decisions.decision import Because
    from herald.decisions.her2 import Her2Assessment


NEEDS = {
    "ihc": "immunohistochemistry",
    "ish": "in situ hybridisation on the same specimen, or a new test on a new one",
    "dual_probe_ish": "dual-probe in situ hybridisation",
    "recount": "a blinded recount of at least 20 cells by a second observer",
    "adjudication": "adjudication between the first count and the recount",
    "new_specimen": "a test on a new specimen",
}
"""The next steps that a guideline may want, by the code of the JSON answer."""


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
            ("Needs", wording.listed(NEEDS[need] for need in assessment.needs) or None),
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


def render_her2(view: Her2View, width: int) -> str:
    """Returns the answer as plain text of at most `width` columns.

    Why: The terminal renderer of the other answers takes longer to load than this one takes altogether.
    """
    indent = max(len(label) for label, _ in view.lines) + 2
    lines = [_wrapped(f"{label}:".ljust(indent) + value, width, indent) for label, value in view.lines]
    steps = [_wrapped(f"  {number}. {reason}", width, 5) for number, reason in enumerate(view.reasons, start=1)]
    return "\n".join([*lines, *steps, "", *(_wrapped(line, width, 0) for line in view.safety)])


def _wrapped(text: str, width: int, indent: int) -> str:
    return textwrap.fill(text, width, subsequent_indent=" " * indent, break_on_hyphens=False)
