"""Whether two values are compared with each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.core.findings import Reason
from herald.extraction.claims import Claim, dimension, is_same
from herald.extraction.complements import lacks_trait
from herald.extraction.coordination import together_with
from herald.extraction.following import topic_done_by, topic_right_behind
from herald.extraction.governing import Governor
from herald.extraction.measurements import Measurement
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene
from herald.extraction.sorts import rises_again, rises_in
from herald.extraction.state import key_of

MOST_ARMS = 6
_OF = Pattern(
    r"[\s)\]]*(?:(?:of\s)?(?:the\s)?(?:patients|women|those|people|participants)\s)?(?:in|with|on|for|among|of|after)\s"
    r"(?:the\s)?(?:(?:patients|women|those)\s(?:\w+\s){1,2}(?:the\s)?)?"
)
_STRONG = Pattern(
    r"\b(?:vs?|versus|compared\s(?:with|to)|than|against|as\sopposed\sto|relative\sto|over|nor)\b(?!\s(?:the|a)\s(?:course|period))",
    re.IGNORECASE,
)
PURE_LINK = Pattern(r"[\s,()\[\]]*(?:and|or|,|/|\|)[\s(\[]*", re.IGNORECASE)
_WEAK_LINK = Pattern(r"(?:,|;|/|\band\b|\bwhile\b|\bwhereas\b|\bbut\b|\||\bor\b)", re.IGNORECASE)
_RESPECTIVELY = Pattern(r"\brespectively\b|\bin\sthat\sorder\b", re.IGNORECASE)
_PREPOSITION = Pattern(
    r"[^A-Za-z]*(?:(?:in|among|for|of)\s(?:the\s)?(?:patients|women|those)\s(?:treated|managed)\s(?=with\s))?(?P<word>for|in|with|on|among|after|given|at)\s",
    re.IGNORECASE,
)
_OF_PEOPLE_WHO = Pattern(
    r"[\s)\]]*(?:of\s(?:the\s|all\s)?(?:patients|women|participants)\s\w+ed"
    r"|(?<=[)\]]\s)(?:responded|progressed|relapsed|died)|(?:were|had|lived)\s[^;.()\d]{2,60}?(?:\sat\s\d+\s(?:months|years))?)\s"
    r"(?P<word>to|with|on|in)\s[^;.()\d]{2,60}?,?\s(?:and|but)\s$",
    re.IGNORECASE,
)
_OWN_EFFECT = Pattern(
    r"\s(?:with|in|on|for)\s(?:[^()\[\];.\d]|(?<=[A-Za-z])\d){1,60}[(\[]\s?(?:(?:stratified|adjusted)\s)?(?:(?:hazard|odds|risk|rate)\sratio|HR|OR|RR)\b",
    re.IGNORECASE,
)
_OWN_PAIR = Pattern(r"\s(?:vs?\.?|versus)\s[\d.]+(?!-)", re.IGNORECASE)
"""Behind the first of two values that are set against each other: '12.9 months versus 8.3 months'."""
_COMPARED_LEFT = Endings(
    r"(?:vs?\.?|versus|against|compared\s(?:with|to)|than)\s(?:the\s|in\s|with\s|at\s)*$", re.IGNORECASE
)
_AS_DID = Pattern(r"\bas\s(?:did|had|were)\b", re.IGNORECASE)
"""What tells the same of others without comparing them: '24% on X responded, as did 17% on Y'."""
_OR = Pattern(r"[\s)\]]*,?\sor\s")
_IF_ONLY = Pattern(
    r"\s(?:(?:when|if)\s)?(?:counting|considering|including|excluding)\b|\s(?:when|if|where)\s|\s(?:in|among|of)\s(?:those|patients)\swith\b",
    re.IGNORECASE,
)
"""Behind a share in some of those before: '51.7%, or 64.1% counting only patients with measurable disease'."""
_BRACKETED = Pattern(r"[)\]]\s(?:and|vs?\.?|versus)\s(?:the\s)?[A-Z][^;.()\[\]\d]{0,40}\s[(\[]")
_AT_TIME = Pattern(r"[\s)\]]*at\s(?:the\s)?(?:\d|one|two|three|four|five|six|seven|eight|nine|ten)", re.IGNORECASE)
_OTHER_TIME = Pattern(r"(?:,|;|\band)\sat\s(?:\d+|one|two|three|four|five|six)\s(?:months|years|year)\b", re.IGNORECASE)
"""Between figures at one time and at the next: '34% and 52%, at 24 months 19% and 29%'."""
_TIME_BEHIND = Pattern(r"\s?[(\[](?:at\s)?\d+\s(?:months|years|weeks)[)\]]", re.IGNORECASE)
_WITH = Pattern(r"^[\s)\]]*with\s(?:(?:[^;.]{2,60}\b)?and\s(?:\w+\s)?|[^;.]{2,60},\s)$", re.IGNORECASE)
_WITHOUT = Pattern(r"[\s)\]]*without\b", re.IGNORECASE)
_WITHOUT_AND = Pattern(r"[\s)\]]*without\s(?:[^;.]{2,60}\s)?and\s(?:in\s)?", re.IGNORECASE)
_WITH_BEHIND = Pattern(r"[\s)\]]*with\s", re.IGNORECASE)
_OF_THOSE = Pattern(r"\s(?P<word>of\s(?:the|those)\s\w+\s\w+)\s", re.IGNORECASE)
_OF_KIND = Pattern(
    r"(?:the\s)?(?:(?:patients|pts|women|those|tumou?rs)\s(?:with(?:out)?|aged|whose)\b|stages?\s"
    r"|[\w/+]+-(?:na[iï]ve|pretreated|positive|negative|mutated|mutant|amplified|refractory|resistant|sensitive|low)\b"
    r"|(?:HR|ER|PR)[+−–-]|(?:pre|post)menopausal\b|(?:non-?)?visceral\b)",
    re.IGNORECASE,
)
_KIND_BEHIND = Pattern(
    r"\s?[\[(](?:(?:HR|ER|PgR|HER2|N|LN|BRCA\d?|PIK3CA|ESR1)\s?(?:[+−–-]|\d|pos|neg|mut|wild|low)"
    r"|[\w-]+-(?:positive|negative|low|mutant|mutated|type)\b|(?:pre|post)menopausal|stages?\s)",
    re.IGNORECASE,
)
"""The kind of patients in a bracket behind their figure: '90.4% (HR+) and 85.6% (HR-)'."""
_ANAPHORIC = Pattern(r"\b(?:whereas|while|but|and)\s(?:it|this|that|those|these)\s(?:was|were)\b", re.IGNORECASE)
_FROM = Endings(r"\bfrom\s(?:about\s|around\s|approximately\s|some\s|an?\s)?$")
_TO_LEFT = Endings(r"\bto\s(?:about\s|around\s|approximately\s|some\s|an?\s)?$")
_FROM_BETWEEN = Pattern(
    r"[\s)\]]*(?:\s(?:with|on|in|for|among)\s[^,;.()]{3,60}?)?,?\s?(?:up\s|down\s)?from\s(?:(?:the|about|an?|only)\s)*"
)
_TO = Pattern(r"[)\]]?(?:\s(?:with|on|in|for|among)\s[^,;.()]{3,60}?)?[\s()\[\]]*\bto\s")


_IN_ONE = Pattern(
    r",?\srespectively,?\s(?:in|for|with|among)\s(?:the\s)?(?:(?!and\b|or\b|vs\b|versus\b)[^\s.,;()]+\s){1,4}?(?:arm|group)\b",
    re.IGNORECASE,
)
"""Behind two values: 'respectively, in the placebo group'."""
_REACH = 90


def is_rise(scene: Scene, claim: Claim) -> bool:
    """Whether two values are the ends of a change, 'rose from 4.2 to 8.8 months': the first is the comparator's."""
    if len(claim.values) != 2:
        return False
    if not _starts_rise(scene, claim.values[0]):
        return False
    return _TO.fullmatch(scene.brackets.outside(claim.values[0].end, claim.values[1].start)) is not None


