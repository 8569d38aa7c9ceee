"""The claims of a sentence about outcomes that the vocabulary does not name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from herald.core.findings import Category, Reason
from herald.extraction.claims import OTHER_TIMES, Claim
from herald.extraction.hedges import is_hedged
from herald.extraction.joining import is_comparison
from herald.extraction.lone import is_of_both
from herald.extraction.measurements import Measurement, Sort
from herald.extraction.outcomes.changes import UNIT, are_changes
from herald.extraction.outcomes.counts import are_events
from herald.extraction.outcomes.crossing import find_crossed
from herald.extraction.outcomes.differences import is_difference, with_differences
from herald.extraction.outcomes.figures import find_figures, kind_of
from herald.extraction.outcomes.names import SAID_OF_PEOPLE, name_counted, name_outcome
from herald.extraction.outcomes.points import with_times
from herald.extraction.outcomes.runs import find_runs, is_change_of_one, is_of_one_arm, is_period
from herald.extraction.outcomes.statistics import names_average, statistic_of
from herald.extraction.outcomes.traits import are_traits
from herald.extraction.outcomes.wholes import find_wholes
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Cued, Endings, Phrases
from herald.extraction.scene import Scene
from herald.extraction.timepoints import give_timepoints, split_by_time
from herald.extraction.topic_phrases import PLAN
from herald.extraction.topics import Topic, names_harm

NEAR = 80
"""Characters between values and their difference."""
_NEVER = (Reason.DESIGN, Reason.FOLLOW_UP)
_ONLY_COMPARED = (Reason.TREATMENT_DURATION, Reason.BACKGROUND, Reason.DOSE, Reason.PERFORMANCE)
_ONLY_OF_ARMS = (Reason.BACKGROUND, Reason.PERFORMANCE)
_TAKING_PART = Pattern(
    r"\b(?:recruit\w*|consent\w*|retention|attrition|enrol\w*|participat\w*|approached|invited|respon(?:se|ded)\srate|return\w*|refus\w*|declin\w*\sto|dropp?ed?[\s-]?out|withdr\w+|screened|eligible|random\w*|assigned|allocated|included|complet\w*|analy[sz]ed|adher\w*|complian\w*|received|white|stage)\b",
    re.IGNORECASE,
)

_ENTRY = Cued(
    r"\brecruitment\b|\baccrual\b|\bconsent\b|\btarget\sof\b|\b(?:was|were)\savailable\s(?:for|in|on|from)\s$",
    re.IGNORECASE,
)
"""What speaks of who entered, and of whom data exist, also where it is compared."""
_MEASURES = Pattern(
    r"\b(?:means?|medians?|averages?|scores?|SD|levels?|volumes?|length|duration|(?:hospital\s)?stay|concentrations?|index|density|costs?|pressure|(?<!time\s)points?|P\s?[=<>]|consumption|minutes)\b|±|\bp\s?[=<>]|\+\s?/\s?-",
    re.IGNORECASE,
)
_BASELINE = Pattern(r"\bage\b|\baged\b|baseline|ecog|karnofsky|performance|white|black|years\sold", re.IGNORECASE)
_AGES = Pattern(r"\bolder\b|\byounger\b|\bages?\b|\baged\b", re.IGNORECASE)
_AT_BASELINE = Pattern(r"at\s(?:baseline|entry|enrolment|enrollment)\b|baseline\s", re.IGNORECASE)
AIM = Phrases(r"\b(?:aim|purpose|objective|goal)s?\b[^.;]{0,40}\b(?:was|were|is)\sto\b", re.IGNORECASE)
_OF_THE_PATIENTS = Pattern(
    r"\sof\s(?:the\s|all\s)?(?:two\s|three\s|\d\s)?(?:patients|women|participants|groups|arms)\s?[)\]]", re.IGNORECASE
)
"""Behind shares that a bracket gives of those who have a trait: 'where it was expressed (43% of the patients)'."""
_AT_NEXT_TIME = Pattern(
    r"[\s,;)]*(?:\bP\s?[<>=≤]\s?[\d.]+\s?[),;]*)?,?\s?(?:and\s)?(?:at\s)?\d+\s(?:hours?|h|days?|weeks?|months?|years?)\s?[(:]\s?",
    re.IGNORECASE,
)
_EACH = Pattern(r"\s?/|\s(?:per|an?|each|every)\s", re.IGNORECASE)
_WHOM = Pattern(r"\b(?:both|each|either|groups?|arms?)\b", re.IGNORECASE)
_RATIOS = Pattern(
    r"\b(?:incidence|rate|risk|odds|hazard)\sratios?\b|\b(?-i:a?[HO]Rs?)\s(?:for|of|per)\b", re.IGNORECASE
)
_GIVEN_LEFT = Endings(r"\bgiven\sto\s$", re.IGNORECASE)
_DOSES = Pattern(r"\bdoses?(?:\slevels?)?\s?[(\[:]\s?$", re.IGNORECASE)
"""What opens a list of doses: 'dose levels (300, 250, and 200 mg)'."""
_MORE_DOSES = Pattern(r"(?:,\s[\d.]+)*,?\sor\s[\d.]+\s?(?:mg|mcg|[µμ]g|c?gy|iu)\b(?!\s?/)", re.IGNORECASE)
"""What ends a list of doses: '30, 32.5, 35, 37.5, or 40 Gy'."""
_DRUG_UNIT = Pattern(r"[\s-]?(?:mg|mcg|[µμ]g|c?gy|iu)\b", re.IGNORECASE)


def find_outcome_claims(
    scene: Scene,
    measurements: Sequence[Measurement],
    taken: Sequence[Measurement] = (),
    sizes: Sequence[Measurement] = (),
) -> list[Claim]:
    """Returns what a sentence claims about outcomes, each with its values, one for each arm, its effect and P value.

    Args:
        taken: The measurements that are results of an endpoint; figures on their two sides are never compared.
        sizes: Those of the others that are sizes of arms or of the study.
    """
    if AIM.search(scene.text, scene.start, scene.end) or PLAN.search(scene.text, scene.start, scene.end):
        return []
    measurements = with_times(scene, with_differences(scene, measurements))
    breaks = [*taken, *(m for m in measurements if m.sort in (Sort.TIMEPOINT, Sort.EFFECT))]
    figures = find_figures(scene, [m for m in measurements if m not in sizes])
    crossed = {across[0][0].start: across for across in find_crossed(scene, figures)}
    runs = _with_crossed(find_runs(scene, figures, breaks), crossed.values())
    told_elsewhere = [*taken, *sizes]
    wholes = find_wholes(runs)
    claims: list[Claim] = []
    for at, run in enumerate(runs):
        if at in wholes:
            continue
        low = _begin_of_name(scene, runs, at, told_elsewhere)
        told = _begin_of_name(scene, runs, at - 1, told_elsewhere) if at - 1 in wholes else low
        high = runs[at + 1][0].start if at + 1 < len(runs) else scene.end
        is_change = is_change_of_one(scene, run)
        claim = None if is_change and is_period(scene, run[0]) else _claim(scene, (told, low), run, high, claims)
        if claim and run[0].start in crossed:
            claims += _across(
                scene, claim, crossed[run[0].start], [m for m in measurements if m.sort is Sort.TIMEPOINT]
            )
        elif claim:
            claims += _before_and_after(claim) if is_change else [claim]
    claims = _in_time(scene, claims, [m for m in measurements if m.sort is Sort.TIMEPOINT])
    claims = [claim for claim in claims if claim.start in crossed or not is_of_one_arm(scene, claim.values)]
    _give_effects(scene, claims, measurements)
    return sorted([*claims, *_of_differences(scene, claims, measurements)], key=lambda claim: claim.start)


def _with_crossed(
    runs: Sequence[list[Measurement]], crossed: Iterable[Sequence[list[Measurement]]]
) -> list[list[Measurement]]:
    """Returns the runs, those that are told arm by arm as one that stands for them all."""
    places = {m.start for across in crossed for run in across for m in run}
    left = ([m for m in run if m.start not in places] for run in runs)
    return sorted([*(run for run in left if run), *(across[0] for across in crossed)], key=lambda run: run[0].start)


def _across(
    scene: Scene, claim: Claim, runs: Sequence[list[Measurement]], times: Sequence[Measurement]
) -> Iterator[Claim]:
    """Yields a claim for each run of what is told arm by arm; of as many times before them each has its own."""
    ahead = [t for t in times if t.end <= claim.end]
    own = ahead if len(ahead) == len(runs) else [None] * len(runs)
    claim.timepoint = own[0]
    yield claim
    for run, time in zip(runs[1:], own[1:], strict=True):
        start, end = run[0].start, run[-1].end
        topic = replace(claim.topic, endpoint=name_counted(scene, run[0], scene.end) or claim.topic.endpoint)
        yield replace(claim, topic=topic, values=run, start=start, end=end, timepoint=time, like=claim)


def _before_and_after(claim: Claim) -> list[Claim]:
    """Returns the two claims of a change in one arm: neither figure is that of a comparator."""
    first, last = claim.values
    before = Topic(first.start, first.start, f"{claim.topic.endpoint} at baseline")
    return [
        replace(claim, topic=before, values=[first], end=first.end, is_end=True),
        replace(claim, values=[last], start=last.start, is_end=True),
    ]


def _in_time(scene: Scene, claims: Sequence[Claim], times: Sequence[Measurement]) -> list[Claim]:
    """Returns the claims with their time points; values that are listed for several times are a claim for each."""
    times = [
        t for t in times if not any(c.start <= t.start < c.end for c in claims) and not _EACH.match(scene.text, t.end)
    ]
    parts = [
        part
        for claim in claims
        for part in (split_by_time(scene, [claim], times) if _is_listed(scene, claim) else [claim])
    ]
    give_timepoints(scene, parts, times)
    return parts


def _is_listed(scene: Scene, claim: Claim) -> bool:
    """Whether values stand one after the other, with no arm between them and not compared."""
    between = scene.text[claim.values[0].end : claim.values[-1].start]
    is_parted = any(claim.values[0].end <= arm.start < claim.values[-1].start for arm in scene.arms)
    return not is_parted and not is_comparison(between)


def _of_differences(scene: Scene, claims: Sequence[Claim], measurements: Sequence[Measurement]) -> Iterator[Claim]:
    """Yields the claims of differences whose values are not printed: 'pain was less (mean difference -1.2)'."""
    for m in measurements:
        if m.sort is not Sort.DIFFERENCE or not is_difference(scene, m) or any(m is claim.effect for claim in claims):
            continue
        low = max((claim.end for claim in claims if claim.end <= m.start), default=scene.start)
        name = name_outcome(scene, low, [m], scene.end)
        if name and scene.arms and _reason(scene, [m]) not in _NEVER and not is_hedged(scene, m):
            category = Category.SAFETY if _reason(scene, [m]) is Reason.SAFETY else Category.OTHER
            claim = Claim(Topic(m.start, m.start, name), m.start, m.end, effect=m, category=category)
            claim.p = next((p for p in measurements if p.sort is Sort.P and 0 <= p.start - m.end <= NEAR), None)
            yield claim


def _begin_of_name(scene: Scene, runs: Sequence[Sequence[Measurement]], at: int, others: Sequence[Measurement]) -> int:
    """Returns where the words that may name a run begin: behind the figures before, those of its bracket left out."""
    start = runs[at][0].start
    opened = scene.brackets.opened_before(start)
    before = start if opened is None else opened
    ends = [m.end for m in (*(run[-1] for run in runs[:at]), *others) if m.start < before]
    return max(ends, default=scene.start)


def is_certain(scene: Scene, claim: Claim) -> bool:
    """Whether a claim is plainly a result where others are given too: one of safety, or values that are compared.

    Why: In the report of a trial with tumour endpoints a lone share is nearly always a trait of the patients, bare
    counts are results of its arms only where something says so, and how long treatment lasted tells how it was given.
    """
    if claim.values and _reason(scene, claim.values) is Reason.TREATMENT_DURATION:
        return False
    if claim.category is Category.SAFETY or (claim.is_end and scene.arms):
        return True
    is_counted = claim.statistic == "count" and not all(m.total for m in claim.values)
    return len(claim.values) > 1 and (not is_counted or _are_of_arms(scene, claim))


def says_of_whom(scene: Scene, claim: Claim) -> bool:
    """Whether figures that are compared, or an arm that is named, or what a share was taken of, tell whose they are."""
    if len(claim.values) > 1 or claim.statistic not in ("proportion", "count"):
        return True
    value = claim.values[0]
    return bool(scene.arms or value.total) or _WHOM.search(scene.text, scene.start, scene.end) is not None


def _are_of_arms(scene: Scene, claim: Claim) -> bool:
    """Whether a sentence that gives several counts names arms, or compares."""
    between = scene.text[claim.values[0].end : claim.values[-1].start]
    return bool(scene.arms or claim.effect or claim.p) or is_comparison(between)


def _claim(
    scene: Scene, begins: tuple[int, int], run: list[Measurement], high: int, before: Sequence[Claim]
) -> Claim | None:
    """Returns the claim of figures that are results.

    Args:
        begins: Where the words begin that tell of them, and those of them that stand behind every other figure.
    """
    statistic = statistic_of(scene, begins[0], run)
    if statistic == "count" and before and _goes_on(scene, before[-1], run):
        statistic = before[-1].statistic or statistic
    if not _is_result(scene, begins[0], run, statistic) or (
        statistic != "rate" and are_traits(scene, begins[0], run, high)
    ):
        return None
    name = _name(scene, begins, run, high) or (before[-1].topic.endpoint if before else None)
    if name is None:
        return None
    topic = Topic(run[0].start, run[0].start, name)
    is_harm = _reason(scene, run) is Reason.SAFETY or _befell_people(scene, run, high)
    is_harm = is_harm or names_harm(topic.endpoint or "")
    category = Category.SAFETY if is_harm else Category.OTHER
    values = [*run, replace(run[0], interval=None)] if len(run) == 1 and is_of_both(scene, run[0]) else list(run)
    claim = Claim(topic, run[0].start, run[-1].end, values=values, statistic=statistic, category=category)
    if are_changes(scene, begins[0], run, statistic):
        claim.unit, claim.statistic = UNIT, "median" if statistic == "median" else "mean"
    return claim


def _goes_on(scene: Scene, before: Claim, run: Sequence[Measurement]) -> bool:
    """Whether bare numbers are of the measure before them: 'at 1 hour (1 vs 3) and 3 hours (0 vs 2)'."""
    is_measure = before.statistic in ("mean", "median") and before.unit is None and before.end <= run[0].start
    return is_measure and _AT_NEXT_TIME.fullmatch(scene.text, before.end, run[0].start) is not None


def _name(scene: Scene, begins: tuple[int, int], run: Sequence[Measurement], high: int) -> str | None:
    """Returns the name that words give to an outcome; that of an arm only where there is no other."""
    arms = {scene.text[arm.start : arm.end] for arm in scene.arms}
    found = (name_outcome(scene, low, run, high) for low in dict.fromkeys(reversed(begins)))
    names = [name for name in found if name]
    return next((name for name in names if name not in arms), names[0] if names else None)


def _is_result(scene: Scene, low: int, run: Sequence[Measurement], statistic: str) -> bool:
    reason = _reason(scene, run)
    if scene.brackets.depth(run[0].start) and _OF_THE_PATIENTS.match(scene.text, run[-1].end):
        return False
    if reason in _NEVER or is_hedged(scene, run[0]) or _is_of_baseline(scene, low, run, reason):
        return False
    if statistic == "count":
        return are_events(scene, low, run)
    if (
        _GIVEN_LEFT.search(scene.before(run[0].start, 16))
        or _ENTRY.search(scene.text, low, run[0].start)
        or _DOSES.search(scene.before(run[0].start, 24))
        or _MORE_DOSES.match(scene.text, run[-1].end)
        or (statistic == "mean" and _RATIOS.search(scene.text, low, run[0].start))
        or _are_ratios(scene, run)
    ):
        return False
    if len(run) > 1:
        is_of_arms = reason not in _ONLY_OF_ARMS or bool(scene.arms)
        return is_of_arms and (statistic in ("proportion", "rate", "median") or _is_measured(scene, low, run))
    takes_part = reason in _ONLY_COMPARED or _TAKING_PART.search(scene.text, low, run[0].start)
    return not takes_part and _stands_alone(scene, low, run[0], statistic)


def _are_ratios(scene: Scene, run: Sequence[Measurement]) -> bool:
    """Whether bare figures with intervals are ratios, as the sentence says: 'risk ratios were 1.8 (0.4 to 8.1)'."""
    have_intervals = all(m.unit is None and m.interval for m in run)
    return have_intervals and _RATIOS.search(scene.text, scene.start, run[0].start) is not None


def _is_of_baseline(scene: Scene, low: int, run: Sequence[Measurement], reason: Reason | None) -> bool:
    """Whether figures are traits with which the patients entered; a trait that is compared later may be an outcome."""
    if _AT_BASELINE.match(scene.text, scene.start):
        return True
    if kind_of(run[0]) == "time" and _AGES.search(scene.text, low, run[0].start):
        return True
    if reason is not Reason.ELIGIBILITY:
        return False
    return len(run) < 2 or _BASELINE.search(scene.text, low, run[0].start) is not None


def _is_measured(scene: Scene, low: int, run: Sequence[Measurement]) -> bool:
    """Whether bare figures are those of an outcome: an average, a scale or a P value is spoken of."""
    if kind_of(run[0]) == "time" or any(_is_drug_dose(scene, m) for m in run):
        return _MEASURES.search(scene.text, low, min(scene.end, run[-1].end + 40)) is not None
    return _MEASURES.search(scene.text, scene.start, scene.end) is not None or not all(m.number.is_whole for m in run)


def _is_drug_dose(scene: Scene, m: Measurement) -> bool:
    return m.sort is Sort.DOSE and _DRUG_UNIT.match(scene.text, m.number.end) is not None


def _stands_alone(scene: Scene, low: int, m: Measurement, statistic: str) -> bool:
    if statistic in ("mean", "median"):
        return names_average(scene, low, m) and any(low <= arm.start <= m.end + 60 for arm in scene.arms)
    is_signed = scene.text[m.number.start] in "-−+"
    return kind_of(m) == "%" and m.sort is Sort.VALUE and statistic == "proportion" and not is_signed


def _reason(scene: Scene, run: Sequence[Measurement]) -> Reason | None:
    """Returns the reason of the topic before figures; one of times governs times only: 'after 2 years 3 and 5 died'."""
    before = [topic.reason for topic in scene.topics if topic.end <= run[0].start]
    if kind_of(run[0]) != "time":
        before = [reason for reason in before if reason not in OTHER_TIMES]
    return before[-1] if before else None


def _befell_people(scene: Scene, run: Sequence[Measurement], high: int) -> bool:
    """Whether what is said of the people behind a lone share is a harm: '2% of women had a seroma'."""
    said = SAID_OF_PEOPLE.match(scene.text, run[0].end, high) if len(run) == 1 else None
    behind = next((topic for topic in scene.topics if said and said.end() <= topic.start < high), None)
    return behind is not None and behind.reason is Reason.SAFETY


def _give_effects(scene: Scene, claims: Sequence[Claim], measurements: Sequence[Measurement]) -> None:
    for m in measurements:
        if m.sort not in (Sort.P, Sort.EFFECT, Sort.DIFFERENCE) or any(m in claim.values for claim in claims):
            continue
        claim = next((c for c in reversed(claims) if c.end <= m.start), None)
        if claim is None or _is_parted(scene, claim, m):
            continue
        if m.sort is Sort.P and claim.p is None:
            claim.p = m
        elif m.sort is not Sort.P and claim.effect is None and len(claim.values) < 3 and _is_of(m, claim):
            claim.effect = m


def _is_parted(scene: Scene, claim: Claim, m: Measurement) -> bool:
    """Whether a semicolon parts a claim from an effect; one right before a P value parts nothing: '…; p = 0.003'."""
    at = scene.brackets.last_break(claim.end, m.start)
    return at is not None and (m.sort is not Sort.P or bool(scene.text[at + 1 : m.start].strip(" Pp=<>")))


def _is_of(m: Measurement, claim: Claim) -> bool:
    """Whether an effect can be of a claim: a difference has the kind of its values and stands near them."""
    is_near = kind_of(m) == kind_of(claim.values[0]) and m.start - claim.end <= NEAR
    return m.sort is not Sort.DIFFERENCE or is_near
