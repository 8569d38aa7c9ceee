"""Names of inputs in the order in which the guideline declares them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from herald.guideline.evaluation import Evaluation


def in_field_order(evaluation: Evaluation, names: Iterable[str]) -> tuple[str, ...]:
    """Returns names of inputs in the order of the guideline's fields."""
    places = {name: place for place, name in enumerate(evaluation.guideline.fields)}
    return tuple(sorted(names, key=lambda name: (places.get(name.partition(".")[0], len(places)), name)))
