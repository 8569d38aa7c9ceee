"""What a sentence takes over from the one before, where its words point back: 'the medians were 12 and 6 months'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.extraction.claims import RESPONSE_ENDPOINTS, Claim, fits
from herald.extraction.measurements import TIME_UNITS, Measurement, Sort
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings, Phrases
from herald.extraction.scene import Scene
from herald.extraction.topics import Topic

ANAPHORA = Phrases(
    r"\b(?:effects?|benefits?|differences?|medians|(?:the|its)\smedian\s(?:was|were|is|to|reached|rose|came|stood|being|at|in|for|with|on)|the\s(?:last|first|other|former|latter)\stwo|figures?|results?(?!:)|improvements?|gains?|advantages?|it\s(?:was|reached|rose|went|fell|stood|amounted)|corresponding|respective"
    r"|values?|such\san?\sresponse|(?:an|such|such\san)\sevents?|events\s(?:were|occurred)|they\swere|this\swas|these\swere|estimates?)\b|\|",
    re.IGNORECASE,
)
_RATES = Pattern(
    r"(?:^|,\s|\bwhere\s)\W*(?:at\s\w+\s(?:months|years),?\s)?(?:the\s)?(?:\S+\s){0,2}rates?\b",
    re.IGNORECASE,
)
_GAVE_LEFT = Endings(
    r"\b(?:gave|yielded|produced|reached|achieved|led\sto|came\sto)\s(?:only\s|just\s|an?\s)?$", re.IGNORECASE
)
_CURVES = Pattern(r"\bcurves\b", re.IGNORECASE)
"""What makes the first P value of a sentence that of the survival before it: 'the curves did not differ (P = .11)'."""
_THE_MEDIANS = Pattern(
    r"\b(?:the|their|these|both)\smedians?\s(?:was|were|came|stood|reached|rose|lay|amounted)\b", re.IGNORECASE
)
"""What goes on with the times told last, also behind a sentence that tells nothing."""
_BEFORE_ITS_RATIO = Pattern(r"(?:[^()\[\];]{0,80};)?[^()\[\];]{0,80}[;,]\s(?:a?HR|hazard\sratio)\b", re.IGNORECASE)
"""What stands between the medians of a bracket and their ratio: '(13.2 vs 8.1 months; HR 0.63)'."""
_BROKEN = Pattern(r"(?<![\d.,])\d+[.·]\d+(?![\d.])")
_RATIO_IN_BRACKET = Pattern(r"[(\[]\s?(?:a?HR|hazard\sratio)\b", re.IGNORECASE)
_LABEL_LEFT = Endings(r"(?:^|[.;:]\s?)[^.;:]*[A-Za-z\d][^.;:]*:\s?$")
_COMPARED_RIGHT = Pattern(
    r"(?:\s?[\[(][^()\[\]]*)?[\])]?\s?(?:\w+\s)?(?:vs?\.?|versus|against|compared\s(?:with|to))\s", re.IGNORECASE
)
"""What makes two figures behind a label those of a subgroup: 'Visceral disease: 14.0 (11.2-15.9) versus 6.5 months'."""
_FORMER_OR_LATTER = Pattern(
    r"\bthe\s(former|latter)(?=\s(?:was|were|is|being|of)?\s?\d|\s(?:was|were|reached))", re.IGNORECASE
)
_BY_KIND = Pattern(r"\W*By\s(?:type\sof\s)?[a-z][\w -]{2,30}:\s")
"""What opens the parts of the result before: 'By taxane: 19.4 months with one, 23.2 with another'."""
_HAD_SUCH = Pattern(r"[^.;]{0,90}?\b(?:had|achieved|showed)\ssuch\san?\sresponse\b", re.IGNORECASE)


def inherited(scene: Scene, claims: Sequence[Claim], m: Measurement) -> Topic | None:
    """Returns the topic of the sentence before, where this sentence points back to it."""
    if m.sort is Sort.P:
        is_of_curves = not claims and _CURVES.search(scene.text, scene.start, m.start) is not None
        return scene.setting.timed if is_of_curves else None
    is_taken_over = (
        m.sort is Sort.EFFECT
        or points_back(scene, scene.start, m)
        or is_labelled(scene, m)
        or has_its_ratio(scene, m)
        or _is_given(scene, m)
        or _BY_KIND.match(scene.text, scene.start, m.start) is not None
    )
    carried = scene.setting.carried if is_taken_over else None
    is_of_shares = carried is not None and carried.endpoint in RESPONSE_ENDPOINTS
    is_of_times = m.measure == "HR" or m.unit in TIME_UNITS
    names_none = not any(topic.endpoint for topic in scene.topics)
    is_of_medians = _THE_MEDIANS.search(scene.text, scene.start, m.start) is not None
    is_told = has_its_ratio(scene, m) or _leads_to_ratio(scene, m) or is_of_medians
    is_explained = carried is None and names_none and is_told
    return scene.setting.timed if is_explained or (is_of_shares and is_of_times) else carried


def inherited_unless_told(scene: Scene, claims: Sequence[Claim], m: Measurement) -> Topic | None:
    """Returns the topic of the sentence before, for a figure that no topic of its own sentence can govern.

    One that goes on to another topic still points back: 'the medians were 12 and 6 months, OS being 27 and 26'.
    """
    speaks_of_rates = m.unit == "%" and _RATES.search(scene.text[scene.start : m.start]) is not None
    may_point = m.unit in TIME_UNITS or m.sort is Sort.DIFFERENCE or speaks_of_rates
    is_pointing = may_point and points_back(scene, scene.start, m)
    can_be_told = any(fits(topic, m) for topic in scene.topics)
    return None if can_be_told and not is_pointing else inherited(scene, claims, m)


def former_or_latter(scene: Scene, m: Measurement) -> Topic | None:
    """Returns which of the two endpoints of the sentence before is meant: 'the former was a and the latter b'."""
    told = scene.setting.told
    if len(told) != 2 or scene.topics:
        return None
    words = _FORMER_OR_LATTER.findall(scene.text, scene.start, m.end)
    return told[0 if words[-1].lower() == "former" else 1] if words else None


def topic_had_again(scene: Scene, m: Measurement) -> Topic | None:
    """Returns the endpoint of the sentence before, which so many had too: '24% on X had such a response'."""
    is_such = _HAD_SUCH.match(scene.text, m.end, scene.end) if m.unit == "%" else None
    return scene.setting.carried if is_such else None


def points_back(scene: Scene, start: int, m: Measurement) -> bool:
    """Whether words before a figure point back to what was told before; of a time point also 'the 7-year rates'."""
    end = min(scene.end, m.end + len(" rates")) if m.number.is_compound else m.start
    if ANAPHORA.search(scene.text, start, end):
        return True
    words = scene.text[start:end]
    return "rate" in words.lower() and _RATES.search(words) is not None


def is_labelled(scene: Scene, m: Measurement) -> bool:
    """Whether a label stands before a figure that is compared with the next."""
    is_led = scene.text[m.start - 2 : m.start].strip() == ":"
    is_led = is_led and _LABEL_LEFT.search(scene.before(m.start, 90)) is not None
    return is_led and _COMPARED_RIGHT.match(scene.text, m.end) is not None


def _is_given(scene: Scene, m: Measurement) -> bool:
    """Whether an arm is said to give a share, with its interval or its counts: 'Lapatinib alone gave 24.7% (…)'."""
    if m.unit != "%" or not (m.interval or m.events) or not scene.arms:
        return False
    return _GAVE_LEFT.search(scene.before(m.start, 30)) is not None


def _leads_to_ratio(scene: Scene, m: Measurement) -> bool:
    """Whether a time is one of two before the ratio of its sentence: '13.2 months with X, 8.3 with Y (HR 0.78)'."""
    if m.unit not in TIME_UNITS or m.number.is_whole or not scene.arms:
        return False
    ratio = _RATIO_IN_BRACKET.search(scene.text, m.end, scene.end)
    return ratio is not None and len(_BROKEN.findall(scene.text, scene.start, ratio.start())) == 2


def has_its_ratio(scene: Scene, m: Measurement) -> bool:
    """Whether a time stands in a bracket with the ratio that it explains: '(13.2 vs 8.1 months; HR 0.63)'."""
    is_inside = scene.brackets.depth(m.start) > 0
    return is_inside and _BEFORE_ITS_RATIO.match(scene.text, m.end) is not None
