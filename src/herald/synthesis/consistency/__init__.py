"""Whether printed numbers can be true together: each is an interval of rounding, and some point in it must fit.

Standard library only, so that documents are checked without the packages that pooling needs.
"""

from herald.synthesis.consistency.directions import Side, side_of_ratio, side_of_values
from herald.synthesis.consistency.intervals import (
    centre_of,
    contains_estimate,
    is_linear_symmetric,
    is_log_symmetric,
    reference_z,
    z_of_interval,
)
from herald.synthesis.consistency.p_values import (
    ONE_SIDED,
    TWO_SIDED,
    excludes_no_effect,
    implied_interval,
    is_significant,
    p_of_z,
    read_p,
    z_gap,
    z_of_p,
)
from herald.synthesis.consistency.percentages import counts_of_share, is_cut_share, is_share, share
from herald.synthesis.consistency.rounding import Rounded
from herald.synthesis.consistency.wholes import is_difference, is_sum, reduction_of_ratio

__all__ = [
    "ONE_SIDED",
    "TWO_SIDED",
    "Rounded",
    "Side",
    "centre_of",
    "contains_estimate",
    "counts_of_share",
    "excludes_no_effect",
    "implied_interval",
    "is_cut_share",
    "is_difference",
    "is_linear_symmetric",
    "is_log_symmetric",
    "is_share",
    "is_significant",
    "is_sum",
    "p_of_z",
    "read_p",
    "reduction_of_ratio",
    "reference_z",
    "share",
    "side_of_ratio",
    "side_of_values",
    "z_gap",
    "z_of_interval",
    "z_of_p",
]
