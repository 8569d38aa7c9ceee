"""Effect measures: on which scale they are pooled, and how they are shown."""

from __future__ import annotations

from enum import StrEnum

import numpy as np


class Measure(StrEnum):
    """What an effect is. Ratios are pooled as natural logarithms, everything else as it is.

    The sign: the effect of the first treatment against the second. HR below 1 favours the first where the event is
    unwanted; RR and OR above 1 favour it where the event is wanted (a response).
    """

    HR = "HR"
    OR = "OR"
    RR = "RR"
    RD = "RD"
    MD = "MD"

    @property
    def is_ratio(self) -> bool:
        return self in {Measure.HR, Measure.OR, Measure.RR}

    @property
    def long_name(self) -> str:
        return _LONG_NAMES[self]

    @property
    def no_effect(self) -> float:
        """The value that means no difference, on the scale that is shown."""
        return 1.0 if self.is_ratio else 0.0

    def shown(self, analysed: float) -> float:
        """Returns a value of the analysis scale on the scale that is shown; infinite where it overflows."""
        with np.errstate(over="ignore"):
            return float(np.exp(analysed)) if self.is_ratio else analysed


_LONG_NAMES = {
    Measure.HR: "hazard ratio",
    Measure.OR: "odds ratio",
    Measure.RR: "risk ratio",
    Measure.RD: "risk difference",
    Measure.MD: "mean difference",
}
