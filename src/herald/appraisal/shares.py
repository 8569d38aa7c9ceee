"""Percentages against the counts and denominators that are printed with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from herald.appraisal.issues import Issue, Severity
from herald.appraisal.passages import Passage, object_to
from herald.extraction.numbers import Number
from herald.synthesis.consistency import counts_of_share, is_cut_share, is_share, share

CHECK = "share"
CHECK_POSSIBLE = "possible share"

LONGEST_LIST = 6
"""Percentages that are looked through for one list: a sentence compares few arms, a hostile text lists thousands."""

_OF = re.compile(r"\s?/\s?|\s(?:out\s)?of\s(?:the\s|a\stotal\sof\s|these\s|all\s)?")
_OPENS = re.compile(r"(?:\s[A-Za-z][\w'-]*){0,6}\s?[\[(]\s?(?:=\s?|or\s)?|\s?[,:=]\s?(?:or\s)?|\sor\s")
_CLOSES_OF = re.compile(r"\s?[)\]](?:\s[a-z]+){0,2}?\s(?:out\s)?of\s(?:the\s|all\s|these\s|a\stotal\sof\s)?")
_OPENS_COUNT = re.compile(r"\s?[\[(]\s?(?:[nN]\s?=\s?)?")
_GOES_ON = re.compile(r"[^)\];]*\b(?:and|plus)\b|\s?\+")
_PERCENT_OF = re.compile(r"\s(?:out\s)?of\s(?:the\s|all\s|these\s|our\s)?")
_NEXT_PERCENT = re.compile(r"\s?(?:vs?\.?|versus|and|,|/|;|compared\swith|or)\s?(?:and\s)?")
_SCALE = re.compile(
    r"\b(?:grades?|stages?|levels?|scores?|cycles?|days?|weeks?|G|T|visits?|class|type)\s*$", re.IGNORECASE
)
_ESTIMATED = re.compile(
    r"surviv|free\b|kaplan|actuarial|cumulative|probabilit|estimat|\b[OP]FS\b|\bi?DFS\b|adjusted",
    re.IGNORECASE,
)
_PERSONS = re.compile(
    r"\s(?:[A-Za-z-]+\s){0,3}?(?:patients|women|pts|participants|subjects|cases|people|tumou?rs|men|responders)\b"
)
_OF_ALL = re.compile(r"(?<!total\s)\b(?:of|among)\s(?:the\s|all\s|these\s)*$", re.IGNORECASE)
_OPENS_ALONE = re.compile(r"(?:\s[A-Za-z][\w'-]*){0,3}\s?[\[(]")
_BREAKS = re.compile(r"[;()\[\]]|\b(?:whereas|while|but|compared|versus|vs|than)\b", re.IGNORECASE)
_LEVEL = re.compile(r"[\s-]*(?:CI\b|C\.I|confidence|credible|CrI|power)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage with the count and the whole that belong to it, and how sure it is that they do."""

    percent: Number
    count: Number
    whole: Number
    confidence: float


def check_shares(passage: Passage) -> Iterator[Issue | None]:
    """Yields, for each percentage that is printed with its count and whole, an issue or None where they fit."""
    for pair in find_shares(passage):
        yield _compare(passage, pair)


def check_possible_shares(passage: Passage) -> Iterator[Issue | None]:
    """Yields, for each '37 % of 9 patients', an issue where no number of them is that percentage."""
    for at, percent in enumerate(passage.numbers[:-1]):
        whole = passage.numbers[at + 1]
        if not (_is_percent(passage, at) and _PERCENT_OF.fullmatch(passage.gap(at)) and _is_count(passage, at + 1)):
            continue
        if _PERSONS.match(passage.text, whole.outer_end, passage.end) and not _speaks_of_estimate(passage, percent):
            yield _compare_possible(passage, percent, whole)


def find_shares(passage: Passage) -> Iterator[Share]:
    """Yields the percentages of a sentence with their counts: 'c of n (p)', 'c (p) of n', 'p (c of n)'."""
    for at in range(len(passage.numbers)):
        if _is_percent(passage, at) and not _speaks_of_estimate(passage, passage.numbers[at]):
            found = (
                _behind_fraction(passage, at)
                or _inside_fraction(passage, at)
                or _before_fraction(passage, at)
                or _of_all(passage, at)
            )
            if found:
                yield found


def _is_percent(passage: Passage, at: int) -> bool:
    number = passage.numbers[at]
    fits = number.unit == "%" and number.value is not None and 0 <= number.value <= 100 and not number.bound
    is_plain = fits and not number.in_words and not number.is_compound and passage.is_whole_print(number)
    return is_plain and not _LEVEL.match(passage.text, number.outer_end)


def _is_count(passage: Passage, at: int) -> bool:
    if not 0 <= at < len(passage.numbers):
        return False
    number = passage.numbers[at]
    fits = number.is_whole and number.unit is None and number.bound is None and (number.value or 0) >= 0
    return fits and passage.is_whole_print(number) and not re.search(r"[.·]", passage.text[number.start : number.end])