def _starts_rise(scene: Scene, m: Measurement) -> bool:
    """Whether words make a figure that from which something rose."""
    is_first = _FROM.search(scene.before(m.start, 24)) is not None or rises_in(scene.before(m.start, 90))
    return is_first or _rises_again(scene, m)


def _rises_again(scene: Scene, m: Measurement) -> bool:
    return rises_again(scene.before(m.start, 240))


def _rises(scene: Scene, before: Measurement, between: str) -> bool:
    """Whether a value is the end of a rise that the one before began: 'from 4.2 to 8.8 months'."""
    return _starts_rise(scene, before) and _TO.fullmatch(between) is not None


def is_comparison(words: str) -> bool:
    """Whether words compare what stands before them with what stands behind: 'versus', 'compared with', 'than'."""
    return _STRONG.search(words) is not None


_VERSUS = Pattern(r"\s(?:vs?\.?|versus|against)\s", re.IGNORECASE)


def joins(scene: Scene, governor: Governor, claim: Claim, m: Measurement) -> bool:
    """Whether a value belongs beside the last value of a claim, as that of another arm."""
    before = claim.values[-1]
    between = scene.brackets.outside(before.end, m.start)
    if (
        dimension(before) != dimension(m)
        or _is_told_of_others(scene, claim, between, m)
        or len(claim.values) >= MOST_ARMS
        or is_rise(scene, claim)
        or _rises_again(scene, m)
        or _is_in_bracket_behind(scene, claim, m)
        or _is_other_topic(scene, governor, claim, m)
        or (PURE_LINK.fullmatch(between) and _is_of_one_arm(scene, before, m))
    ):
        return False
    has_own = _has_own_effect(scene, claim, m)
    if claim.is_closed and not has_own and not _RESPECTIVELY.search(scene.text, m.start, scene.end):
        return False
    is_timed = _OTHER_TIME.search(between) or _TIME_BEHIND.match(scene.text, before.end)
    if is_timed and not is_comparison(between):
        return False
    said_last = between.rpartition(";")[2] if len(claim.values) > 1 else between
    if is_comparison(said_last) or _rises(scene, before, between) or _is_told_backwards(scene, before, between):
        return True
    is_open = (
        claim.topic.reason is not Reason.FOLLOW_UP
        and (has_own or not claim.compared_at)
        and not is_told_in_full(scene, claim.values, m)
    )
    if not is_open or len(together_with(scene, governor.claims, claim)) > 1:
        return False
    return _is_listed(scene, claim, m, between) or _is_complement(scene, claim, m)


