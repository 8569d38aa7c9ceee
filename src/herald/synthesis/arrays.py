"""Vectors of numbers as they come in: finite, of one length, and positive where they must be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from herald.core.errors import SynthesisError

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
ArrayLike = Sequence[float] | npt.NDArray[np.floating] | npt.NDArray[np.integer]


LARGEST = 1e30
"""Effects beyond this, and standard errors beyond its inverse, overflow when weights are squared; no study has them."""


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
    """Returns the array, or names the first row that holds NaN, an infinity, or what cannot be reckoned with."""
    wrong = np.argwhere(~np.isfinite(array))
    if len(wrong):
        raise SynthesisError(f"{name} is not finite in row {wrong[0][0] + 1}", hint="leave out what was not reported")
    beyond = np.argwhere(np.abs(array) > LARGEST)
    if len(beyond):
        raise SynthesisError(f"{name} is beyond {LARGEST:g} in row {beyond[0][0] + 1}", hint="choose another unit")
    return array


def positive(name: str, array: Array) -> Array:
    wrong = np.argwhere(array <= 0)
    if len(wrong):
        raise SynthesisError(f"{name} is not above 0 in row {wrong[0][0] + 1}")
    tiny = np.argwhere(array < 1 / LARGEST)
    if len(tiny):
        raise SynthesisError(f"{name} is below {1 / LARGEST:g} in row {tiny[0][0] + 1}", hint="choose another unit")
    return array


def comparable(sei: Array) -> Array:
    """Returns standard errors that are of one order: beside a millionth other weights are rounding error.

    Raises:
        SynthesisError: The largest is more than a million times the smallest.
    """
    if len(sei) and sei.max() > 1e6 * sei.min():
        raise SynthesisError(
            f"the standard errors lie between {sei.min():.3g} and {sei.max():.3g}", hint="are they all in one unit?"
        )
    return sei


def same_length(**vectors: Sequence[object] | Array) -> int:
    """Returns the common length of named vectors.

    Raises:
        SynthesisError: Their lengths differ.
    """
    lengths = {name: len(values) for name, values in vectors.items()}
    if len(set(lengths.values())) > 1:
        raise SynthesisError(f"lengths differ: {', '.join(f'{name} {n}' for name, n in lengths.items())}")
    return next(iter(lengths.values()))