def _is_fraction(passage: Passage, at: int) -> bool:
    """Whether numbers `at` and `at + 1` read 'c of n'; 'grade 3/4' and 'exon 18/20/21' do not."""
    if not (_is_count(passage, at) and _is_count(passage, at + 1) and _OF.fullmatch(passage.gap(at))):
        return False
    count, whole = passage.numbers[at].value or 0, passage.numbers[at + 1].value or 0
    before = passage.before(passage.numbers[at], 12)
    is_scale = _SCALE.search(before) or before.endswith("/") or ("/" in passage.gap(at) and whole < 6)
    return count <= whole and whole > 0 and not is_scale


def _behind_fraction(passage: Passage, at: int) -> Share | None:
    """'c of n (p)', and 'c of n and c of n (p and p)' in their order."""
    place, length = _place_in_list(passage, at)
    first = at - place
    if first < 2 * length or not _OPENS.fullmatch(passage.gap(first - 1)):
        return None
    fractions = [first - 2 * length + 2 * i for i in range(length)]
    if not all(_is_fraction(passage, i) for i in fractions):
        return None
    count = fractions[place]
    confidence = 0.95 if length == 1 else 0.8
    return Share(passage.numbers[at], passage.numbers[count], passage.numbers[count + 1], confidence)


def _place_in_list(passage: Passage, at: int) -> tuple[int, int]:
    """Returns the place of a percentage in 'p v p' and how many such a list has."""
    first = last = at
    while first > max(0, at - LONGEST_LIST) and _is_listed(passage, first - 1):
        first -= 1
    while last + 1 < min(len(passage.numbers), at + LONGEST_LIST) and _is_listed(passage, last):
        last += 1
    return at - first, last - first + 1


def _is_listed(passage: Passage, at: int) -> bool:
    return _is_percent(passage, at) and _is_percent(passage, at + 1) and bool(_NEXT_PERCENT.fullmatch(passage.gap(at)))


def _inside_fraction(passage: Passage, at: int) -> Share | None:
    """'c (p) of n'."""
    if not (_is_count(passage, at - 1) and _is_count(passage, at + 1)):
        return None
    if not (_OPENS.fullmatch(passage.gap(at - 1)) and _CLOSES_OF.fullmatch(passage.gap(at))):
        return None
    return Share(passage.numbers[at], passage.numbers[at - 1], passage.numbers[at + 1], 0.95)


def _before_fraction(passage: Passage, at: int) -> Share | None:
    """'p (c of n)'."""
    if not (_is_fraction(passage, at + 1) and _OPENS_COUNT.fullmatch(passage.gap(at))):
        return None
    if _GOES_ON.match(passage.gap(at + 2)):
        return None
    return Share(passage.numbers[at], passage.numbers[at + 1], passage.numbers[at + 2], 0.95)


def _of_all(passage: Passage, at: int) -> Share | None:
    """'Of n patients, c (p)', with no other number between them."""
    if not (_is_count(passage, at - 1) and _is_count(passage, at - 2)) or _is_fraction(passage, at - 3):
        return None
    count, whole = passage.numbers[at - 1], passage.numbers[at - 2]
    if not (_OPENS_ALONE.fullmatch(passage.gap(at - 1)) and re.match(r"\s?[)\]]", passage.gap(at))):
        return None
    is_whole = _OF_ALL.search(passage.before(whole)) and _PERSONS.match(passage.text, whole.outer_end, count.start)
    is_apart = _BREAKS.search(passage.gap(at - 2))
    return Share(passage.numbers[at], count, whole, 0.7) if is_whole and not is_apart else None


def _speaks_of_estimate(passage: Passage, percent: Number) -> bool:
    """Whether the words before make it a rate estimated over time, or a change: no share of a count."""
    clause = re.split(r"[;:]|\.\s", passage.before(percent, 80))[-1]
    return bool(_ESTIMATED.search(clause))


def _compare(passage: Passage, pair: Share) -> Issue | None:
    percent, count, whole = pair.percent.value or Decimal(0), int(pair.count.value or 0), int(pair.whole.value or 0)
    if whole <= 0 or count > whole or is_share(percent, count, whole):
        return None
    exact = f"{float(share(count, whole)):.{_places(percent) + 1}f}"
    is_cut = is_cut_share(percent, count, whole)
    figures = [
        passage.figure("count", pair.count),
        passage.figure("whole", pair.whole),
        passage.figure("percentage", pair.percent),
    ]
    message = f"{count} of {whole} is {exact} %, printed as {percent} %" + (", cut off, not rounded" if is_cut else "")
    severity = Severity.NOTE if is_cut else Severity.ERROR
    return object_to(passage.document, severity, CHECK, message, figures, recomputed=exact, confidence=pair.confidence)


def _compare_possible(passage: Passage, percent: Number, whole: Number) -> Issue | None:
    printed, total = percent.value or Decimal(0), int(whole.value or 0)
    if total <= 0 or counts_of_share(printed, total):
        return None
    nearest = sorted({int(printed * total / 100), int(printed * total / 100) + 1})
    shares = " and ".join(f"{n} of {total} are {float(share(n, total)):.{_places(printed) + 1}f} %" for n in nearest)
    is_cut = any(is_cut_share(printed, n, total) for n in nearest)
    return object_to(
        passage.document,
        Severity.NOTE if is_cut else Severity.WARNING,
        CHECK_POSSIBLE,
        f"{printed} % is no number of {total}: {shares}",
        [passage.figure("percentage", percent), passage.figure("whole", whole)],
        recomputed=shares,
        confidence=0.8,
    )


def _places(percent: Decimal) -> int:
    exponent = percent.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
