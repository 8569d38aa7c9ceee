"""How many people a study enrolled or randomised, and how many it analysed: numbers that words say so of."""

from __future__ import annotations

import re
from enum import IntEnum

from herald.extraction.numbers import Number
from herald.extraction.patterns import Pattern
from herald.extraction.people import PEOPLE
from herald.extraction.phrases import Endings, Phrases

REACH = 220
"""Characters before a number that may tell what it counts."""
FEWEST_PATIENTS = 5
"""Smaller numbers before "patients" are counts of events, not the size of a study."""


class Standing(IntEnum):
    """How plainly words say that a number is that of a study's people; the plainest is taken, then the first."""

    NONE = 0
    ANALYSED = 1
    DESCRIBED = 2
    NAMED = 3
    ENROLLED = 4


_IDLE = (
    r"(?:were|was|had|have|are|the|of|to|in|for|with|by|per|at|on|from|who|that|received|than|did|deaths|events"
    r"|or\smore)\b"
)
_PEOPLE = rf"(?:{PEOPLE}|BCSs?\b)"
"""Breast cancer survivors, too, where a count stands before their abbreviation."""
_WHO = (
    rf"(?:\sof\s(?:the\s|these\s|all\s|a\s)?(?:planned\s)?(?:[\d,]+)?)?(?:\sAmerican\sSociety\sof\sAn\w+)?"
    rf"(?:\s(?!{_IDLE})[\w/,'’+-]+){{0,8}}?\s{_PEOPLE}"
)
_THINGS = (
    r"(?:cent(?:er|re)s|clinics|hospitals|practices|sites|trials|studies|RCTs|articles|papers|publications|reports|physicians|lesions|tumou?rs|samples|breasts"
    r"|villages|deaths|events|cycles|nodes|specimens|months|years|times)\b"
)
_JOINED = (
    r"(?:enrol\w*|accrued|recruited|randomi[sz]ed|randomly|assigned|allocated|registered|entered|included|divided|studied"
    r"|prospectively|consecutively)"
)
_PEOPLE_RIGHT = Pattern(_WHO, re.IGNORECASE)
_ENROLLED_RIGHT = Pattern(
    rf"{_WHO}\b(?:(?!,\s\d+\s{PEOPLE})[^.;:]){{0,170}}?\b(?:were|was|had\sbeen|have\sbeen|will\sbe|are|to\sbe)\s(?:\w+,?\s){{0,3}}?{_JOINED}\b"
    rf"|{_WHO}\s(?:\w+\s){{0,4}}?(?:randomi[sz]ed|enrol+ed|randomly|participated|took\spart|entered|recruited|consented"
    r"|underwent\srandomi[sz]ation|agreed\sto|accepted)\b"
    rf"|(?:\s(?!{_IDLE}|{_THINGS})[\w-]+){{0,4}}?\s(?:were|was|will\sbe)\s(?:\w+\s){{0,2}}?"
    r"(?:randomi[sz]ed|enrol+ed|recruited|accrued|randomly)\b"
    r"|\s(?:randomi[sz]ed|enrol+ed|recruited|participated)\b",
    re.IGNORECASE,
)
_ABOUT = r"(?:\s(?:approximately|about|around|nearly|over|only|the|another|first|consecutive|planned))*\s?$"
_ENROLLED_LEFT = Pattern(
    r"\b(?:enrol\w*|accrued?|recruit(?:ed|s)?|randomi[sz]ed?|randomly\s(?:assigned|allocated)|registered|allocated)"
    r"(?:\s(?:a\stotal\sof|in|with))?" + _ABOUT,
    re.IGNORECASE,
)  # fmt: skip
_NAMED_LEFT = Endings(
    r"(?:\b(?:a|the)\s(?:(?:large|prospective|retrospective|consecutive|random|convenience)\s)?(?:total|sample|cohort|series|group|substudy|subsample|subset)(?:\ssample)?\sof"
    r"|\b(?:in|of)\s(?:total|all),?|\boverall,|\baltogether,?|\bthere\swere|\bwill\s(?:include|involve)"
    r"|\b(?:study|trial|analysis|experiment)\s(?:(?:was\s)?(?:conducted|performed|carried\sout|undertaken)\s)?"
    r"(?:of|in|with|among|on|for|involving|including)"
    r"|\bwe\s(?:\w+ly\s)?(?:studied|included|enrolled|treated|evaluated|identified|followed|randomi[sz]ed|assigned|analy[sz]ed)"
    r"|\b(?:study|trials?|analysis|sample|participants)\s(?:was|were|included|involved|comprised|consisted\sof|enrolled"
    r"|includes|randomi[sz]ed|assigned)|\b(?:patients|subjects)\swere|\bsample\ssize\s(?:of|is|was)|\bincluded"
    r"|\binvolv(?:ed|ing)|\bcompris(?:ed|ing)|\bconsisted\sof|\b(?:conducted|performed)\s(?:on|in|with|among)"
    r"|\boutcomes\s(?:of|in|for)|\bamong|\brandomly\sassigned"
    r"|\b(?:stopped|closed|terminated|halted)\s(?:\w+\s)?(?:after|with|at)|^\s*of|(?<!\bout\s)\bof)(?:\sall)?" + _ABOUT,
    re.IGNORECASE,
)  # fmt: skip
_DESCRIBED_LEFT = Pattern(
    r"^\W*(?:The\s)?$|[:.]\s$|\d{4},\s$|\bin\s(?:the\s)?$|\bfrom\s(?:the\s)?(?:first\s)?$"
    r"|\b(?:data|results|samples|records|measures?)\s(?:\w+\s){0,3}?(?:on|from|for|in|of)\s$"
    r"|\b(?:in|during)\s(?:this|the|our)\s(?:\w+\s){0,3}?(?:study|trial),?\s$",
    re.IGNORECASE,
)
_DESCRIBED_RIGHT = Pattern(
    rf"{_WHO}\b[^.;:]{{0,120}}?\b(?:with|who|undergoing|underwent|received|were|aged|scheduled|completed"
    r"|at\s(?:high|increased)|having|from|in)\b",
    re.IGNORECASE,
)
_STUDIED_LEFT = Endings(
    r"\b(?:stud(?:y|ied)|trial|effects?|evaluat\w+|assess\w+|measured|compar\w+|examin\w+|investigat\w+)\b[^.;]*\b(?:in|with)\s$",
    re.IGNORECASE,
)
_STUDIED_RIGHT = Pattern(
    rf"{_WHO}(?:\s(?:ag(?:ed|es|ing)|before|during|undergoing|with|who|randomi[sz]ed|participating|enrolled)\b|\s?[.;]|$)",
    re.IGNORECASE,
)
_ALL_OF_SENTENCE = Pattern(rf"\s(?:[\w-]+\s){{0,3}}?{PEOPLE}\W*", re.IGNORECASE)
_ANALYSED_RIGHT = Pattern(
    rf"(?:{_WHO})?\s(?:\w+\s){{0,3}}?(?:were|was)\s(?:\w+\s){{0,2}}?"
    r"(?:evaluable|assessable|analy[sz]ed|analy[sz]able|included\sin\s(?:\w+\s){0,4}?analys[ie]s|available|eligible)"
    rf"|{_WHO}\s(?:provided|had|contributed)\s(?:\w+\s){{0,2}}?data\b",
    re.IGNORECASE,
)
_ANALYSED_LEFT = Endings(
    r"\b(?:data|measures|measurements|results|samples)\b[^.;]{0,60}\bavailable\s(?:for|in|on|from)\s$", re.IGNORECASE
)
_SIZE_OF_PEOPLE = Endings(rf"\b{PEOPLE}[^.;()]{{0,80}}[(\[]\s?[nN]\s?=\s?$", re.IGNORECASE)
_SIZE_OF_JOINED = Endings(r"\b(?:randomi[sz]ed|enrol+ed|recruited)\s?[(\[]\s?[nN]\s?=\s?$", re.IGNORECASE)
_PART_OF_THEM = Pattern(
    rf"\b(?:among|in|for|of)\s(?:the\s|those\s)?{PEOPLE}\s(?:[a-z]+ing|with\s(?:measurable|target|evaluable))\b[^.;]*$",
    re.IGNORECASE,
)
_GROUPED = Pattern(r"(?<![-\w])(?:arm|group|cohort)s?\b", re.IGNORECASE)
_JOINED_BEHIND = Pattern(
    r"\s?[)\]][^.;]{0,170}?\b(?:were|was|will\sbe|received?|participated|completed|had|aged|with)\b", re.IGNORECASE
)
_SIZE_LEFT = Endings(r"[nN]\s?=\s?$")
_NO_COUNT_RIGHT = Pattern(
    rf"{_WHO}\s(?:in|of|from)\s(?:the\s)?(?:[\w-]+\s){{0,2}}?(?:arm|group)\b(?!-)"
    rf"|{_WHO}\swho\s(?:\w+\s){{0,3}}?(?:cross(?:ed)?|switch(?:ed)?|respond(?:ed)?|progress(?:ed)?|relapsed)\b"
    rf"|{_WHO}\seach\b|(?:\s[\w-]+){{0,2}}?\scases\sof\b|{_WHO}\swith\s[^.;:]{{1,40}}?\s(?:were|was)\s(?:observed|diagnosed|reported|detected)\b"
    rf"|{_WHO}[,;]?\s(?:and|while|whereas)\s(?:\w+\s)?(?:in\s)?(?:the\s)?(?:other|remaining)\s\d+\s{PEOPLE}"
    rf"|\s?:\s?\d|\s?[-–]\s?\d|/\d\d?\b(?!\d)|(?:\s(?!{_IDLE}|{PEOPLE})\w+){{0,4}}?\s{_THINGS}"
    rf"|(?:{_WHO})?\s(?:(?:were|was|had|have|of\swhom)\s)?(?:\w+\s)?"
    r"(?:excluded|withdr[ae]w\w*|died|dropped|discontinued|lost|ineligible|not|refused|declined|screened|approached|contacted)\b",
    re.IGNORECASE,
)
_SHARE_RIGHT = Pattern(rf"(?:{_WHO})?\s?[(\[]\s?\d[\d.]*\s?%\s?[)\];]", re.IGNORECASE)
"""Behind a part of the patients: '13 patients (3.2%) reported'."""
_NO_COUNT_LEFT = Pattern(
    r"\b[A-Z]{2,}[-\s]$|\b(?i:stage|grade|phase|day|week|per|every|NCT|at\sleast|1\sin|aged?|version"
    r"|(?:arm|group)\s(?:of|consist\w+\sof|compris\w+(?:\sof)?))\s?$|\d[-–/]\s?$"
)
_BEFELL_LEFT = Endings(
    r"\b(?:experienced|occurred|seen|observed|reported|found|noted|detected|developed)\s(?:in|by)\s(?:only\s)?$"
    r"|\b(?:target(?:ed)?|planned)\s(?:for|of|total\sof|accrual\sof|sample\sof)\s$|[)\]]\s(?:out\s)?of\s(?:the\s)?$",
    re.IGNORECASE,
)
"""Before those to whom something happened, those who were only planned for, and those of whom a share was taken."""
_IN_ARM_LEFT = Endings(
    r"\b(?:assigned|randomi[sz]ed|allocated)\sto\s[^.;()\[\]]{2,40}[(\[]\s?[nN]\s?=\s?$", re.IGNORECASE
)
_DIVIDED = Pattern(
    rf"{_WHO}\s(?:were|was)\s(?:\w+ly\s)?(?:randomi[sz]ed|assigned|allocated)\sto\s(?:receive\s)?(?!one\b|two\b|either\b|\d)",
    re.IGNORECASE,
)
_DIVIDED_LEFT = Endings(
    rf"\b[\w,-]+\s{PEOPLE}\s(?:were|was)\s(?:\w+ly\s)?(?:randomi[sz]ed|assigned|allocated)\sto\s[^.;]{{2,80}}\sand\s$",
    re.IGNORECASE,
)
_DIVIDED_NEXT = Pattern(
    rf"[^.;]{{2,80}}?\sand\s\d[\d,]*{_WHO}?\s(?:(?:were|was)\s(?:\w+ly\s)?(?:randomi[sz]ed|assigned|allocated)\s)?to\s",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?(?:\s\d{1,2},?)?"
_YEAR_LEFT = Pattern(
    rf"\b(?:{_MONTH}|(?i:between|and|from|to|since|until|through|in|during|of|early|late|the\syears?))[,\s]\s?$"
)
_PART_LEFT = Pattern(
    r"(?:\s?[(\[][^()\[\]]*[)\]]|\s?%)?\s?(?:/|(?:out\s)?of)\s?(?:the\s|these\s|all\s)?(?:planned\s)?", re.IGNORECASE
)
"""Between a part and the whole that it is of."""
SPEAKS_OF_PEOPLE = Phrases(
    rf"\b{PEOPLE}|\brandomi[sz]ed\b|\benrol|\brecruited\b|\baccrued\b|\brandomly\b", re.IGNORECASE
)
_IN_BRACKETS = Pattern(r"\s?[(\[][^()\[\]]*[)\]]")


def speaks_of_people(text: str, start: int, end: int) -> bool:
    """Whether a sentence may say how many people a study had; cheap, so that it can be asked of every sentence."""
    return SPEAKS_OF_PEOPLE.search(text, start, end) is not None


def standing_of(text: str, start: int, end: int, number: Number, before: Number | None = None) -> Standing:
    """Returns how plainly `text[start:end]` says that a number in it is that of the people of the study.

    Args:
        before: The number before it in the sentence.
    """
    if not _may_count_people(text, number) or (before and _PART_LEFT.fullmatch(text, before.end, number.start)):
        return Standing.NONE
    left = text[max(start, number.start - REACH) : number.start]
    right = text[number.end : min(end, number.end + 320)]
    bare = _IN_BRACKETS.sub("", right) if "(" in right or "[" in right else right
    standing = _signed(left, right) if _SIZE_LEFT.search(left) else _spoken(left, bare)
    return Standing.NONE if standing and _counts_no_people(left, right, bare) else standing


def _counts_no_people(left: str, right: str, bare: str) -> bool:
    """Whether the words around a number that might be of people are against it; asked last, because few might be."""
    if _NO_COUNT_RIGHT.match(right) or _NO_COUNT_LEFT.search(left):
        return True
    if _BEFELL_LEFT.search(left) or _IN_ARM_LEFT.search(left) or _goes_on_dividing(left, right):
        return True
    return "%" in right and _SHARE_RIGHT.match(right) is not None and not _ENROLLED_RIGHT.match(bare)


def _goes_on_dividing(left: str, right: str) -> bool:
    """Whether a number is that of one arm, beside that of another: '43 were randomised to X and 50 … to Y'."""
    divided = _DIVIDED.match(right)
    return divided is not None and bool(_DIVIDED_LEFT.search(left) or _DIVIDED_NEXT.search(right, divided.end()))


def _signed(left: str, right: str) -> Standing:
    """Reads 'Women with metastases (n = 90) were randomised'."""
    if _SIZE_OF_JOINED.search(left):
        return Standing.ENROLLED
    if not _SIZE_OF_PEOPLE.search(left) or _GROUPED.search(left) or _PART_OF_THEM.search(left):
        return Standing.NONE
    return Standing.NAMED if _JOINED_BEHIND.match(right) else Standing.DESCRIBED


def _spoken(left: str, right: str) -> Standing:
    is_people = _PEOPLE_RIGHT.match(right) is not None
    if _ENROLLED_RIGHT.match(right) or (is_people and _ENROLLED_LEFT.search(left)):
        return Standing.ENROLLED
    if is_people and _NAMED_LEFT.search(left):
        return Standing.NAMED
    if _are_analysed(left, right):
        return Standing.ANALYSED
    is_described = _DESCRIBED_LEFT.search(left) and _DESCRIBED_RIGHT.match(right)
    is_studied = _STUDIED_LEFT.search(left) and _STUDIED_RIGHT.match(right)
    is_alone = not left.strip() and _ALL_OF_SENTENCE.fullmatch(right)
    return Standing.DESCRIBED if is_described or is_studied or is_alone else Standing.NONE


def is_analysed(text: str, start: int, end: int, number: Number) -> bool:
    """Whether `text[start:end]` says that so many were analysed."""
    if not _may_count_people(text, number):
        return False
    return _are_analysed(
        text[max(start, number.start - REACH) : number.start], text[number.end : min(end, number.end + 160)]
    )


def _are_analysed(left: str, right: str) -> bool:
    if _ANALYSED_RIGHT.match(right):
        return True
    return _PEOPLE_RIGHT.match(right) is not None and _ANALYSED_LEFT.search(left) is not None


def _may_count_people(text: str, number: Number) -> bool:
    if not number.is_whole or number.unit or number.bound or number.value is None or number.value < FEWEST_PATIENTS:
        return False
    is_year = number.end - number.start == 4 and 1900 <= number.value < 2100
    if is_year and _YEAR_LEFT.search(text, max(0, number.start - 20), number.start):
        return False
    return text[number.start] != "0"
