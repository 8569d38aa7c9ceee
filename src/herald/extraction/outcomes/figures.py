"""Which figures of a sentence may be results of an outcome, and of what kind they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herald.extraction.measurements import TIME_UNITS, Measurement, Sort
from herald.extraction.outcomes.differences import is_difference
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Cued, Endings
from herald.extraction.scene import Scene

_TAKEN = (Sort.VALUE, Sort.PLAIN, Sort.DOSE, Sort.TIMEPOINT, Sort.CHANGE, Sort.REDUCTION, Sort.DIFFERENCE)
_SPREAD_LEFT = Endings(
    r"(?:±|\+\s?/\s?[-−–]|\+-|\b(?:SDs?|SEM?|s\.?d\.?|standard\s(?:deviation|error))\b\s?[=:,]?)\s?[\[(]?\s?$",
    re.IGNORECASE,
)
_IN_BRACKET = Pattern(r"\s?(?:%|[a-z/]{1,8})?\s?[\[(]\s?(?:SD|SE)?\s?[=:]?\s?$", re.IGNORECASE)
_PAIR_IN_BRACKET = Pattern(r"[\[(]\s?[-−]?\d[\d.·]*%?(?:,|\sto)\s[-−]?\d[\d.·]*\s?%?\s?[\])]")
"""Quartiles or bounds: '13 [9, 16] days', '15% (1 to 29)'."""
_CLOSES = Pattern(r"\s?[)\]]")
_LABEL_LEFT = Endings(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|grades?|weeks?|days?|months?|years?|cycles?|courses?|stages?|phases?|kinases?|groups?|arms?|cohorts?|levels?|types?|versions?|parts?|steps?"
    r"|visits?|times?|questions?|items?|pages?|aged?|ages|T|P|N|C|item|chapter|number|no\.?|trial|study|version|scale|between|every|first|last|next|per|receptors?|effect\ssizes?(?:\sof)?|factors?\sof)\s?[=≥≤<>]{0,2}\s?$"
    r"|\d\s?[x×]\s?$"
    r"|/$|\d,?\sor\s$",
    re.IGNORECASE,
)
_LABELS_LEFT = Endings(
    r"\bfactors?\sof\s(?:[\d.]+,?\s(?:and\s)?)+$"
    r"|\b(?:grades?|weeks?|days?|months?|stages?|cycles?|levels?|zones?|items|questions|strata)\s(?:\d+(?:,?\s(?:and|or|to|vs?\.?)\s|,\s|\s?[/–-]\s?))+$",
    re.IGNORECASE,
)
_LABEL_RIGHT = Pattern(
    r"(?:,\s\d+)*,?\sor\s\d|\(th\)|\s(?:first\s)?(?:post-?operative|consecutive|following|subsequent)\s(?:days|weeks|months)\b|\s?(?:[-–](?!point)[A-Za-z]|[-–](?:week|month|point|year|item|day|hour|arm|group|stage|dose|level|fold|way|h\b|d\b)|:|(?:st|nd|rd|th)\b|(?:SDs?\b|\(OH\)|means\b|inhibitors?|different|types?|groups?|arms?|centers|centres|hospitals|sites|countries|studies|trials|times|weekly|daily|weeks|months|years|cycles|sessions|h\b|days\s(?:after|before))\b)",
    re.IGNORECASE,
)
_SUBSTANCE_RIGHT = Pattern(
    r"[\s-]*(?:\(?\d+\s?m[lg]\)?\s?)?(?:(?!(?:in|on|of|with|for|to|by|at|after)\b)\w+\s){0,2}?(?:\w+caine|gel|cream|ointment|lotion|solution|saline|bicarbonate|dextrose|concentration|oxygen|confidence|CI\b|power\b|of\sthe\s(?:dose|prescribed|target)|isodose|of\sthe\s(?:variability|variance|variation)|of\s(?:the\s)?intention-to-treat)",
    re.IGNORECASE,
)
_STATISTIC_LEFT = Pattern(
    r"(?:\b(?:phi|kappa|AUC|ES|SMD|OR|RR|HR|IRR?|TER|d|r|t|F|(?<!group\s)(?<!arm\s)B)|[βλχηκ]\S*)\s?[=<>]\s?$|\bP(?:[\s-]?values?)?\s?[=<>≤][^;)]{0,40}$",
    re.IGNORECASE,
)
_P_VALUES_LEFT = Pattern(r"\bp[\s-]values?\b[^;)=<>]*$", re.IGNORECASE)
_REACH = 140
_THRESHOLD_RIGHT = Pattern(
    r"\s?(?:[a-z/%]{1,6}\s)?or\s(?:more|less|fewer|greater|higher|lower|above|below|over|under|older|younger)\b",
    re.IGNORECASE,
)
_DEFINED_LEFT = Cued(r"\b(?:defined|specified)\s(?:as|by)\s[^.;()]{0,90}(?:\(of\s)?$|\(of\s$", re.IGNORECASE)
_SCHEDULE_RIGHT = Pattern(
    r"\s?(?:minutes?|hours?|min|h)?,?\s(?:\d+|two|three|four|five)\s(?:days?|times|sessions)"
    r"\s(?:per|an?|each|every)\s(?:week|day|month)\b",
    re.IGNORECASE,
)
_TIMES_AFTER_RIGHT = Pattern(
    r"(?:,?\s(?:and\s|or\s)?\d+)*\s?(?:months?|weeks?|days?|years?|hours?|h|minutes?|min)?"
    r"\s(?:following|after|post|later|before)\b|\s?(?:\w+\s)?(?:of\s)?(?:(?:mean|median|average)\s)?(?:of\s)?follow-?\s?up\b",
    re.IGNORECASE,
)
"""Behind the times at which something was measured, or for how long: '1, 2, and 3 months following surgery'."""
CHANGES_FROM_LEFT = Pattern(
    r"\b(?:chang|decreas|increas|reduc|declin|improv|shorten|lengthen|prolong|extend|worsen)\w*[^.;\d]{0,24}\sfrom\s[^\d.;]{0,24}$"
    r"|\b(?:fell|rose|went|dropped|and)\s(?:\w+\s)?from\s[^\d.;]{0,24}$",
    re.IGNORECASE,
)
"""What makes a figure that from which something changed: 'improved significantly from 5.4', 'and from 5.3'."""
_CYCLES_RIGHT = Pattern(r"[\s-]?(?:cycles?|courses?)\b", re.IGNORECASE)
_TIMES_LEFT = Endings(
    r"\b(?:first|every|over\stime|up\sto|within)\s?[(\[]?(?:\d+(?:\s(?:days|weeks|months|years))?,?\s(?:and\s|or\s)?)*$",
    re.IGNORECASE,
)
_BOUND_LEFT = Endings(
    r"\bCI[)\]]?[\s,:;=]*(?:\d+\s?%[\s,:;]*)?[(\[]?\s?(?:[-−+]?\s?\d[\d.]*\s?%?(?:\sto\s|,\s|\s?[-–]\s?))?[-−+]?\s?$",
    re.IGNORECASE,
)
"""What stands before the bounds of an interval that was not read as one: '95% CI: - 3.12 to - 0.36'."""
_GLUED_LEFT = Pattern(r"\w\($")
_TIMES_RIGHT = Pattern(
    r"(?:,?\s(?:and\s|or\s|to\s)?\d+){0,6},?\s(?:and|to|or)\s\d+[\s-](?:months?|weeks?|days?|h|hours?|min|minutes|years?)\b",
    re.IGNORECASE,
)
_RELATIVE_RIGHT = Pattern(
    r"\s(?:lower|higher|greater|less|fewer|shorter|longer|more\s(?:often|frequent|likely))\b|\s(?:relative\s|absolute\s)?risk\sreduction",
    re.IGNORECASE,
)
"""What makes a percentage a relation of one arm to the other: '23% lower than with placebo'."""
_OF_THEM_RIGHT = Pattern(r"\s(?:in|on|who|given|assigned|allocated|receiving)\s", re.IGNORECASE)
"""Behind a number of people who are spoken of: 'the 97 in the control group reported …'."""
_SCORE = Pattern(r"\bscores?\b|\bscale\b|\bVAS\b|\bNRS\b", re.IGNORECASE)
_DOSE_OF_GROUP_RIGHT = Pattern(
    r"\s?(?:c?Gy|mg)\s(?:[a-z-]+\s)?(?:groups?|arms?)\b|\s(?:c?Gy|mg)\s(?:and|or|versus|vs)\s(?:the\s)?\d[\d.]*\s(?:c?Gy|mg)\s(?:[a-z-]+\s)?(?:groups?|arms?)\b"
    r"|\s(?:and|or)\s\d[\d.]*\s(?:c?Gy|mg)\s(?:[a-z-]+\s)?(?:groups?|arms?)\b",
    re.IGNORECASE,
)
"""Behind a dose that names an arm: 'the 0 Gy and the 16 Gy boost groups'."""
_RATE_BEHIND = Pattern(r"\s?[(\[]\s?[\d.·]+\s?/\s?10[\d,]*\b")
"""A bracket that tells again per thousand what a count tells: '5 (0.72/1000)'."""
_PEOPLE = r"(?:patients|women|men|participants|subjects|people|survivors)"
_CASES_AHEAD = Pattern(
    r"\s(?:[a-z-]+\s){0,2}?(?:cases?|deaths?|events?|relapses?|recurrences?|cancers?|" + _PEOPLE + r")[,;]\s"
    r"|\s" + _PEOPLE + r"\s(?:receiving|given|on|treated\swith)\s[^()\[\]\d]{2,40}[\[(]\s?",
    re.IGNORECASE,
)
"""Between a count and its share: '12 deaths, 4%', '12 patients receiving placebo [4%]'."""
_COMMA = Pattern(r"\s?[,;]\s")
_OF = Pattern(r"\sof\s(?:the\s|all\s)?")
_PEOPLE_RIGHT = Pattern(r"\s(?:[a-z-]+\s){0,2}?" + _PEOPLE + r"\b", re.IGNORECASE)
_N_BEHIND = Pattern(r"[\s;,]*[\[(]?\s?[nN]\s?[=:]\s?")


def find_figures(scene: Scene, measurements: Sequence[Measurement]) -> list[Measurement]:
    """Returns the measurements that may be results: no labels, spreads, years, dates, strengths of a solution."""
    found: list[Measurement] = []
    before: Measurement | None = None
    for m in (_as_score(scene, m) for m in measurements):
        if _is_bound_of_effect(scene, measurements, m):
            continue
        joined = _joined(scene, before, m) if before else None
        if joined and found and before is found[-1]:
            found[-1] = joined
        elif joined and before and before.sort is Sort.SIZE:
            found.append(joined)
        elif _may_be_result(scene, m, before) and not (before and _is_rate_of(scene, before, m)):
            found.append(m)
        before = found[-1] if found and found[-1].end >= m.end else m
    return found


def _as_score(scene: Scene, m: Measurement) -> Measurement:
    """Returns the number of a score whose scale is printed with it, 'a pain score of 3/10', as no count of ten."""
    if m.total is None or m.unit == "%" or m.total.value not in (10, 100):
        return m
    is_score = scene.text[m.number.end : m.total.start].strip() == "/" and _SCORE.search(
        scene.text, scene.start, m.start
    )
    return replace(m, sort=Sort.PLAIN, unit=None, events=None, total=None) if is_score else m


def _is_bound_of_effect(scene: Scene, measurements: Sequence[Measurement], m: Measurement) -> bool:
    """Whether a bare number stands behind an effect in its bracket: '(OR 3.2; 1.2, 8.9)'."""
    opened = scene.brackets.opened_before(m.start) if m.sort is Sort.PLAIN else None
    return opened is not None and any(e.sort is Sort.EFFECT and opened < e.start < m.start for e in measurements)


def _joined(scene: Scene, before: Measurement, m: Measurement) -> Measurement | None:
    """Returns two figures as one: a share with its count or with what it was taken of, a mean with its spread."""
    if _is_count_behind(scene, before, m):
        return replace(before, events=m.number, end=m.end)
    if _is_count_ahead(scene, before, m):
        return replace(m, start=before.start, events=before.number)
    if _is_whole_behind(scene, before, m):
        return replace(before, total=m.number, end=m.end)
    if before.unit is None and _is_deviation(scene, m):
        return replace(before, unit=m.unit, end=m.end)
    return None


def _is_count_ahead(scene: Scene, before: Measurement, m: Measurement) -> bool:
    """Whether a bracket gives the count and then the share: '(12 deaths, 4%)', '(n = 53, 82%)'."""
    if m.unit != "%" or m.events or not before.number.is_whole or before.unit or scene.brackets.depth(m.start) == 0:
        return False
    if before.sort is Sort.SIZE:
        is_bracket = _CLOSES.match(scene.text, m.end) is not None
        return is_bracket and _COMMA.fullmatch(scene.text, before.end, m.start) is not None
    return _CASES_AHEAD.fullmatch(scene.text, before.number.end, m.start) is not None


def _is_whole_behind(scene: Scene, before: Measurement, m: Measurement) -> bool:
    """Whether words tell what a share was taken of: '23% of 203 women'."""
    is_share = before.unit == "%" and not (before.events or before.total)
    if not is_share or m.unit or not m.number.is_whole or not _OF.fullmatch(scene.text, before.end, m.start):
        return False
    return _PEOPLE_RIGHT.match(scene.text, m.end) is not None


def _is_count_behind(scene: Scene, before: Measurement, m: Measurement) -> bool:
    """Whether a bracket gives the count of a percentage: '36% (n = 51)'."""
    is_share = before.unit == "%" and before.events is None
    return is_share and m.sort is Sort.SIZE and _N_BEHIND.fullmatch(scene.text, before.end, m.number.start) is not None


def _is_rate_of(scene: Scene, before: Measurement, m: Measurement) -> bool:
    told = _RATE_BEHIND.match(scene.text, before.end)
    return before.unit is None and before.number.is_whole and told is not None and m.start < told.end()


def _is_deviation(scene: Scene, m: Measurement) -> bool:
    """Whether a number is the spread of the one before, and has the unit of both: '5.4 ± 1.2 mL'."""
    return m.unit is not None and _SPREAD_LEFT.search(scene.before(m.start, 24)) is not None


def _may_be_result(scene: Scene, m: Measurement, before: Measurement | None) -> bool:
    if (m.sort not in _TAKEN and not _is_word_one(m)) or m.number.value is None or m.number.is_compound:
        return False
    left = scene.before(m.start, 40)
    if _is_elsewhere(scene, m, left) or _SPREAD_LEFT.search(left) or _is_spread(scene, m, before):
        return False
    if m.unit == "%":
        return not _SUBSTANCE_RIGHT.match(scene.text, m.end) and not _RELATIVE_RIGHT.match(scene.text, m.end)
    if _DOSE_OF_GROUP_RIGHT.match(scene.text, m.number.end):
        return False
    if m.unit is None or m.unit == "dose":
        return not m.number.bound and not _is_statistic(left) and not _is_label(scene, m, left)
    return m.sort is not Sort.TIMEPOINT


def _is_word_one(m: Measurement) -> bool:
    """Whether a number is the word "one", which counts where it is set beside another count."""
    return m.sort is Sort.CUTOFF and m.number.in_words and not (m.number.bound or m.unit)


def _is_elsewhere(scene: Scene, m: Measurement, left: str) -> bool:
    """Whether a number is a difference, a bound, one of the P values, a number of cycles or one of several times."""
    if is_difference(scene, m) or ("CI" in left and _BOUND_LEFT.search(left)):
        return True
    if _THRESHOLD_RIGHT.match(scene.text, m.end) or _DEFINED_LEFT.search(scene.before(m.start, _REACH)):
        return True
    if m.unit in TIME_UNITS:
        return _TIMES_LEFT.search(left) is not None or _is_when(scene, m)
    return _CYCLES_RIGHT.match(scene.text, m.number.end) is not None or _is_p_of_list(scene, m)


def _is_when(scene: Scene, m: Measurement) -> bool:
    """Whether a time tells when or how often something was done, and not how long it took."""
    end = m.number.end
    return bool(_TIMES_AFTER_RIGHT.match(scene.text, end) or _SCHEDULE_RIGHT.match(scene.text, end))


def _is_p_of_list(scene: Scene, m: Measurement) -> bool:
    left = scene.before(m.start, _REACH)
    return "value" in left and _P_VALUES_LEFT.search(left) is not None


def _is_statistic(left: str) -> bool:
    """Whether the words before a number make it a test's: 'F = 4.2', 'P < 0.05, 0.01'."""
    has_sign = "=" in left or "<" in left or ">" in left or "\u2264" in left
    return has_sign and _STATISTIC_LEFT.search(left) is not None


