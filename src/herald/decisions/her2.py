"""HER2 test results read by the guideline's own tables: the answer of `herald her2`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from herald.decisions.because import Because
from herald.decisions.field_order import in_field_order
from herald.guideline.evaluation import evaluate

if TYPE_CHECKING:
    from herald.guideline.evaluation import Evaluation
    from herald.guideline.guideline import Guideline
    from herald.guideline.results import FactResult
    from herald.guideline.values import Value

EQUIVOCAL = ("ish",)
"""What IHC 2+ waits for before in situ hybridisation; any other open case is unresolved."""


@dataclass(frozen=True, slots=True)
class Her2Assessment:
    """What HER2 test results say together.

    Attributes:
        result: "positive", "negative", "indeterminate"; "equivocal" (IHC 2+ before ISH); or "unresolved", where the
            guideline wants another step before a final result.
        with_comment: A negative result that the guideline reports with a comment.
        group: Of the dual-probe ISH, 1 to 5; None without dual-probe counts.
        expression: "null", "ultralow", "low", "high" or "unknown"; an eligibility attribute, apart from the result.
        needs: Codes of the next steps: ihc, ish, dual_probe_ish, recount, adjudication, new_specimen.
    """

    result: str
    with_comment: bool
    group: int | None
    expression: str
    needs: tuple[str, ...]
    comment: str | None
    because: tuple[Because, ...]


def assess_her2(inputs: Mapping[str, Value], guideline: Guideline, as_of: dt.date) -> Her2Assessment:
    """Returns what the guideline's tables say of HER2 test results.

    Args:
        inputs: Fields whose names begin with "her2_", typed as `check_inputs` gives them; what is absent is unknown.
    """
    evaluation = evaluate(guideline, inputs, as_of)
    status = evaluation.fact("her2_status")
    needs = _needs(evaluation, status)
    comment = status.row.comment if status.row is not None else None
    return Her2Assessment(
        result=status.value or ("equivocal" if needs == EQUIVOCAL else "unresolved"),
        with_comment=status.value == "negative" and comment is not None,
        group=_group(evaluation.fact("her2_ish_group").value),
        expression=evaluation.fact("her2_expression").value or "unknown",
        needs=needs,
        comment=comment,
        because=tuple(_because(evaluation)),
    )


def _group(value: str | None) -> int | None:
    return int(value) if value is not None and value.isdigit() else None


def _needs(evaluation: Evaluation, status: FactResult) -> tuple[str, ...]:
    if status.row is not None:
        return status.row.needs
    names = in_field_order(evaluation, status.missing)
    codes = (evaluation.guideline.field(name).need for name in names)
    return tuple(dict.fromkeys(code for code in codes if code is not None))


def _because(evaluation: Evaluation) -> Iterator[Because]:
    """Yields the rows that gave the result, the ISH group and the expression level, then assumptions."""
    status, group, expression = map(evaluation.fact, ("her2_status", "her2_ish_group", "her2_expression"))
    yield from _row_reason(status) if status.row is not None else [_waiting(evaluation, status)]
    if _group(group.value) is not None:
        yield from _row_reason(group)
    yield from _row_reason(expression)
    for field, case in evaluation.presumed().items():
        if field.startswith("her2_"):
            yield Because(f"assumed: {case.because}", source=case.source, inputs=(field,))


def _waiting(evaluation: Evaluation, status: FactResult) -> Because:
    """Returns what an open result waits for; the source is that of the table."""
    names = in_field_order(evaluation, status.missing)
    wanted = ", ".join(evaluation.guideline.field(name).label for name in names)
    return Because(f"the result waits for: {wanted}", source=status.table.rows[0].source, inputs=names)


def _row_reason(fact: FactResult) -> Iterator[Because]:
    """Yields the reason that a fact's row gives; nothing where no row is settled or the row gives none."""
    if fact.row is not None and fact.row.because is not None:
        yield Because(fact.row.because, fact.row.id, fact.row.source)
