"""Effect measures: on which scale they are pooled, and how they are shown."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

LARGE = 10_000
"""From here on a value is printed with its power of ten: such a limit says that nothing is known."""


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

    def shown(self, analysed: float) -> float:
        """Returns a value of the analysis scale on the scale that is shown; infinite where it overflows."""
        with np.errstate(over="ignore"):
            return float(np.exp(analysed)) if self.is_ratio else analysed

    def printed(self, *analysed: float) -> str:
        """Returns values of the analysis scale as papers print them: "0.65" or, of two, "0.55 to 0.77".

        Why three decimals for a risk difference: 0.004 is four patients in a thousand, and not nothing.
        """
        decimals = 3 if self is Measure.RD else 2
        shown = map(self.shown, analysed)
        return " to ".join(f"{value:.{decimals}f}" if abs(value) < LARGE else f"{value:.2e}" for value in shown)


_LONG_NAMES = {
    Measure.HR: "hazard ratio",
    Measure.OR: "odds ratio",
    Measure.RR: "risk ratio",
    Measure.RD: "risk difference",
    Measure.MD: "mean difference",
}
