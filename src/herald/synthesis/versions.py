"""What computed a result."""

from __future__ import annotations

import numpy as np
import scipy  # type: ignore[import-untyped,unused-ignore]

from herald import __version__

VERSIONS = (("herald", __version__), ("numpy", np.__version__), ("scipy", scipy.__version__))
"""Stands in every result, so that a number can be traced to the code that made it."""