def _is_of_one_arm(scene: Scene, before: Measurement, m: Measurement) -> bool:
    """Whether two values are what one arm had of two things: 'were 17 and 25 months, respectively, in the X group'."""
    if _IN_ONE.match(scene.text, m.end, scene.end) is None:
        return False
    return not any(before.start - _REACH <= arm.end <= before.start for arm in scene.arms)


def _is_told_of_others(scene: Scene, claim: Claim, between: str, m: Measurement) -> bool:
    """Whether a value is of others that are not compared, of some of those before, or opens a pair of its own.

    Those who died are compared in whatever words, for the survival of both arms rests on them.
    """
    if _OWN_PAIR.match(scene.text, m.end) and not _COMPARED_LEFT.search(between):
        return True
    is_alike = _AS_DID.search(between) and not claim.topic.counts_events
    return bool(is_alike or (_OR.fullmatch(between) and _IF_ONLY.match(scene.text, m.end)))


def _is_in_bracket_behind(scene: Scene, claim: Claim, m: Measurement) -> bool:
    """Whether a bracket gives other figures than the time before it: 'after 90 months, no difference (a; b)'."""
    is_deeper = scene.brackets.depth(m.start) > scene.brackets.depth(claim.values[-1].start)
    return claim.topic.reason is not None and is_deeper


def _is_complement(scene: Scene, claim: Claim, m: Measurement) -> bool:
    """Whether a value is of those who lack what those of the first have."""
    return len(claim.values) == 1 and not claim.effect and lacks_trait(scene, claim.values[0], m)


def _is_told_backwards(scene: Scene, before: Measurement, between: str) -> bool:
    """Whether two values are the ends of a change, the last first: 'raised it to 51% from 30% with the old one'."""
    return _FROM_BETWEEN.fullmatch(between) is not None and _TO_LEFT.search(scene.before(before.start, 12)) is not None


def is_told_in_full(scene: Scene, values: Sequence[Measurement], m: Measurement) -> bool:
    """Whether values have an arm each, and one behind them has none that is new: '31% on X, 33% on Y and 29%'."""
    if len(values) < 2:
        return False
    behind = [_arm_right_behind(scene, value) for value in values]
    if None in behind or len(set(behind)) < len(values):
        return False
    own = _arm_right_behind(scene, m)
    return own in behind or (own is None and _OF.match(scene.text, m.end) is None)


def _arm_right_behind(scene: Scene, m: Measurement) -> str | None:
    arm = next((arm for arm in scene.arms if m.end <= arm.start), None)
    return key_of(arm) if arm and _OF.fullmatch(scene.text, m.end, arm.start) else None


def _has_own_effect(scene: Scene, claim: Claim, m: Measurement) -> bool:
    """Whether a value goes on a list whose arms have an effect each: 'a against b (HR 0.67) and m with Z (HR 0.71)'."""
    behind = _OWN_EFFECT.match(scene.text, m.end, scene.end)
    if behind is None or not claim.is_closed or len(claim.values) < 2 or is_comparison(behind.group()):
        return False
    return any(behind.start() <= arm.start < behind.end() for arm in scene.arms)


