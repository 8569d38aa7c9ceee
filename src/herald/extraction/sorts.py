"""What sort of figure a number without an announcement is: a value, a change, a time point, a cutoff."""

from __future__ import annotations

import re
from decimal import Decimal

from herald.extraction.measurements import TIME_UNITS, Sort
from herald.extraction.numbers import Number
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Cued, Endings

_AT_LEFT = Pattern(
    r"(?:\b(?:at|by|after|within|over|for|through|every|last|first|than|next|beyond|until|past|up\sto|from|before|since|landmark|exceed\w*|restricted\sto)\s"
    r"(?:the\s|about\s|around\s|approximately\s|just\s|only\s|first\s|a\s|of\s|least\s|more\s|longer\s|than\s|over\s){0,4}|@\s?)$",
    re.IGNORECASE,
)
_NO_MORE_LEFT = Endings(r"\bno\s(?:more|longer|less|fewer|later)\sthan\s$", re.IGNORECASE)
_MATURITY_RIGHT = Pattern(
    r"\s(?:(?:data\s)?matur(?:ity|e)|of\s(?:the\s)?(?:[\w-]+\s)?(?:events|deaths|information))\b", re.IGNORECASE
)
_MATURITY_LEFT = Endings(r"\b(?:maturity|(?:im)?mature)[\s,:(]*(?:was|of|is|at)?\s?$", re.IGNORECASE)
_OR_LONGER_RIGHT = Pattern(r"\sor\s(?:longer|more|later|shorter|less)\b", re.IGNORECASE)
_DURATION_LEFT = Endings(
    r"\b(?:HRs?|ratios?),?\s(?:(?:of|for)\s)?(?:[\d.]+\s\w+\s(?:against|versus|vs\.?|over)\s)?$"
    r"|^(?:\sof\s[a-z]+)?\s(?:did|proved|brought|gave)\snot?\s[^.;:()\d]{3,60}\sthan\s(?:with\s|for\s)?$",
    re.IGNORECASE,
)
"""What is held against another in a ratio of two durations: 'HR of 2 years against 1 year', '2 years did no more'."""
_THRESHOLD_RIGHT = Pattern(r"\s(?:or|and)\s(?:more|higher|greater|above|over|less|lower|below|fewer)\b", re.IGNORECASE)
_THRESHOLD_LEFT = Endings(
    r"\b(?:below|under|above|beyond)\s$|\b(?:cut-?offs?|thresholds?)(?:\s(?:point|value|level))?\s(?:of|at|was|is)\s$",
    re.IGNORECASE,
)
_STEP_LEFT = Endings(r"\b(?:per|(?:for\s)?(?:each|every))\s$", re.IGNORECASE)
"""What makes a share the step of a covariate: 'HR 0.98 for each 1% increment'."""
_LATER_RIGHT = Pattern(
    r"\s(?:later\b|on[,.]|or\s(?:more|longer|later)\s(?:after|before|from|since)\b|after\s(?:surgery|randomi[sz]ation|diagnosis|enrol\w+|(?:the\s)?start\b))",
    re.IGNORECASE,
)
_ENDPOINT_RIGHT = Pattern(
    r"\s(?:(?:overall|[a-z-]+[-\s]free|[a-z-]+[-\s]specific)\ssurvival\b|[a-zA-Z]{0,4}(?:OS|FS)\b(?!\s(?:benefit|gain|advantage)))"
)
_LASTED_LEFT = Pattern(
    r"\b(?:lasted|persisted|(?:stayed|remained)\s(?:that\sway|in\s(?:remission|response))"
    r"|(?:held|kept|controlled)\s(?:the|their|her)\s(?:disease|cancers?|tumou?rs?)(?:\s(?:in\scheck|at\sbay|stable|under\scontrol))?)\sfor\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
"""What makes a time the length of what lasted: 'the responses lasted for about 9.1 months'."""
_ROUGHLY_LEFT = Endings(r"\b(?:just|slightly|a\slittle|well)\s(?:over|under|beyond)\s$", re.IGNORECASE)
_HALF_LEFT = Pattern(
    r"\bhalf\s(?:of\s)?(?:(?:the|all|these)\s)?(?:patients|women|participants|people|those)\s[^.;\d]{0,60}?\b(?:for|at|by|within)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
"""What makes a time a median: 'half of the women lived without progression for 9.9 months'."""
_OF_HALF_LEFT = Pattern(
    r"\bhalf\s(?:of\s)?(?:the\s|all\s|these\s)?(?:patients|women|participants|people|those|responses)\s[^.;\d]{0,80}$",
    re.IGNORECASE,
)
"""What makes a least time a median: 'half of the people lived at least 9.5 months'."""
_THAN_THE_LEFT = Endings(r"\b(?:than|from|exceed\w*)\sthe\s$", re.IGNORECASE)
"""What makes a broken time that with which another is compared: 'shorter than the 9.1 months with drug'."""
_PUT_AT_LEFT = Endings(
    r"\b(?:put|puts|set|sets|placed)\b[^.;]{0,30}\bmedian\b[^.;]{0,40}\bat\s$"
    r"|\bmedian\b[^.;]{0,50}\b(?:stood|stands|came\sin|lay|put|set|estimated)\sat\s$"
    r"|\b(?:stayed|stood|stands|settled|remained)\sat\s$",
    re.IGNORECASE,
)
"""What makes a time behind "at" a value: 'the analysis put the median at 56.5 months'."""
_MEDIAN_AT_LEFT = Endings(r"\bmedians?\b(?!\sfollow)[^;.\d]{0,80}\bat\s$", re.IGNORECASE)
"""What makes a broken time behind "at" a median: 'the median PFS came out at 7.2 months'."""
_IS_LEFT = Endings(r"\b(?:of|was|were|is|reached|median|had)\s$", re.IGNORECASE)
"""What makes a time before an endpoint its time point, '6 yr MFS', and what its value."""
_OF_TREATMENT_RIGHT = Pattern(
    r"\sof\s(?:the\s|adjuvant\s|further\s)?(?:treatment|therapy|chemotherapy|[a-z]+(?:mab|nib|clib|lisib|strant))\b",
    re.IGNORECASE,
)
"""What makes a time how long a drug was given: 'no different with 2 years of treatment'."""
_OF_GROUP_RIGHT = Pattern(r"\s(?:[a-z]+\s)?(?:group|arm|course)s?\b", re.IGNORECASE)
"""What makes a time the name of an arm: '80% of the 2-year group'."""
_LASTS_RIGHT = Pattern(r"\s(?:did|was|were)\s(?:no|not)\s(?:more|better|worse|superior)\b", re.IGNORECASE)
"""What makes a time how long a drug was given: '2 years did no more than 1'."""
_BETWEEN_LEFT = Endings(r"\bdiffer\w*\b[^.;\d]{0,40}\bbetween\s$", re.IGNORECASE)
"""What makes a whole time the name of an arm: 'did not differ between 2 years and 1 year'."""
_COMPARED_RIGHT = Pattern(r"\s(?:vs?\.?|versus|compared\s(?:with|to)|against)\s\d")
"""What makes a broken time behind "at" a value: 'the same, at 13.2 months compared to 8.1 months'."""
_BY_DURATION_RIGHT = Pattern(
    r"\s(?:vs?\.?|versus|against)\s(?:the\s)?(?:observation|placebo|no|control)\b(?![^.;]{0,40}\d\s?(?:months|years))",
    re.IGNORECASE,
)
"""What makes a time the name of an arm that is set against another: '1 year vs observation'."""
_TOLD_LEFT = Endings(r"\b(?:was|were|is|of|reached|gained|by)\s(?:only\s|just\s)?$", re.IGNORECASE)
"""Before a time that is told of something: 'a median of 12 months versus placebo'."""
_WITH_LEFT = Endings(
    r"(?<!compared)\swith\s$|\b(?:set|held|put|measured|pitted|weighed)\sagainst\s$"
    r"|\b(?:better|worse|superior|inferior|different|more|less)\s(?:than|to|from)\s$",
    re.IGNORECASE,
)
_RATIO_BEHIND = Pattern(r"\s?[(\[]\s?(?:HR|hazard\sratio|RR|OR)\b")
"""Behind a time which is how long an arm was treated: 'better with 2 years (HR = 0.77)'."""
_SIZED_RIGHT = Pattern(r"\s?[;,]\s?[nN]\s?=")
"""What makes a time how long an arm was treated: 'the short group (9 weeks; n = 627)'."""
_IN_ARM_RIGHT = Pattern(r"\s(?:in|with|for|on)\s(?:the\s)?(?:\w+\s)?(?:arm|group|cohort)\b", re.IGNORECASE)
"""What makes a broken time behind "at" a value: 'longer than expected, at 12.2 months in arm A'."""
_GIVEN_FOR_LEFT = Endings(
    r"\b(?:treated|treatment|therapy|given|received|[a-z]+mab|[a-z]+nib|it)\sfor\s$", re.IGNORECASE
)
"""What makes a time how long treatment was given: '69% of those treated for 2 years'."""
_INTERVAL_RIGHT = Pattern(r"\s?[(\[](?:9\d\s?%\s)?(?:CI|confidence)", re.IGNORECASE)
"""What makes a time behind "at" a value: 'longer with X, at 23.0 months (95% CI, 18.9-29.4)'."""
_SHARE_SURVIVED_LEFT = Pattern(
    r"(?:\sof\s[^.;,\d]{2,40})?(?:\shad)?\s(?:survived|lived|went)\s(?:for\s)?(?:(?:at\sleast|more\sthan|over|a\sfull)\s)?",
    re.IGNORECASE,
)
"""Between a share and the time that so many lived: '94% survived 1 year'."""
_AT_RIGHT_BEHIND = Pattern(r"\s?(?:rates?\s)?(?:at|after|by)\s(?:\w+\s)?", re.IGNORECASE)
"""What makes a time behind a share its time point, though an interval follows: '54% at 12 months (95% CI 50-58)'."""
_OPENS = Pattern(r"\s(?:after\s|on,|later,|into\s|from\s)", re.IGNORECASE)
"""What follows a time that opens its sentence: 'Two years after randomization', 'Ten years on,'."""
_REDUCTION_LEFT = Endings(
    r"\b(?:reduc|decreas|lower|cut|risk|hazard)\w*\b[^.;]{0,130}\bby\s(?:about\s|approximately\s|roughly\s|some\s|nearly\s|almost\s|an?\s|significant\s|further\s)*$",
    re.IGNORECASE,
)
_REDUCTION_RIGHT = Pattern(
    r"\s?(?:relative\s)?(?:(?:reduction|decrease|difference|cut|drop|fall|decline)\s(?:in|of)\s(?:the\s)?(?:relative\s)?(?:risk|hazard|rate|chance)|(?:lower|reduced|decreased|less)\s(?:relative\s)?(?:risk|hazard|likel)"
    r"|(?:mortality|death)\s(?:reduction|decrease)|(?:risk|hazard)\sreduction|relative\s(?:risk\s)?reduction)",
    re.IGNORECASE,
)
_REDUCTION_OF_LEFT = Pattern(
    r"\b(?:(?:(?:risk|hazard|mortality)[\s-]|relative\s(?:[\w-]+\s)?)reductions?"
    r"|(?:reduction|decrease)s?\s(?:in|of)\s(?:the\s)?(?:relative\s)?(?:risk|hazard|chance)s?\b[^.;()%\d]{0,60}?"
    r"|(?:the|this|that)\s(?:relative\s)?reduction)"
    r"(?:\s(?:with|for|on)\s[^.;()%\d]{2,40}?)?[\s,:=]+(?:(?:of|was|is|being|reached|came\sto|amount\w+\sto|estimated\sat|put\sat|stood\sat|at)\s)*"
    r"(?:(?:about|approximately|roughly|some|nearly|almost|an?)\s)*$",
    re.IGNORECASE,
)
"""What makes a share that of a risk which was taken away: 'the reduction in the hazard of death came to 37%'."""
_RISK_WAS_LEFT = Endings(
    r"\b(?:risk|hazard|odds|death\srates?|mortality)\b[^.;()]{0,80}\b(?:was|were|is|be)\s(?:about\s|approximately\s|nearly\s|some\s)?(?:an?\s)?$",
    re.IGNORECASE,
)
_RISK_CUT_LEFT = Endings(
    r"\b(?:risk|hazard|odds)\b[^.;()]{0,80}\b(?:was|were)\s(?:reduced|lowered|cut)\s$", re.IGNORECASE
)
_LOWER_RIGHT = Pattern(r"\s(?:lower|less|smaller|reduced)\b", re.IGNORECASE)
_RISK_LEFT = Endings(r"\b(?:risk|hazard|odds)\s(?:of|for)\s[^.;()\d]{0,80}\s$", re.IGNORECASE)
_RATIO_NEXT = Pattern(
    r"(?:\s(?!better|longer|higher)[^.;()\[\]\d]{1,40}?)?\s?[(\[](?:(?:un)?stratified\s|adjusted\s)?(?:hazard\sratio|HR)(?:\s?[\[(]HR[\])])?[\s,:;=]*"
    r"(?P<ratio>0?[.·]\d+)",
    re.IGNORECASE,
)
_OF_MEDIAN_RIGHT = Pattern(
    r"\s(?:improvement|increase|gain|prolongation|extension)s?\sin\s(?:the\s)?median\b", re.IGNORECASE
)
"""What a share is of that no ratio of hazards gives: 'a 24% improvement in median PFS (HR, 0.76)'."""
_GAP_NEXT = Pattern(
    r"\s?[(\[](?P<one>\d+(?:[.·]\d+)?)\s?%?\s(?:vs?\.?|versus|against|compared\s(?:with|to))\s(?P<two>\d+(?:[.·]\d+)?)\s?%"
)
_THAT_LEFT = Endings(r"\band\sthat\sof\s[^.;()\d]{2,40}\s$", re.IGNORECASE)
_ALSO_BY_LEFT = Endings(
    r"\band\s(?:the\s)?[^.;()]{0,60}\bby\s$|^\s?(?:for|in|of)\s[^.;()\d]{2,40}\sand\s$", re.IGNORECASE
)
_CHANGE_LEFT = Endings(
    r"\b(?:improv|favou?r|increas|prolong|extend|lengthen|gain|longer|raise|rose|fell|fallen|dropp|declin|ris)\w*\b[^.;()]{0,80}\bby\s(?:about\s|approximately\s|almost\s|nearly\s|some\s|over\s|more\sthan\s|an?\s)*$",
    re.IGNORECASE,
)
_TO_RIGHT = Pattern(r",?\sto\s(?:about\s|an?\s)?\d", re.IGNORECASE)
"""What gives a change its end, which makes it a difference: 'median OS increased by 8 months to 36.1 months'."""
_RISES_LEFT = Endings(
    r"\b(?:rose|rising|rais\w+|lift\w+|boost\w+|increas\w+|improv\w+|doubl\w+|tripl\w+|extend\w*|lengthen\w*|went|prolong\w*|fell|dropp\w+|decreas\w+),?\s"
    r"(?:[\w-]+\s){0,3}?from\s(?:about\s|an?\s)?$",
    re.IGNORECASE,
)
_FROM_LEFT = Endings(r"(?<!ranging\s)(?<!ranged\s)(?<!range\s)(?<!varied\s)(?<!varying\s)\bfrom\s$", re.IGNORECASE)
_CHANGES = Pattern(
    r"\b(?:rose|rising|rais\w+|lift\w+|boost\w+|increas\w+|improv\w+|doubl\w+|extend\w*|went\s(?:up|down)|took|takes|taking|prolong\w*|fell|dropp\w+"
    r"|decreas\w+|reduc\w+|lower\w+|climbed|mov\w+|gains?|higher|longer|better)\b",
    re.IGNORECASE,
)
_RISES_IN_LEFT = Endings(
    r"\b(?:rose|went\sup|increased|improved|doubled|tripled|climbed)\b[^.;()\d]{0,60}[(\[]\s?(?:from\s)?$",
    re.IGNORECASE,
)
_RISE = r"[\d.·]+(?:\s?%|\s(?:months|years|weeks|days))?"
_RISES_AGAIN_LEFT = Endings(
    rf"\bfrom\s(?:{_RISE}\sto\s{_RISE}(?:\s?[(\[][^()\[\]]*[)\]])?(?:,\s(?:and\s)?|\sand\s)(?:from\s)?)+$",
    re.IGNORECASE,
)
_GAINED_LEFT = Endings(
    r"\b(?:gained|gains|gaining|(?:gain|benefit|advantage)\sof)\s(?:(?:about|around|approximately|nearly|almost|some|an?)\s)*$",
    re.IGNORECASE,
)
"""What makes a share the difference of two: 'disease-free survival gained 4.9% from it', 'a gain of 7.4%'."""
_GAIN_LEFT = Endings(
    r"\b(?:(?:benefit|gain|improvement|advantage|increase|extension|prolongation|delay)(?:\sof|:|(?=\s\())|(?-i:Gain)|gained|gains|added|adds|bought|saved|won)\s(?:(?:the\s|these\s)?(?:patients|women|people|them)\s)?\(?(?:about\s|around\s|approximately\s|nearly\s|almost\s|some\s|more\sthan\s|over\s|an?\s)*$",
    re.IGNORECASE,
)
_CHANGE_RIGHT = Pattern(
    r"\s?(?:relative\s)?(?:greater|longer|higher|better|more|lower|shorter|improvement|increase[ds]?|reduction|decrease[ds]?|less)\b",
    re.IGNORECASE,
)
_DIFFERENCE_LEFT = Cued(
    r"(?:\bdiffer(?:ed|s|ing)?\sby\b|\bdifferences?\b|(?:\bΔ|∆)\s?[A-Za-z]{0,5}|\bdelta\b)"
    r"(?P<between>\s(?:in|of|for|at)\s[^;.(),]{1,40}?)?[\s,:=(\[]*(?:was|of|is|being)?[\s,:=+(\[]*$",
    re.IGNORECASE,
)
_NO_LEFT = Pattern(r"\b(?:no|nor|not|without)\s(?:an?\s|any\s)?(?:\w+\s){0,3}$", re.IGNORECASE)
_ABSOLUTELY_RIGHT = Pattern(
    r"\s(?:lower|higher|better|greater|less)\s(?:in\sabsolute\sterms|absolutely)\b", re.IGNORECASE
)
_DIFFERENCE_RIGHT = Pattern(
    r"[\s-]*(?:absolute\s)?(?:difference|improvement|gain|advantage|benefit|apart)\b", re.IGNORECASE
)
_ABSOLUTE_LEFT = Cued(
    r"(?:\b(?:gain|benefit|improvement|increase)s?\sin\s[^.;()]{3,60}\s(?:of|was|were|is|reached|came\sto)\s$)"
    r"|\babsolute\s[^.;()%]{1,60}?\b(?:improved|increased|raised|rose|reduced|lowered)\sby\s$"
    r"|\b(?:better|higher)\b[^.;()%]{0,60}\sby\s$|\b(?:by|gained|of|was)\san?\sabsolute\s$"
    r"|\b(?:exceed|surpass|beat|outd(?:id|oes)|outperform|superior\sto|ahead\sof)\w*\s[^.;()%]{1,60}\sby\s(?:(?:about|some|nearly|almost|an?)\s)*$"
    r"|\babsolute\s(?:[\w-]+\s){0,4}?(?:benefit|gain|improvement|increase|reduction|difference)s?\b"
    r"(?:\s\([^()%]{2,60}\))?(?:\s(?:of|at|with|in|for|between)\s[^.;()%]{1,50}?(?:\s\([^()%]{2,20}\))?(?:\sat\s\w+\syears?)?)?"
    r"[\s,:=(\[]*(?:was|were|of|is|came\sto)?[\s,:=(\[]*$",
    re.IGNORECASE,
)
_PROLONGED_LEFT = Endings(
    r"\b(?:median|survival|response)\b[^.;()]{0,60}\b(?:improved|extended|prolonged|increased|lengthened)\b[^.;()]{0,60}\sby\s$"
    r"|\b(?:improved|extended|prolonged|increased|lengthened)\s[^.;()]{0,30}\b(?:median|survival)\b[^.;()]{0,60}\sby\s$",
    re.IGNORECASE,
)
"""What makes a time the difference of two medians: 'improved the median by'; 'by almost 6 months' only rounds it."""
_RATE_LEFT = Endings(r"\brates?\s\($", re.IGNORECASE)
_RATE_WITH_LEFT = Endings(
    r"(?:\brates?|\bthan|\bthat)\s(?:with|on|after)\s$|^\sof\s[\w-]+\s(?:and|than|versus|vs\.?)\s(?:with\s|for\s)?$",
    re.IGNORECASE,
)
"""What makes a time the length of a treatment: 'the survival rate with 6 months', 'no better than with 1 year'."""
_AFTER_PERCENT = Pattern(r"[)\]]?\s(?:with|for)\s")
_RATIO_RIGHT = Pattern(r":\d")


def sort_of(number: Number, left: str, right: str, *, follows_reduction: bool) -> Sort:
    """Returns the sort of a number.

    Args:
        left: The words before it, back to the number before.
        right: Some words behind it.
        follows_reduction: A relative risk reduction was read before it in the sentence.
    """
    if number.is_not_reached:
        return Sort.VALUE
    if number.unit in ("%", "points"):
        return _sort_of_percent(number, left, right, follows_reduction=follows_reduction)
    if number.unit in TIME_UNITS:
        return Sort.CUTOFF if right.startswith("-old") else _sort_of_time(number, left, right)
    return Sort.DOSE if number.unit == "dose" else _sort_of_bare(number, right)


def _sort_of_bare(number: Number, right: str) -> Sort:
    is_word_one = number.in_words and number.value is not None and number.value < 2
    return Sort.CUTOFF if number.bound or is_word_one or _RATIO_RIGHT.match(right) else Sort.PLAIN


def _sort_of_percent(number: Number, left: str, right: str, *, follows_reduction: bool) -> Sort:
    is_absolute = _ABSOLUTELY_RIGHT.match(right) is not None
    if _is_of_ratio(number, right):
        return Sort.REDUCTION
    if not is_absolute and _is_reduction(left, right, follows_reduction=follows_reduction):
        return Sort.REDUCTION
    is_told_so = is_absolute or _is_gap(number, right) or _ABSOLUTE_LEFT.search(left) or _GAINED_LEFT.search(left)
    is_apart = is_told_so or number.unit == "points" or _is_difference(left, right)
    if is_apart and not _OF_MEDIAN_RIGHT.match(right):
        return Sort.DIFFERENCE
    is_signed = number.value is not None and number.value < 0
    if is_signed or is_change(right) or _OF_MEDIAN_RIGHT.match(right) or _CHANGE_LEFT.search(left):
        return Sort.CHANGE
    is_maturity = is_maturity_of(right) or _MATURITY_LEFT.search(left)
    is_threshold = _THRESHOLD_RIGHT.match(right) or _THRESHOLD_LEFT.search(left) or _STEP_LEFT.search(left)
    return Sort.CUTOFF if number.bound or is_maturity or is_threshold else Sort.VALUE


def _is_of_ratio(number: Number, right: str) -> bool:
    """Whether the ratio in the bracket behind a share is one less that share: 'improved by 40% (HR, 0.60'."""
    told = _RATIO_NEXT.match(right)
    if told is None or number.value is None or number.bound or _OF_MEDIAN_RIGHT.match(right):
        return False
    return abs((1 - Decimal(told["ratio"].replace("·", "."))) * 100 - number.value) < 1


def _is_gap(number: Number, right: str) -> bool:
    """Whether the two shares in the bracket behind a share lie that far apart: 'by 4.6% (85.5% versus 80.9%)'."""
    told = _GAP_NEXT.match(right)
    if told is None or number.value is None or number.bound:
        return False
    one, two = (Decimal(told[name].replace("·", ".")) for name in ("one", "two"))
    return one != two and abs(abs(one - two) - abs(number.value)) <= Decimal("0.1")


def _is_reduction(left: str, right: str, *, follows_reduction: bool) -> bool:
    """Whether a share is that of a risk which was taken away."""
    if _REDUCTION_RIGHT.match(right) or _REDUCTION_LEFT.search(left) or _REDUCTION_OF_LEFT.search(left):
        return True
    is_risk = _RISK_WAS_LEFT.search(left) or _RISK_LEFT.search(left)
    if _RISK_CUT_LEFT.search(left) or (is_risk and _LOWER_RIGHT.match(right)):
        return True
    is_next = _THAT_LEFT.search(left) is not None and _LOWER_RIGHT.match(right) is not None
    return follows_reduction and (is_next or _ALSO_BY_LEFT.search(left) is not None)


def _sort_of_time(number: Number, left: str, right: str) -> Sort:
    is_gained = not number.is_compound and _ABSOLUTE_LEFT.search(left) and not _AT_LEFT.search(left)
    if is_gained or _PROLONGED_LEFT.search(left) or _is_difference(left, right):
        return Sort.DIFFERENCE
    if is_change(right) or _CHANGE_LEFT.search(left) or _GAIN_LEFT.search(left):
        return Sort.CHANGE
    if (
        (number.is_compound and _OF_GROUP_RIGHT.match(right))
        or _LASTS_RIGHT.match(right)
        or _SIZED_RIGHT.match(right)
        or _RATE_WITH_LEFT.search(left)
        or (number.is_whole and _BETWEEN_LEFT.search(left))
        or (number.is_whole and _is_length_of_treatment(left, right, in_years=number.unit == "years"))
    ):
        return Sort.DOSE
    is_in_bracket = number.is_whole and left.endswith("(") and right.startswith(")")
    if is_in_bracket and (number.unit == "years" or _RATE_LEFT.search(left)):
        return Sort.TIMEPOINT
    is_least = number.bound in ("≥", ">") or left.endswith(" longer than ")
    if (is_least and _OF_HALF_LEFT.search(left)) or _PUT_AT_LEFT.search(left):
        return Sort.VALUE
    return Sort.TIMEPOINT if _is_point(number, left, right) else Sort.VALUE


def _is_point(number: Number, left: str, right: str) -> bool:
    """Whether a time is that at which something was read, and not how long something took."""
    if number.is_compound or number.bound or _AFTER_PERCENT.fullmatch(left) or _DURATION_LEFT.search(left):
        return True
    lengths = (_NO_MORE_LEFT, _ROUGHLY_LEFT, _HALF_LEFT, _LASTED_LEFT)
    is_length = any(words.search(left) for words in lengths)
    if _AT_LEFT.search(left) and not (is_length or _is_median_at(number, left, right) or rises_from(left)):
        return True
    is_lived = number.is_whole and _SHARE_SURVIVED_LEFT.fullmatch(left)
    is_named = number.is_whole and _ENDPOINT_RIGHT.match(right) and not _IS_LEFT.search(left)
    opens = not left.strip() and _OPENS.match(right)
    is_later = _LATER_RIGHT.match(right) or (_OR_LONGER_RIGHT.match(right) and not is_length)
    return bool(is_lived or is_named or opens or is_later)


def _is_median_at(number: Number, left: str, right: str) -> bool:
    """Whether a time behind "at" is a median: a broken one, or one that its interval follows."""
    has_interval = _INTERVAL_RIGHT.match(right) is not None
    if number.is_whole:
        return has_interval and _AT_RIGHT_BEHIND.fullmatch(left) is None
    told = _IN_ARM_RIGHT.match(right) or _MEDIAN_AT_LEFT.search(left)
    return has_interval or bool(told or _THAN_THE_LEFT.search(left) or _COMPARED_RIGHT.match(right))


def _is_difference(left: str, right: str) -> bool:
    if _DIFFERENCE_RIGHT.match(right) or (changes_by(left) and _TO_RIGHT.match(right)):
        return True
    named = _DIFFERENCE_LEFT.search(left)
    return named is not None and _NO_LEFT.search(left, 0, named.start()) is None


def _is_length_of_treatment(left: str, right: str, *, in_years: bool) -> bool:
    """Whether a whole number of years or months is how long a treatment was given."""
    if _OF_TREATMENT_RIGHT.match(right) or _GIVEN_FOR_LEFT.search(left):
        return True
    if _BY_DURATION_RIGHT.match(right) and not _TOLD_LEFT.search(left):
        return True
    return in_years and _RATIO_BEHIND.match(right) is not None and _WITH_LEFT.search(left) is not None


def is_put_at(left: str) -> bool:
    """Whether the words before a time put a median there: 'it stood at'."""
    return _PUT_AT_LEFT.search(left) is not None


def rises_from(left: str) -> bool:
    """Whether the words before a figure make it what something rose from: 'doubled, from 5 months'."""
    return _RISES_LEFT.search(left) is not None


def rises_before(text: str, start: int, end: int) -> bool:
    """Whether a sentence that ends in "from" has told of a change: 'improved DFS from 75% to 83% and OS from …'."""
    return _FROM_LEFT.search(text, start, end) is not None and _CHANGES.search(text, start, end) is not None


def rises_again(left: str) -> bool:
    """Whether a list of rises goes on behind some words: 'from 31% to 42% (P = 0.004), 36% to 46% and …'."""
    return left.endswith((", ", "and ", "from ")) and _RISES_AGAIN_LEFT.search(left) is not None


def changes_by(left: str) -> bool:
    """Whether the words before a figure make it how much something changed: 'survival increased by 8 months'."""
    return _CHANGE_LEFT.search(left) is not None


def rises_in(left: str) -> bool:
    """Whether the words before a bracket make its two figures the ends of a rise: 'responses went up (15% to 28%)'."""
    return _RISES_IN_LEFT.search(left) is not None


def is_maturity_of(right: str) -> bool:
    """Whether the words behind a share make it that of the data of an analysis: '61% of full information'."""
    return _MATURITY_RIGHT.match(right) is not None


def is_change(right: str) -> bool:
    """Whether the words behind a figure make it a change without a base: '46% greater'."""
    return _CHANGE_RIGHT.match(right) is not None
