"""Why a figure is no result: superseded, hedged, of a part of the patients or of the events, a dose or a size."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.core.findings import Reason
from herald.extraction.claims import Claim
from herald.extraction.hedges import is_hedged
from herald.extraction.measurements import TIME_UNITS, Measurement, Sort
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene

_SUPERSEDED = Endings(
    r"\b(?:moved|changed|corrected|revised|went|shifted|updated|amended|adjusted)\s(?:\w+\s)?from\s$", re.IGNORECASE
)
_OF_ARM_TO = Pattern(r"[)\]]?\s(?:with|on|in|for)\s[^.;]{2,60}?\sto\s", re.IGNORECASE)
_KINDS_OF_EVENTS = Pattern(
    r"\b(?:events|deaths|relapses|recurrences|failures)\b[^.;:]{0,40}[;:,]\s?(?:of\s(?:these|which|them)|including)\b[^.]*$",
    re.IGNORECASE,
)
"""Before shares of events of one kind, which are no shares of patients: '31 events; of these, 6 (19%) were …'."""
_EVENTS_LISTED = Pattern(
    r"\b(?P<all>\d{1,6})\s(?:[\w–-]+\s){0,5}?(?:events|deaths|relapses|recurrences|failures)\b[^.;:]{0,40}[;:,]\s",
    re.IGNORECASE,
)
"""How many events a list parts into kinds: '31 invasive disease-free survival events: 6 (19%) were …'."""
_OF_THE_LEFT = Endings(r"\b(?:for|of|in|among)\s(?:the|these|those)\s$", re.IGNORECASE)
_EVALUABLE_LEFT = Endings(
    r"\b(?:with\s(?:[\w-]+\s){0,2}(?:disease|lesions|tumou?rs)|evaluable(?:\spatients)?)\s[(\[]\s?$", re.IGNORECASE
)
"""Before how many of all could be judged: 'in those with measurable disease (89/106 [84.0%])'."""
_PATIENTS_RIGHT = Pattern(
    r"[)\]]?\s(?:(?:patients|women|men|people|participants|cases)\s(?:with|without|who|whose|in|on|aged)\b|with(?:out)?\s)",
    re.IGNORECASE,
)
_OF_WHOM_LEFT = Endings(r"(?:^|,\s)(?:for|in|among|of)\s(?:the\s|those\s)?[^.;,()]{2,80}\s[\[(]\s?$", re.IGNORECASE)
_OF_SOME_LEFT = Endings(
    r"\b(?:one|two|three|four|five|six|[1-6])\s(?:(?:further|other|more|of\sthe|of\sthese|of\sthem)\s)?(?:patients?|wom[ae]n|responders?|participants?|people|person)?\b"
    r"(?!\s(?:groups?|arms?|cohorts?))[^.;()]{0,60}\b(?:stayed|remain\w*|stable|still|(?:has|have|had)\sbeen|ongoing|continu\w+|progression-free|alive|lived|in\s(?:response|remission))\b[^.;()]{0,30}"
    r"\b(?:for|after|at)\s(?:(?:more\sthan|over|about|up\sto)\s)?(?:[\d.]+(?:,|\sand|,\sand)\s){0,4}$",
    re.IGNORECASE,
)
"""What makes times those of single patients: 'two patients stayed stable for 4.1 and 4.8 years'."""
_CLOSED_RIGHT = Pattern(
    r"(?:\s(?:patients|women|participants|cases))?\s?[\])],?\s(?!vs\b|versus\b|and\b)", re.IGNORECASE
)
"""Between these a count says how many a subgroup has: 'For ultralow tumours (153 of the 866 patients) the median …'."""
_NO_RESULT = {Sort.DOSE: Reason.DOSE, Sort.SIZE: Reason.SAMPLE_SIZE, Sort.CHANGE: Reason.NO_ENDPOINT}


def is_superseded(scene: Scene, m: Measurement) -> bool:
    """Whether a figure was changed to another; one that is told of an arm is what that arm had."""
    is_changed = _SUPERSEDED.search(scene.before(m.start, 24)) is not None
    return is_changed and _OF_ARM_TO.match(scene.text, m.end, scene.end) is None


_TREATED_LEFT = Endings(
    r"\btreated\sfor\s(?:an?\s)?(?:median|mean|average)\s(?:of\s)?$"
    r"|\bdiffer\w*\b[^.;\d]{0,40}\bbetween\s\w+\s(?:years?|months?)\s(?:and|or)\s$",
    re.IGNORECASE,
)
"""Before how long patients were treated, also where it names the arms: 'did not differ between 2 years and 1 year'."""
_WERE = Pattern(r"(?:\s\([^()]*\))?(?:\srates?)?\s(?:was|were|of)\s", re.IGNORECASE)
_AND_LAST = Pattern(r"\sand\s\d[\d.·]*\s?(?:%|months|years|weeks)?,?\srespectively\b", re.IGNORECASE)
_WORD_AND_LEFT = Endings(r"(?:^|[\s.])[A-Z][A-Za-z]{1,7}\sand\s$")


def reason_against(scene: Scene, claims: Sequence[Claim], m: Measurement) -> Reason | None:
    """Returns why the words before a value make it no result; None where they do not."""
    if is_hedged(scene, m):
        return Reason.HEDGED
    if _is_of_population(scene, claims, m):
        return Reason.ELIGIBILITY
    if m.unit in TIME_UNITS and _OF_SOME_LEFT.search(scene.before(m.start, 110)):
        return Reason.NO_ENDPOINT
    if m.unit in TIME_UNITS and _TREATED_LEFT.search(scene.before(m.start, 90)):
        return Reason.TREATMENT_DURATION
    if _is_of_unnamed(scene, m):
        return Reason.NO_ENDPOINT
    return Reason.NO_ENDPOINT if _is_part_of_events(scene, m) else None


def reason_by_sort(m: Measurement) -> Reason | None:
    """Returns why a figure that is no value is left; None for a bare number, which is passed over."""
    if m.sort is not Sort.CUTOFF:
        return _NO_RESULT.get(m.sort)
    if m.unit == "%":
        return Reason.NO_ENDPOINT
    return Reason.DESIGN if m.number.value is not None and m.number.value < 1 else None


def _is_of_unnamed(scene: Scene, m: Measurement) -> bool:
    """Whether the first of two values is of a word that is no endpoint: 'DoCB and OS were 17 and 25, respectively'."""
    if not _AND_LAST.match(scene.text, m.end, scene.end):
        return False
    named = next((topic for topic in reversed(scene.topics) if topic.end <= m.start), None)
    if named is None or not _WERE.fullmatch(scene.text, named.end, m.start):
        return False
    ahead = _WORD_AND_LEFT.search(scene.before(named.start, 40))
    begin = named.start - len(ahead.group()) if ahead else named.start
    return ahead is not None and not any(begin <= topic.start < named.start for topic in scene.topics)


def _is_part_of_events(scene: Scene, m: Measurement) -> bool:
    """Whether a count with its share is of events of one kind among all events."""
    before = scene.before(m.start, 300) if m.events is not None else ""
    if not before or _KINDS_OF_EVENTS.search(before):
        return bool(before)
    return any(_is_share_of(m, int(one["all"])) for one in _EVENTS_LISTED.finditer(before))


def _is_share_of(m: Measurement, whole: int) -> bool:
    """Whether a count and its percentage are of that many."""
    count, share = m.events.value if m.events else None, m.number.value
    return count is not None and share is not None and whole > 0 and abs(count / whole * 100 - share) < 1


def _is_of_population(scene: Scene, claims: Sequence[Claim], m: Measurement) -> bool:
    """Whether a count with its share says of whom something is told: 'for the 53 (68%) patients with …'."""
    if m.unit == "patients" and _counts_subgroup(scene, claims, m):
        return True
    if m.total is not None and _EVALUABLE_LEFT.search(scene.before(m.start, 60)):
        return True
    if m.events is None or not _OF_THE_LEFT.search(scene.before(m.start, 16)):
        return False
    return _PATIENTS_RIGHT.match(scene.text, m.end) is not None


def _counts_subgroup(scene: Scene, claims: Sequence[Claim], m: Measurement) -> bool:
    is_led = not claims and _OF_WHOM_LEFT.search(scene.before(m.start, 100)) is not None
    is_led = is_led and not any(arm.end <= m.start for arm in scene.arms)
    return is_led and _CLOSED_RIGHT.match(scene.text, m.end) is not None