def _is_other_topic(scene: Scene, governor: Governor, claim: Claim, m: Measurement) -> bool:
    before = claim.values[-1]
    right_behind = governor.turns.get(m.start) or topic_right_behind(scene, m)
    own = topic_done_by(scene, m) or right_behind
    if own and not is_same(own, claim.topic):
        return True
    if right_behind not in (None, claim.topic) and not (_is_linked(scene, claim, m) or _say_alike(scene, before, m)):
        return True
    named = scene.named_between(before.end, m.start)
    if named is None:
        return False
    between = scene.brackets.outside(before.end, m.start)
    if named.reason is Reason.ELIGIBILITY and is_comparison(between):
        return False
    return not (is_same(named, claim.topic) and (is_comparison(between) or _leaves_verb_out(scene, between, m)))


def _say_alike(scene: Scene, before: Measurement, m: Measurement) -> bool:
    """Whether the same endpoint stands right behind both of two values that are compared.

    '11 (5%) deaths with X versus 15 (12%) deaths with Y', '83% (25% CR) versus 59% (14% CR)'.
    """
    first, second = topic_right_behind(scene, before), topic_right_behind(scene, m)
    are_same = first is not None and second is not None and is_same(first, second)
    return are_same and is_comparison(scene.brackets.outside(before.end, m.start))


def _is_linked(scene: Scene, claim: Claim, m: Measurement) -> bool:
    """Whether nothing but a link parts two values: '66.6% and 58.8%', '62% vs. 27%'."""
    place = claim.values[-1].end, m.start
    return any(link.fullmatch(scene.text, *place) for link in (PURE_LINK, _VERSUS))


def _is_listed(scene: Scene, claim: Claim, m: Measurement, between: str) -> bool:
    """Whether two values that no word compares still stand side by side for two arms."""
    are_kinds = all(_KIND_BEHIND.match(scene.text, value.end) for value in (claim.values[-1], m))
    is_of_lack = _WITH.search(between) and _WITHOUT.match(scene.text, m.end)
    if are_kinds or not (is_of_lack or _WEAK_LINK.search(between)):
        return False
    if _BRACKETED.fullmatch(scene.text, claim.values[-1].end, m.start):
        return True
    if PURE_LINK.fullmatch(between) or _are_told_in_order(scene, claim.values[-1].end, m):
        return True
    if _ANAPHORIC.search(between) and _has_arm_near(scene, claim, m):
        return True
    return _is_parallel(scene, between, m) or _have_arms(scene, claim, m)


def _are_told_in_order(scene: Scene, start: int, m: Measurement) -> bool:
    """Whether 'respectively' closes a list on which both values stand; a semicolon ends a list."""
    told = _RESPECTIVELY.search(scene.text, m.start, min(scene.end, m.end + 160))
    return told is not None and not scene.brackets.has_break(start, told.start())


def _is_parallel(scene: Scene, between: str, m: Measurement) -> bool:
    """'75% among those and 68% among these': the same preposition behind both values."""
    if _WITH.search(between) and _WITHOUT.match(scene.text, m.end):
        return True
    if _WITHOUT_AND.fullmatch(between) and _WITH_BEHIND.match(scene.text, m.end):
        return True
    if _leaves_verb_out(scene, between, m):
        return True
    for pattern in (_PREPOSITION, _OF_THOSE):
        first, second = pattern.match(between), pattern.match(scene.text, m.end)
        if first and second and not _AT_TIME.match(scene.text, m.end):
            is_of_kinds = not scene.arms and _OF_KIND.match(between, first.end())
            return first["word"].lower() == second["word"].lower() and not is_of_kinds
    return False


def _leaves_verb_out(scene: Scene, between: str, m: Measurement) -> bool:
    """'35% of patients responded to X, and 5% to Y': what the second share did is said of the first."""
    done = _OF_PEOPLE_WHO.match(between)
    return done is not None and scene.text[m.end : m.end + 12].lstrip(")]").startswith(f" {done['word']} ")


def _have_arms(scene: Scene, claim: Claim, m: Measurement) -> bool:
    """Whether an arm stands between the values, and another there, before the first or behind the second."""
    before = claim.values[-1]
    between = [arm for arm in scene.arms if before.end <= arm.start and arm.end <= m.start]
    return len(between) == 2 or (bool(between) and _has_arm_near(scene, claim, m))


def _has_arm_near(scene: Scene, claim: Claim, m: Measurement) -> bool:
    behind = any(m.end <= arm.start <= m.end + 60 for arm in scene.arms)
    return behind or any(claim.start - 90 <= arm.start < claim.values[-1].start for arm in scene.arms)
