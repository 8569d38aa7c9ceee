"""Comparisons of arms of which only the P value is printed: 'stress fell more with yoga (P = 0.004)'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from herald.core.findings import Category, Reason
from herald.extraction.arms import ArmMention
from herald.extraction.claims import Claim
from herald.extraction.hedges import is_hedged
from herald.extraction.measurements import TIME_UNITS, Measurement, Sort
from herald.extraction.outcomes.figures import find_figures
from herald.extraction.outcomes.subjects import find_subject
from herald.extraction.scene import Scene
from herald.extraction.state import key_of
from herald.extraction.topics import Topic, names_harm

_OF_OTHER_THINGS = re.compile(
    r"\b(?:multi|uni)-?vari(?:ate|able)\b|\bcorrelat\w+|\bpredict\w*|\bprognos\w+|\brisk\sfactors?\b|\bindependently\b|\bassociations?\b"
    r"|\brelationships?\b|\binteract\w+|\bmoderat(?:or|ed|ing)\b|\bmediat\w+|\bheterogen\w+|\bgenotyp\w+|\bpolymorphi\w+|\balleles?\b|\bvariants?\b|\bcarriers\b|\bmutations?\b"
    r"|\bsub-?groups?\b|\bsubsets?\b|\bstrat(?:um|a|ified|ification)\b|\bsensitivity\b|\bspecificity\b|\baccuracy\b|\bagreement\b|\bkappa\b"
    r"|\bgoodness\b|\blevel\sof\ssignificance\b|\bsignificance\slevel\b|\bconsidered\s(?:to\sbe\s)?(?:statistically\s)?significant\b"
    r"|\b(?:at|of)\s(?:the\s)?(?:baseline|study\sentry|entry)\b(?!\s(?:to|through|until|and|up\sto)\b)|\bbaseline\s(?:characteristics|demographic\w*|differences|data|variables)"
    r"|\bcharacteristics\b|\bdemographic\w*|\b(?:well\s)?balanced\b|\bmatched\b|\bhomogen\w+|\bdose[-\s](?:response|dependent)|\bamong\sthose\b|\bregardless\b"
    r"|\b(?:older|younger|aged?|ages)\b|\b(?:pre|post)-?menopausal\b|\b(?:recruit|enrol|consent)\w*|\b(?:attrition|retention|drop-?\s?outs?|withdr\w+)\b|\bcompleted\b"
    r"|\b(?:african|caucasian|hispanic|race|racial|ethnic\w*|minority)\b|\bnon-[A-Z]\w+\s(?:patients|women)\b|\b(?:tumou?r|clinical|disease|TNM)\s(?:size|stage|grade)s?\b|\bBMI\b|\bbody\smass\b"
    r"|\b(?:vs?\.?|versus)\s[^()]*\b(?:vs?\.?|versus)\s"
    r"|\bif\b|\bgroup\s?[*×x]\s?time\b|\b(?:patients|women|those|participants|people)\s(?:with|without|whose|who\s(?:had|were|was|did|practi[sc]ed|attended|reported))\b",
    re.IGNORECASE,
)
"""What a sentence speaks of that has a P value and compares no arms: traits, models, parts."""
_GOES_WITH = re.compile(r"\bassociated\swith\b", re.IGNORECASE)
_WITHIN = re.compile(
    r"\b(?:compared|comparison|comparing|relative|respect|contrast)\s(?:with|to)\s(?:[\w-]+\s){0,5}?(?:baseline|pre|before|T[01]\b|initial|preoperative|pretreatment|0\s)"
    r"|\bfrom\s(?:the\s|their\s)?(?:baseline|pre|before|T[01]\b|initial|time)|\bpre-?\w*\s(?:to|and|versus|vs\.?)\s(?:the\s)?(?:\w+\s)?post|\bover\stime\b|\bbefore\sand\safter\b"
    r"|\bbetween\s(?:the\s)?(?:pre|baseline|before)|\bwithin[-\s](?:the\s)?group|\bthan\s(?:at\s)?(?:baseline|before)|\bto\s(?:the\s)?(?:post\w*|follow)"
    r"|\bremained\b",
    re.IGNORECASE,
)
"""What sets a time against an earlier one, and no arm against another."""
_OF_EACH = re.compile(
    r"\b(?:both|all|each)\s(?:\w+\s){0,2}?(?:groups|arms|group|arm)\b|\bacross\s(?:the\s)?(?:arms|groups)\b",
    re.IGNORECASE,
)
_ALIKE = re.compile(
    r"\b(?:similar\w*|comparable|differ\w*|equal\w*|equivalent|the\ssame|identical|alike)\b", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"\b(?:between|among|across)\b(?:(?!\b(?:pre|baseline|before|time|weeks?|months?)\b)[^.;()]){0,60}?\b(?:groups?|arms?|conditions|treatments|interventions)\b"
    r"|\bdiffer(?:ed|ent)?\s(?:significantly\s)?by\s(?:the\s)?(?:treatment\s|study\s)?(?:arm|group|treatment|assignment|allocation)\b"
    r"|\b(?:inter-?group|between[-\s]groups?)\b|\bgroup\sdifferences?\b"
    r"|\b(?:two|both|2|study|treatment|these)\s(?:\w+\s)?(?:groups|arms)\b",
    re.IGNORECASE,
)
_SETS_AGAINST = re.compile(
    r"\b(?:than|compar(?:ed|ison)|versus|vs|relative\sto|whereas|while|unlike|instead\sof|between|over|differ\w*|similar|comparable|superior|inferior|but\snot)\b",
    re.IGNORECASE,
)
_RANKS = re.compile(
    r"\b(?:higher|lower|greater|less|fewer|more|better|worse|shorter|longer|superior|inferior|larger|smaller|faster|slower|earlier|later|milder|stronger|poorer)\b"
    r"|\b(?:was|were)\s(?:\w+ly\s)?(?:reduced|increased|improved|decreased|prolonged|shortened|lowered|delayed)\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\s(?:(?:arm|group|intervention|program(?:me)?|therapy|treatment|use|supplementation)\s)?(?:(?:also|significantly|statistically|markedly|further|effectively)\s)*"
    r"(?:reduced|decreased|increased|improved|enhanced|shortened|lengthened|prolonged|prevented|attenuated|alleviated|relieved|lowered|delayed"
    r"|(?:led\sto|resulted\sin|produced|caused|induced)\s(?:an?\s)?(?:statistically\s)?(?:significant(?:ly)?\s)?(?:\w+\s)?(?:reduc|decreas|increas|improv|low|high|great|few|less|more|bett))",
    re.IGNORECASE,
)
"""Behind an arm that brings about what is told."""
_DIFFERENCE_IN = re.compile(
    r"\bno\b[^.;,]{0,30}\bdifferences?\b[^.;]{0,40}\b(?:in|for|regarding|concerning|of)\b", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"\s?(?:,|and|,\sand|&|;|or)\s?(?:[pP]\s?)?[=<>≤≥]?\s?0?\.\d|[^()\[\];]{0,40}\brespectively\b", re.IGNORECASE
)
"""Behind the first of several P values of one bracket."""
_OF_A_TEST = re.compile(
    r"(?:\b[tFzZHUWrRQ]|\b[Cc]hi[-\s]?squared?|χ\S{0,3}|\bd)\s?(?:[\[(][\d\s.,;=a-zA-Z]*[\])]|\d{0,2}(?:,\s?\d+)?)\s{0,2}[=:]\s?[-−]?\d[\d.,]*|η\S*\s?=\s?[\d.]+"
)
"""The statistic of a test with its degrees of freedom: 't(258) = 3.09'."""
_BEFORE_P = re.compile(
    r"(?:[\s,;:(\[=<>≤≥]|\b(?:two|one|sided|tailed|2|1|between|inter|groups?|adjusted|unadjusted|all|both|overall|corrected|Bonferroni|nominal|ANCOVA|ANOVA"
    r"|tests?|t|Wilcoxon|Mann|Whitney|Fisher|exact|chi|squared?|rank|sum|signed|paired|unpaired|Student|Kruskal|Wallis|significance|values?|p|by|for|of"
    r"|the|difference|comparison|arms|effect|treatment|intervention|respectively|vs|versus|control)\b|['’-])*",
    re.IGNORECASE,
)
"""What may stand in a bracket before its P value and tells nothing new."""
_OTHER_P = re.compile(r"interact|trend\b|heterogen|log.?rank|non-?inferior|inverse", re.IGNORECASE)
_CLAUSE = re.compile(
    r",?\sexcept\s(?:for\s)?|,\s(?:but|whereas|while|although|however|though)\s|\sbut\s(?!not\b)|\.\s(?=[A-Z])",
    re.IGNORECASE,
)
_ONLY_TIME = re.compile(
    r"\W*(?:(?:and|also|again|at|after|in|by|on|the|to|of|end|\d+(?:\.\d+)?|first|second|third|weeks?|months?|days?|hours?|years?|h|postoperatively|post\w*|follow-?\s?up"
    r"|one|two|three|four|five|six|eight|twelve)\b\W*)+",
    re.IGNORECASE,
)


_VALUES = (Sort.VALUE, Sort.EFFECT, Sort.REDUCTION, Sort.DIFFERENCE, Sort.CHANGE)


def find_comparisons(
    scene: Scene,
    measurements: Sequence[Measurement],
    claims: Sequence[Claim],
    taken: Sequence[Measurement],
    pair: tuple[ArmMention, ...] | None,
) -> list[Claim]:
    """Returns what a sentence says of two arms of which it prints a P value and no figure.

    Args:
        claims: What the sentence claims with figures; their P values are theirs.
        taken: The measurements that are results of an endpoint.
        pair: The two arms of the study, of which the one that is named tells the other; none where they are known from
            its results only; None where it has more.

    Why: That arms did not differ in pain (P = 0.4) is a result; a P value of a trait, of a model, of one arm before and
    after, or of figures that were not understood, is none.
    """
    own = {claim.p.start for claim in claims if claim.p}
    ps = [m for m in measurements if m.sort is Sort.P and m.start not in own and m.number.value]
    if not ps or _OF_OTHER_THINGS.search(scene.text, scene.start, scene.end):
        return []
    tests = [test.span() for test in _OF_A_TEST.finditer(scene.text, scene.start, scene.end)]
    told = {m.start for m in (*find_figures(scene, measurements), *taken)}
    figures = [
        m
        for m in sorted([*measurements, *taken], key=lambda m: m.start)
        if (m.start in told or _is_value(m)) and not any(low <= m.start < high for low, high in tests)
    ]
    times = [m for m in measurements if m.sort is Sort.TIMEPOINT or m.unit in TIME_UNITS]
    return list(_Comparisons(scene, ps, figures, times, pair=pair).find())


def _is_value(m: Measurement) -> bool:
    """Whether a number is a value, whatever it is of."""
    return m.sort in _VALUES or (m.unit == "%" and m.sort is not Sort.P)


class _Comparisons:
    """The comparisons of one sentence."""

    def __init__(
        self,
        scene: Scene,
        ps: Sequence[Measurement],
        figures: Sequence[Measurement],
        times: Sequence[Measurement],
        *,
        pair: tuple[ArmMention, ...] | None,
    ) -> None:
        self.scene = scene
        self.ps = ps
        self.figures = figures
        self.times = times
        self.others = sorted([*figures, *ps], key=lambda m: m.start)
        self.pair = pair

    def find(self) -> Iterator[Claim]:
        before: Claim | None = None
        for p in self.ps:
            claim = self._claim(p, before)
            before = claim or before
            if claim:
                yield claim

    def _claim(self, p: Measurement, before: Claim | None) -> Claim | None:
        opened = self.scene.brackets.opened_before(p.start)
        high = p.start if opened is None else opened
        clause = self._clause(high)
        if self._is_other(p, high) or is_hedged(self.scene, p):
            return None
        arms = self._arms_compared(*clause)
        if arms is None:
            return None
        claim = Claim(Topic(p.start, p.start), p.start, p.end, p=p, arms=arms, is_comparison=True)
        if before and before.start >= clause[0] and _ONLY_TIME.fullmatch(self.scene.text, before.end, high):
            claim.topic, claim.category = replace(before.topic, start=p.start, end=p.start), before.category
            claim.timepoint = self._time(before.end, high)
            return claim
        low = self._begin(clause[0], high)
        return None if low is None else self._named(claim, low, high)

    def _named(self, claim: Claim, low: int, high: int) -> Claim | None:
        """Returns a claim with what the words before its P value name, None where they name nothing."""
        name = find_subject(self.scene, low, high)
        topics = [topic for topic in self.scene.topics if low <= topic.start < high]
        if name is None or any(topic.endpoint and topic.reason is None for topic in topics):
            return None
        is_harm = names_harm(name) or any(topic.reason is Reason.SAFETY for topic in topics)
        claim.topic, claim.category = (
            replace(claim.topic, endpoint=name),
            Category.SAFETY if is_harm else Category.OTHER,
        )
        claim.timepoint = self._time(low, high)
        return claim

    def _time(self, low: int, high: int) -> Measurement | None:
        return next((time for time in reversed(self.times) if low <= time.start < high), None)

    def _clause(self, place: int) -> tuple[int, int]:
        """Returns the clause around a place: what no semicolon and no contrast parts from it."""
        scene = self.scene
        cuts = [scene.start, scene.end]
        cuts += [
            cut.end()
            for cut in _CLAUSE.finditer(scene.text, scene.start, scene.end)
            if not scene.brackets.depth(cut.start())
        ]
        at = scene.brackets.last_break(scene.start, scene.end)
        while at is not None:
            cuts.append(at + 1)
            at = scene.brackets.last_break(scene.start, at)
        return max(cut for cut in cuts if cut <= place), min(cut for cut in cuts if cut > place)

    def _begin(self, low: int, high: int) -> int | None:
        """Returns where the words begin that lead to a P value; None right behind a figure, whose it then is."""
        before = next((m for m in reversed(self.others) if low <= m.start < high), None)
        if before is None:
            return low
        closed = self.scene.text.find(")", before.end, high)
        if self.scene.brackets.depth(before.start) and closed >= 0:
            return closed + 1
        return before.end if before.sort is Sort.P else None

    def _is_other(self, p: Measurement, high: int) -> bool:
        """Whether a P value is that of a figure in its bracket, one of several there, or of no arms."""
        text = self.scene.text
        opened = self.scene.brackets.opened_before(p.start)
        is_listed = opened is not None and any(
            one is not p and self.scene.brackets.opened_before(one.start) == opened for one in self.ps
        )
        stated = _OF_A_TEST.sub("", text[high : p.start])
        is_labelled = opened is not None and _BEFORE_P.fullmatch(stated) is None
        around = text[max(high, p.start - 30) : p.end + 30]
        return is_listed or is_labelled or bool(_SEVERAL.match(text, p.end) or _OTHER_P.search(around))

    # which arms

    def _arms_compared(self, low: int, high: int) -> tuple[ArmMention, ...] | None:
        """Returns the arms that a clause sets against each other, in order; None where it sets none."""
        text = self.scene.text
        named = self._arms_named(low, high)
        is_between = _BETWEEN.search(text, low, high) is not None
        if _GOES_WITH.search(text, low, high) and len(named) < 2:
            return None
        if _WITHIN.search(text, self.scene.start, high) and not (
            is_between or (len(named) == 2 and _SETS_AGAINST.search(text, low, high))
        ):
            return None
        if _OF_EACH.search(text, low, high) and not _ALIKE.search(text, low, high):
            return None
        if len(named) == 2 and _SETS_AGAINST.search(text, low, high):
            return tuple(named)
        if self.pair is None or len(named) > 1:
            return None
        is_told = is_between or _DIFFERENCE_IN.search(text, low, high)
        return self.pair if is_told or (named and self._is_set_apart(named[0], low, high)) else None

    def _arms_named(self, low: int, high: int) -> list[ArmMention]:
        """Returns the arms that a clause names, each once, in order; a time at which something was read is none."""
        arms = [
            a
            for a in self.scene.arms
            if low <= a.start < high and not any(t.start <= a.start < t.end for t in self.times)
        ]
        return list({key_of(arm): arm for arm in reversed(arms)}.values())[::-1]

    def _is_set_apart(self, arm: ArmMention, low: int, high: int) -> bool:
        """Whether what is told of one arm says how it compares: 'lower with yoga', 'yoga reduced pain'."""
        text = self.scene.text
        return _RANKS.search(text, low, high) is not None or _DOES.match(text, arm.end) is not None
