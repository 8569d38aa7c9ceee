"""Comparisons of arms of which no values are printed: 'stress fell more with yoga (P = 0.004)'."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from herald.core.findings import Category, Reason
from herald.extraction.arms import ArmMention
from herald.extraction.claims import Claim
from herald.extraction.hedges import is_hedged
from herald.extraction.measurements import TIME_UNITS, Measurement, Sort
from herald.extraction.outcomes.figures import find_figures
from herald.extraction.outcomes.subjects import find_subject
from herald.extraction.patterns import Pattern
from herald.extraction.scene import Scene
from herald.extraction.state import key_of
from herald.extraction.topics import Topic, names_harm

_OF_OTHER_THINGS = Pattern(
    r"\bcorrelat\w+|\bpredict\w*|\bprognos\w+|\brisk\sfactors?\b|\bindependently\b|\bassociations?\b"
    r"|\brelationships?\b|\binteract\w+|\bmoderat(?:or|ed|ing)\b|\bmediat\w+|\bheterogen\w+|\bgenotyp\w+|\bpolymorphi\w+|\balleles?\b|\bvariants?\b|\bcarriers\b|\bmutations?\b"
    r"|\bsub-?groups?\b|\bsubsets?\b|\bstrat(?:um|a|ified|ification)\b|\bsensitivity\b|\bspecificity\b|\baccuracy\b|\bagreement\b|\bkappa\b"
    r"|\bgoodness\b|\blevel\sof\ssignificance\b|\bsignificance\slevel\b|\bconsidered\s(?:to\sbe\s)?(?:statistically\s)?significant\b"
    r"|\b(?:at|of)\s(?:the\s)?(?:baseline|study\sentry|entry)\b(?!\s(?:to|through|until|and|up\sto)\b)|\bbaseline\s(?:characteristics|demographic\w*|differences|data|variables)"
    r"|\bcharacteristics\b|\bdemographic\w*|\b(?:well\s)?balanced\b|\bmatched\b|\bhomogen\w+|\bdose[-\s](?:response|dependent)|\bamong\sthose\b|\bregardless\b"
    r"|\b(?:older|younger|aged?|ages)\b|\b(?:pre|post)-?menopausal\b|\b(?:recruit|enrol|consent)\w*|\b(?:attrition|retention|drop-?\s?outs?|withdr\w+)\b|\bcompleted\b"
    r"|\b(?:african|caucasian|hispanic|race|racial|ethnic\w*|minority)\b|\bnon-[A-Z]\w+\s(?:patients|women)\b|\b(?:tumou?r|clinical|disease|TNM)\s(?:size|stage|grade)s?\b|\bBMI\b|\bbody\smass\b"
    r"|\b(?:vs?\.?|versus)\s[^()]*\b(?:vs?\.?|versus)\s"
    r"|\b(?:three|four|five|[3-5])\s(?:\w+\s){0,2}?(?:groups|arms)\b"
    r"|\bif\b|\bgroup\s?[*×x]\s?time\b|\b(?:patients|women|those|participants|people)\s(?:with|without|whose|who\s(?:had|were|was|did|practi[sc]ed|attended|reported))\b",
    re.IGNORECASE,
)
"""What a sentence speaks of that has a P value and compares no arms: traits, models, parts."""
_MODELLED = Pattern(r"\bassociated\swith\b|\b(?:multi|uni)-?vari(?:ate|able)\b", re.IGNORECASE)
"""What compares arms only where both are named: an arm may be one of several things that go with an outcome."""
_WITHIN = Pattern(
    r"\b(?:compared|comparison|comparing|relative|respect|contrast)\s(?:with|to)\s(?:[\w-]+\s){0,5}?(?:baseline|pre|before|[TP]\d\b|initial|preoperative|pretreatment|0\s)"
    r"|\bfrom\s(?:the\s|their\s)?(?:baseline|pre|before|T[01]\b|initial|time)|\bpre-?\w*\s(?:to|and|versus|vs\.?)\s(?:the\s)?(?:\w+\s)?post|\bover\stime\b|\bbefore\sand\safter\b"
    r"|\bbetween\s(?:the\s)?(?:pre|baseline|before)|\bwithin[-\s](?:the\s)?group|\bthan\s(?:at\s)?(?:baseline|before)|\bto\s(?:the\s)?(?:post\w*|follow)"
    r"|\bremained\b",
    re.IGNORECASE,
)
"""What sets a time against an earlier one, and no arm against another."""
_OF_EACH = Pattern(
    r"\b(?:both|all|each)\s(?:\w+\s){0,2}?(?:groups|arms|group|arm)\b|\bacross\s(?:the\s)?(?:arms|groups)\b",
    re.IGNORECASE,
)
_ALIKE = Pattern(
    r"\b(?:similar\w*|comparable|differ\w*|equal\w*|equivalent|the\ssame|identical|alike)\b", re.IGNORECASE
)
_BETWEEN = Pattern(
    r"\b(?:between|among|across)\b(?:(?!\b(?:pre|baseline|before|time|weeks?|months?)\b)[^.;()]){0,60}?\b(?:groups?|arms?|conditions|treatments|interventions)\b"
    r"|\bdiffer(?:ed|ent)?\s(?:significantly\s)?by\s(?:the\s)?(?:treatment\s|study\s)?(?:arm|group|treatment|assignment|allocation)\b"
    r"|\b(?:inter-?group|between[-\s]groups?)\b|\bgroup\sdifferences?\b"
    r"|\b(?:two|both|2|study|treatment|these)\s(?:\w+\s)?(?:groups|arms)\b",
    re.IGNORECASE,
)
_SETS_AGAINST = Pattern(
    r"\b(?:than|compar(?:ed|ison)|versus|vs|relative\sto|whereas|while|unlike|instead\sof|between|over|differ\w*|similar|comparable|superior|inferior|but\snot)\b",
    re.IGNORECASE,
)
_RANKS = Pattern(
    r"\b(?:higher|lower|greater|less|fewer|more|better|worse|shorter|longer|superior|inferior|larger|smaller|faster|slower|earlier|later|milder|stronger|poorer)\b"
    r"|\b(?:was|were)\s(?:\w+ly\s)?(?:reduced|increased|improved|decreased|prolonged|shortened|lowered|delayed)\b",
    re.IGNORECASE,
)
_DOES = Pattern(
    r"\s(?:(?:arm|group|intervention|program(?:me)?|therapy|treatment|use|supplementation)\s)?(?:(?:also|significantly|statistically|markedly|further|effectively)\s)*"
    r"(?:reduced|decreased|increased|improved|enhanced|shortened|lengthened|prolonged|prevented|attenuated|alleviated|relieved|lowered|delayed"
    r"|(?:led\sto|resulted\sin|produced|caused|induced)\s(?:an?\s)?(?:statistically\s)?(?:significant(?:ly)?\s)?(?:[\w%.]+\s)?(?:reduc|decreas|increas|improv|low|high|great|few|less|more|bett))",
    re.IGNORECASE,
)
"""Behind an arm that brings about what is told."""
_CHANGED = Pattern(
    r"\b(?:improv|decreas|increas|reduc|declin|chang|worsen|rose|fell|lower|higher|greater|less)\w*", re.IGNORECASE
)
_DIFFERENCE_IN = Pattern(
    r"\bno\b[^.;,]{0,30}\bdifferences?\b[^.;]{0,40}\b(?:in|for|regarding|concerning|of)\b", re.IGNORECASE
)
_SEVERAL = Pattern(
    r"\s?(?:,|and|,\sand|&|;|or)\s?(?:[pP]\s?)?[=<>≤≥]?\s?0?\.\d|[^()\[\];]{0,40}\brespectively\b", re.IGNORECASE
)
"""Behind the first of several P values of one bracket."""
_OF_A_TEST = Pattern(
    r"(?:\b[tFzZHUWrRQ]|\b[Cc]hi[-\s]?squared?|χ\S{0,3}|\bd)\s?(?:[\[(][\d\s.,;=a-zA-Z]*[\])]|\d{0,2}(?:,\s?\d+)?)\s{0,2}[=:]\s?[-−]?\d[\d.,]*|η\S*\s?=\s?[\d.]+"
)
"""The statistic of a test with its degrees of freedom: 't(258) = 3.09'."""
_BEFORE = Pattern(
    r"(?:[\s,;:(\[\]=<>≤≥]|\b(?:hazards?|odds|risk|rate|incidence|relative|ratio|HR|OR|RR|IRR|aOR|two|one|sided|tailed|2|1|between|inter|groups?|adjusted|unadjusted|all|both|overall|corrected|Bonferroni|nominal|ANCOVA|ANOVA"
    r"|tests?|t|Wilcoxon|Mann|Whitney|Fisher|exact|chi|squared?|rank|sum|signed|paired|unpaired|Student|Kruskal|Wallis|significance|values?|p|by|for|of"
    r"|the|difference|comparison|arms|effect|treatment|intervention|respectively|vs|versus|control)\b|['’-])*",
    re.IGNORECASE,
)
"""What may stand in a bracket before its P value or its ratio and tells nothing new."""
_OTHER_P = Pattern(r"interact|trend\b|heterogen|log.?rank|non-?inferior|inverse", re.IGNORECASE)
_CLAUSE = Pattern(
    r",?\sexcept\s(?:for\s)?|,\s(?:but|whereas|while|although|however|though)\s|\sbut\s(?!not\b)|\.\s(?=[A-Z])",
    re.IGNORECASE,
)
_ONLY_TIME = Pattern(
    r"\W*(?:(?:and|also|again|at|after|in|by|on|the|to|of|end|\d+(?:\.\d+)?|first|second|third|weeks?|months?|days?|hours?|years?|h|postoperatively|surgery|operation|treatment|intervention|randomi[sz]ation|post\w*|follow-?\s?up"
    r"|one|two|three|four|five|six|eight|twelve)\b\W*)+",
    re.IGNORECASE,
)


MOST_COMPARISONS = 40
"""P values and ratios of one sentence; a text with more is no sentence but a table."""
_VALUES = (Sort.VALUE, Sort.EFFECT, Sort.REDUCTION, Sort.DIFFERENCE, Sort.CHANGE)


def find_comparisons(
    scene: Scene,
    measurements: Sequence[Measurement],
    claims: Sequence[Claim],
    taken: Sequence[Measurement],
    pair: tuple[ArmMention, ...] | None,
) -> list[Claim]:
    """Returns what a sentence says of two arms of which it prints a P value or a ratio, and no values.

    Args:
        claims: What the sentence claims with figures; their P values are theirs.
        taken: The measurements that are results of an endpoint.
        pair: The two arms of the study, of which the one that is named tells the other; none where they are known from
            its results only; None where it has more.

    Why: That arms did not differ in pain (P = 0.4) is a result; a P value of a trait, of a model, of one arm before and
    after, or of figures that were not understood, is none.
    """
    own = {m.start for claim in claims for m in claim.measurements()}
    anchors = [m for m in measurements if m.start not in own and _may_compare(m)]
    if not 0 < len(anchors) <= MOST_COMPARISONS or _OF_OTHER_THINGS.search(scene.text, scene.start, scene.end):
        return []
    return list(_Comparisons(scene, anchors, measurements, taken, pair).find())


def _may_compare(m: Measurement) -> bool:
    """Whether a number is a P value or a ratio with its interval."""
    if m.sort is Sort.EFFECT:
        return m.interval is not None
    return m.sort is Sort.P and bool(m.number.value)


def _is_value(m: Measurement) -> bool:
    """Whether a number is a value, whatever it is of."""
    return m.sort in _VALUES or (m.unit == "%" and m.sort is not Sort.P)


def _restates(m: Measurement, effect: Measurement) -> bool:
    """Whether a percentage tells a ratio again, by how much it is less or more than one: 'by 32% (RR 0.68)'."""
    share, ratio = m.number.value, effect.number.value
    return m.unit == "%" and share is not None and ratio is not None and abs(abs(1 - ratio) * 100 - share) <= 1


def _cuts(scene: Scene) -> list[int]:
    """Returns where the clauses of a sentence begin, and its end."""
    cuts = [
        cut.end()
        for cut in _CLAUSE.finditer(scene.text, scene.start, scene.end)
        if not scene.brackets.depth(cut.start())
    ]
    at = scene.brackets.last_break(scene.start, scene.end)
    while at is not None:
        cuts.append(at + 1)
        at = scene.brackets.last_break(scene.start, at)
    return sorted([scene.start, *cuts, scene.end])


class _Comparisons:
    """The comparisons of one sentence.

    Attributes:
        brackets: By the place where it begins, what a bracket holds that may compare.
        others: Every figure of the sentence, in order, the statistics of tests left out.
    """

    def __init__(
        self,
        scene: Scene,
        anchors: Sequence[Measurement],
        measurements: Sequence[Measurement],
        taken: Sequence[Measurement],
        pair: tuple[ArmMention, ...] | None,
    ) -> None:
        self.scene = scene
        self.pair = pair
        self.anchors = anchors
        self.times = [m for m in measurements if m.sort is Sort.TIMEPOINT or m.unit in TIME_UNITS]
        told = {m.start for m in (*find_figures(scene, measurements), *taken, *anchors)}
        tested = {at for test in _OF_A_TEST.finditer(scene.text, scene.start, scene.end) for at in range(*test.span())}
        figures = [m for m in (*measurements, *taken) if (m.start in told or _is_value(m)) and m.start not in tested]
        self.others = sorted(figures, key=lambda m: m.start)
        self.held = Counter(scene.brackets.opened_before(m.start) for m in self.others)
        self.is_within = _WITHIN.search(scene.text, scene.start, scene.end) is not None
        self.cuts = _cuts(scene)
        self.known: dict[tuple[int, int, bool], tuple[ArmMention, ...] | None] = {}

    def find(self) -> Iterator[Claim]:
        before: Claim | None = None
        for opened, held in groupby(self.anchors, key=lambda m: self.scene.brackets.opened_before(m.start)):
            anchors = list(held)
            for told in [anchors] if opened is not None else [[m] for m in anchors]:
                claim = self._claim(told, opened, before)
                before = claim or before
                if claim:
                    yield claim

    def _claim(self, told: Sequence[Measurement], opened: int | None, before: Claim | None) -> Claim | None:
        """Returns the claim of a P value, of a ratio, or of both in one bracket."""
        first, high = told[0], told[0].start if opened is None else opened
        sorts = [m.sort for m in told]
        if len(set(sorts)) < len(sorts) or (opened is not None and self.held[opened] > len(told)):
            return None
        if self._is_other(told, high) or is_hedged(self.scene, first):
            return None
        clause = self._clause(high)
        arms = self._arms_of(clause, is_ratio=opened is None and first.sort is Sort.EFFECT)
        if arms is None or (len(arms) == 1 and Sort.EFFECT in sorts):
            return None
        claim = Claim(
            Topic(first.start, first.start), first.start, told[-1].end, arms=arms, is_comparison=len(arms) != 1
        )
        claim.effect = next((m for m in told if m.sort is Sort.EFFECT), None)
        claim.p = next((m for m in told if m.sort is Sort.P), None)
        if before and before.start >= clause[0] and _ONLY_TIME.fullmatch(self.scene.text, before.end, high):
            claim.topic, claim.category = replace(before.topic, start=first.start, end=first.start), before.category
            claim.timepoint = self._time(before.end, high)
            return claim
        low = self._begin(clause[0], high, claim.effect)
        return None if low is None else self._named(claim, low, high)

    def _named(self, claim: Claim, low: int, high: int) -> Claim | None:
        """Returns a claim with what the words before its bracket name, None where they name nothing."""
        name = find_subject(self.scene, low, high)
        topics = [topic for topic in self.scene.topics if low <= topic.start < high]
        if name is None or any(topic.endpoint and topic.reason is None for topic in topics):
            return None
        is_harm = names_harm(name) or any(topic.reason is Reason.SAFETY for topic in topics)
        claim.topic = replace(claim.topic, endpoint=name)
        claim.category = Category.SAFETY if is_harm else Category.OTHER
        claim.timepoint = self._time(low, high)
        return claim

    def _time(self, low: int, high: int) -> Measurement | None:
        return next((time for time in reversed(self.times) if low <= time.start < high), None)

    def _clause(self, place: int) -> tuple[int, int]:
        """Returns the clause around a place: what no semicolon and no contrast parts from it."""
        at = bisect_right(self.cuts, place)
        return self.cuts[at - 1], self.cuts[min(at, len(self.cuts) - 1)]

    def _begin(self, low: int, high: int, effect: Measurement | None) -> int | None:
        """Returns where the words begin that lead to a bracket; None right behind a figure, of which it then tells."""
        at = bisect_left(self.others, high, key=lambda m: m.start)
        if at and effect and _restates(self.others[at - 1], effect):
            at -= 1
        before = self.others[at - 1] if at else None
        if before is None or before.start < low:
            return low
        closed = self.scene.text.find(")", before.end, high)
        if self.scene.brackets.depth(before.start) and closed >= 0:
            return closed + 1
        return before.end if before.sort is Sort.P else None

    def _is_other(self, told: Sequence[Measurement], high: int) -> bool:
        """Whether words in a bracket say that it tells of something else, or one P value of several."""
        text, first = self.scene.text, told[0]
        stated = _OF_A_TEST.sub("", text[high : first.start])
        is_labelled = high < first.start and _BEFORE.fullmatch(stated) is None
        around = text[max(high, first.start - 30) : told[-1].end + 30]
        return is_labelled or bool(_SEVERAL.match(text, told[-1].end) or _OTHER_P.search(around))

    # which arms

    def _arms_of(self, clause: tuple[int, int], *, is_ratio: bool) -> tuple[ArmMention, ...] | None:
        if (*clause, is_ratio) not in self.known:
            self.known[*clause, is_ratio] = self._arms_compared(*clause, is_ratio=is_ratio)
        return self.known[*clause, is_ratio]

    def _arms_compared(self, low: int, high: int, *, is_ratio: bool) -> tuple[ArmMention, ...] | None:
        """Returns the arms that a clause sets against each other, in order; None where it sets none.

        Of one arm that changed against an earlier time it is that arm.

        Args:
            is_ratio: Whether it gives a ratio, which compares the one arm that is named with the other.
        """
        text = self.scene.text
        named = self._arms_named(low, high)
        is_between = _BETWEEN.search(text, low, high) is not None
        if len(named) < 2 and _MODELLED.search(text, self.scene.start, high):
            return None
        is_of_each = _OF_EACH.search(text, low, high) is not None
        if self.is_within and not (
            (is_between and not is_of_each) or (len(named) == 2 and _SETS_AGAINST.search(text, low, high))
        ):
            is_of_one = len(named) == 1 and _CHANGED.search(text, low, high) and not is_of_each
            return tuple(named) if is_of_one else None
        if is_of_each and not _ALIKE.search(text, low, high):
            return None
        if len(named) == 2 and _SETS_AGAINST.search(text, low, high):
            return tuple(named)
        if self.pair is None or len(named) > 1:
            return None
        is_told = is_between or _DIFFERENCE_IN.search(text, low, high)
        return self.pair if is_told or (named and (is_ratio or self._is_set_apart(named[0], low, high))) else None

    def _arms_named(self, low: int, high: int) -> list[ArmMention]:
        """Returns the arms that a clause names, each once, in order; a time at which something was read is none."""
        times = {at for time in self.times for at in range(time.start, time.end)}
        arms = [arm for arm in self.scene.arms if low <= arm.start < high and arm.start not in times]
        return list({key_of(arm): arm for arm in reversed(arms)}.values())[::-1]

    def _is_set_apart(self, arm: ArmMention, low: int, high: int) -> bool:
        """Whether what is told of one arm says how it compares: 'lower with yoga', 'yoga reduced pain'."""
        text = self.scene.text
        return _RANKS.search(text, low, high) is not None or _DOES.match(text, arm.end) is not None
