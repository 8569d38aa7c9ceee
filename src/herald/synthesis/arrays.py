"""Vectors of numbers as they come in: finite, of one length, and positive where they must be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from herald.core.errors import SynthesisError

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
ArrayLike = Sequence[float] | npt.NDArray[np.floating] | npt.NDArray[np.integer]


def vector(name: str, values: ArrayLike) -> Array:
    """Returns the values as a vector.

    Raises:
        SynthesisError: Not one-dimensional, or not finite.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1:
        raise SynthesisError(f"{name} has {array.ndim} dimensions, not 1")
    return finite(name, array)


def finite(name: str, array: Array) -> Array:
    """Returns the array, or names the first row that holds NaN or an infinity."""
    wrong = np.argwhere(~np.isfinite(array))
    if len(wrong):
        raise SynthesisError(f"{name} is not finite in row {wrong[0][0] + 1}", hint="leave out what was not reported")
    return array


def positive(name: str, array: Array) -> Array:
    wrong = np.argwhere(array <= 0)
    if len(wrong):
        raise SynthesisError(f"{name} is not above 0 in row {wrong[0][0] + 1}")
    return array


def same_length(**vectors: Sequence[object] | Array) -> int:
    """Returns the common length of named vectors.

    Raises:
        SynthesisError: Their lengths differ.
    """
    lengths = {name: len(values) for name, values in vectors.items()}
    if len(set(lengths.values())) > 1:
        raise SynthesisError(f"lengths differ: {', '.join(f'{name} {n}' for name, n in lengths.items())}")
    return next(iter(lengths.values()))