def _is_label(scene: Scene, m: Measurement, left: str) -> bool:
    """Whether a bare number names or numbers something: 'grade 3', 'week 25', 'FEC(75)', 'at 1, 2 and 3 months'."""
    if (
        _LABEL_LEFT.search(left)
        or _LABELS_LEFT.search(left)
        or _GLUED_LEFT.search(left)
        or _LABEL_RIGHT.match(scene.text, m.number.outer_end)
    ):
        return True
    if left.endswith("from ") and not CHANGES_FROM_LEFT.search(left):
        return True
    if m.number.is_whole and left.endswith("the ") and _OF_THEM_RIGHT.match(scene.text, m.end):
        return True
    return bool(_TIMES_RIGHT.match(scene.text, m.end)) or _is_year(scene, m) or _is_marker(scene, m)


def _is_spread(scene: Scene, m: Measurement, before: Measurement | None) -> bool:
    """Whether a number only follows another in a bracket: '3.81 [2.15]' is a mean with its standard deviation."""
    if before is None or m.unit == "%" or m.events is not None:
        return False
    opened = scene.brackets.opened_before(m.start)
    if opened is not None and opened - 2 <= before.number.end <= m.start and _PAIR_IN_BRACKET.match(scene.text, opened):
        return True
    gap = scene.text[before.number.end : m.start]
    return _IN_BRACKET.fullmatch(gap) is not None and _CLOSES.match(scene.text, m.end) is not None


def _is_marker(scene: Scene, m: Measurement) -> bool:
    """Whether a number only numbers an item of a list: '(1) to measure …', '2) pain'."""
    small = m.number.is_whole and m.number.value is not None and 0 < m.number.value < 10 and not m.number.in_words
    opens = scene.text[m.start - 1 : m.start] == "(" or scene.brackets.depth(m.start) == 0
    return small and opens and scene.text[m.number.end : m.number.end + 1] == ")"


def _is_year(scene: Scene, m: Measurement) -> bool:
    printed = scene.text[m.number.start : m.number.end]
    return len(printed) == 4 and printed.isdigit() and 1900 <= int(printed) <= 2100


def kind_of(m: Measurement) -> str:
    """Returns "%", "time" or "number": figures of different kinds are never compared."""
    if m.unit == "%":
        return "%"
    return "time" if m.unit in TIME_UNITS else "number"
