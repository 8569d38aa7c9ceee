"""How an answer names a specimen, and from which one a value of the patient comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from herald.guideline.interpretation import latest_elements
from herald.guideline.nodes import OfLatest

if TYPE_CHECKING:
    from herald.guideline.evaluation import Evaluation
    from herald.guideline.fields import Field
    from herald.guideline.values import Value


def specimen_name(element: Mapping[str, Value]) -> str:
    """Returns "metastasis (liver) of 2026-03"; what is not recorded is left out."""
    kind, site, date = (element.get(name) for name in ("kind", "site", "date"))
    return f"{kind or 'specimen'}{f' ({site})' if site else ''}{f' of {date}' if date else ''}"


def find_origins(evaluation: Evaluation, field: Field) -> Iterator[str]:
    """Yields the specimens that a field's value was taken from; several where all of them may be the latest."""
    if isinstance(field.elsewhere, OfLatest):
        for element in latest_elements(field.elsewhere, evaluation):
            yield specimen_name(element.element)
