"""Whether the lower limit of an interval is printed first."""

from __future__ import annotations

from collections.abc import Iterator

from herald.appraisal.issues import Issue, Severity
from herald.appraisal.passages import Passage, object_to
from herald.extraction.measurements import Interval

CHECK_ORDER = "order of limits"


def check_limits(passage: Passage) -> Iterator[Issue | None]:
    """Yields, for each interval of a sentence, an issue where its limits are reversed, else None."""
    for interval in (m.interval for m in passage.measurements):
        if interval and passage.is_whole_print(interval.low) and passage.is_whole_print(interval.high):
            yield _object_to_order(passage, interval) if is_reversed(interval) else None


def is_reversed(interval: Interval) -> bool:
    low, high = interval.low.value, interval.high.value
    return low is not None and high is not None and low > high


def _object_to_order(passage: Passage, interval: Interval) -> Issue:
    figures = [passage.figure("first limit", interval.low), passage.figure("second limit", interval.high)]
    first, second = (figure.printed for figure in figures)
    severity, why = _weigh(interval)
    message = f"the limits {first} to {second} are printed the wrong way round{why}"
    recomputed = f"{second} to {first}"
    return object_to(passage.document, severity, CHECK_ORDER, message, figures, recomputed=recomputed, confidence=0.9)


def _weigh(interval: Interval) -> tuple[Severity, str]:
    """Returns how far reversed limits reach: those below 0 are often told by their size, '-2 to -8'."""
    if interval.low.value is not None and interval.low.value < 0:
        return Severity.NOTE, ", as those of a decrease often are"
    return Severity.ERROR, ", or a digit or the sign of one is wrong"
