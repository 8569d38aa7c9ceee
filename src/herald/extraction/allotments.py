"""How many patients were allotted to what: each size of an arm with the words that name the arm.

A size is read with the form that it stands in: 'usual care (n = 46)', '(26 before and 27 after surgery)', '112 were
assigned to A and 56 to B', 'the weekly arm had 52 patients', '44 and 42 for A and B, respectively', 'n = 30 each'.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from herald.core.records import record
from herald.extraction.labels import (
    GROUP,
    SIGN,
    Range,
    bared,
    label_before,
    label_behind,
    last_group,
    split,
    without_values,
)
from herald.extraction.numbers import Number
from herald.extraction.patterns import Pattern
from herald.extraction.people import PEOPLE
from herald.extraction.phrases import Endings, Phrases

FEWEST_IN_ARM = 5
"""Smaller numbers without "n =" are counts of something else."""
_N = r"\b[nN]\s?[=:]\s?"
_SHARE = r"(?:\s?[(\[][^()\[\]#]{0,24}%[)\]])"
_WHO = r"(?:\s(?:[a-z][\w-]*\s){0,3}?" + PEOPLE + ")"
_AND = r"(?:,?\s(?:and|vs\.?|versus|or|\+)\s)"
_RUN = Pattern("#+")
_COUNT = "#(?<!##)#*+"
"""A whole run, sought by its first mark; none of it is given back, because no pattern goes on with a mark."""
_BRACKET = Pattern(r"[(\[{][^()\[\]{}]*(?:[(\[][^()\[\]]*[)\]][^()\[\]{}]*)?[)\]}]")
_IN_BRACKET = (
    Pattern(rf"(?P<alias>[^#=%]{{1,80}}?)??[\s,;:]*{_N}(?P<size>#+)(?:\s?[,;:][^#]*|\s[^#%]*)?"),
    Pattern(
        rf"(?:(?P<alias>[^#=%]{{1,80}}?)[\s,;:]+)?(?P<size>#+)\s(?:\w+\s)?{PEOPLE}(?:[\s,;:][^#%]*)?", re.IGNORECASE
    ),
    Pattern(
        r"(?P<alias>)(?P<size>#+)\s(?:analy[sz]ed|evaluable|evaluated|assessable|randomi[sz]ed|treated|enrolled|assigned|included)",
        re.IGNORECASE,
    ),
    Pattern(rf"(?P<alias>)(?:{_N})?(?P<size>#+)(?:\s?[(\[][\d.·]+\s?%[)\]])?"),
    Pattern(rf"(?P<alias>)(?:[\d.]+%[,;]\s)?{_N}(?P<size>#+)(?:\s?[,;](?:(?!{_N})[\s\S])*)?"),
)  # fmt: skip
"""What a bracket holds that gives one size, the last of them with more behind it: '(n = 46)', '(controls; n = 46)',
'(44 women)', '(44)', '(n = 46; 20 of them older)'."""
_SIZE_AHEAD = Pattern(_N)
_NO_SIZES = Pattern(
    r"\b(?:range|median|mean|aged?|years?|CI|grade|stage|P\s?[=<]|deaths|died)\b|%\s?[;,]|#\s?/\s?#", re.IGNORECASE
)
_EVENTS_BEHIND = Pattern(
    r"\s(?:had\s)?(?:developed|died|experienced|relapsed|withdrew|discontinued|reported|had)\b", re.IGNORECASE
)
_EVENTS_AHEAD = Pattern(
    rf"\b\d[\d,]*\s(?:\([^()]*\)\s)?(?:(?!{PEOPLE})[A-Za-z][\w-]*\s){{0,4}}?(?!{PEOPLE}|(?:was|has)\b)[A-Za-z-]+s\s(?:on|in|with|for|among)\s"
    r"[^.;:\d]{1,60}?(?:\band|\bversus|\bvs\.?|\bbut|,)\s$",
    re.IGNORECASE,
)
_LONGEST_COUNT = 120
_BEFELL = Pattern(
    r"\b(?:developed|died|experienced|relapsed|withdrew|discontinued|reported|progressed|responded)\b", re.IGNORECASE
)
_PERCENT = Pattern(r"(\d[\d.]*)\s?%")
_PIECE = Pattern(rf"(?P<before>[^#%]*?)(?:{_N})?(?<![/\d])(?P<size>#+){_SHARE}?(?P<behind>[^#%]*)")
_SIZED_PIECE = Pattern(rf"(?P<before>[^%]*?[\s,]){_N}(?P<size>#+)(?P<behind>[^#%]*)")
"""A name with a number of its own: 'FEC 100, n = 85'."""
_SEMICOLON = Pattern(r";\s?(?:and\s)?")
_COMMAS = Pattern(r",?\s(?:and|versus|vs\.?)\s|,\s?|;\s?")
_DIVIDES = Pattern(r"\brandom|\bassign|\ballocat|\bdivided\b|\ballott?ed|\bdistributed\b|\bgrouped\b", re.IGNORECASE)
_SETS_OUT = Pattern(
    _DIVIDES.pattern + r"|\benrol|\brecruit|\bregister|\bevalua|\bassess|\banaly[sz]|\binclud|\bcomplet|\breceiv"
    r"|\btreated\bparticipa|\baccrued|\bentered|\beligible|\bcompris|\bunder(?:went|go)|\bdata\b|\btotal",
    re.IGNORECASE,
)  # fmt: skip
_LINK = (
    r"(?:\s(?:who|whom|were|was|had|been|be|then|prospectively|randomly|subsequently|assigned|allocated|randomi[sz]ed"
    r"|enrolled|included|entered|recruited|selected|formed|constituted|served|acted|as|treated|managed|received|receiving|underwent|undergoing|given|took|got|put|started|invited|in|into|on|under|to|for"
    r"|with|using|receive|undergo|by|each|the|an?|of|either)\b)+"
)
_NO_LABEL = (
    r"(?!(?:enrol|recruit|regist|includ|evalu|assess|analy|accrued|eligible|random|assign|alloc|treated|available|exclud"
    r"|lost|trial|this|our|final|whom|which|follow|grade|stage|success|contact|particip|complet|agreed|declin|stopped|withdr|died|dropp|discontinu|develop|experienc|relaps|refus|(?!week|dai|month|ear)\w+ly\b)|(?:\w+\s)?"
    + PEOPLE
    + ")"
)
_COUNTED = Pattern(
    rf"(?P<size>{_COUNT})(?P<share>{_SHARE}?){_WHO}?(?P<later>{_SHARE}?)(?P<link>{_LINK})\s(?P<label>{_NO_LABEL}(?:[^.;:#()\[\]]|\([A-Za-z][\w-]{{0,9}}\)\s){{1,120}}?)"
    r"(?=\s?[,;:()\[\]]|\s?\.(?!\d)|\s(?:and|or|versus|vs\.?|while|whereas|but|with)\s(?:the\s)?(?:remaining\s|other\s)?#"
    r"|\sand\s[\d.·]+\s?(?:%|percent\b)|\s(?:as\s)?compared\s(?:with|to)\b|\sthan\b|\sof\san?\splanned\b"
    r"|\s(?:were|was|had|showed|completed|participated|attended)\b|\s?$)",
    re.IGNORECASE,
)  # fmt: skip
_ALSO_COUNTED = Pattern(
    rf"(?:,|;|\band)\s(?P<size>#+)\s(?P<label>{_NO_LABEL}[^.,;:#()\[\]]{{2,80}}?)(?=\s?[,;:.()\[\]]|\sand\s#|\s?$)",
    re.IGNORECASE,
)
_NAMES_GROUP = Pattern(
    rf"\b{GROUP}|\bcontrols?\b|\bplacebo\b|\b(?:intervention|experimental|treatment|treated|study)\s{PEOPLE}",
    re.IGNORECASE,
)
_PEOPLE_AHEAD = Pattern(rf"{PEOPLE}(?:(?!\b(?:treated|received?|given|were|was|to)\b)[^.;()]){{0,80}}$", re.IGNORECASE)
_ELSE_COUNTED = Pattern(r",?\s(?:and|while|whereas)\s(?:the\s)?(?:remaining\s|other\s)?#", re.IGNORECASE)
_STUDIES = Pattern(r"\b(?:trials?|stud(?:y|ies))\b(?!\s(?:arm|group|drug|treatment))", re.IGNORECASE)
_GROUPS = Pattern(r"\b(?:arms|groups)\b", re.IGNORECASE)
_GROUP_BEHIND = Pattern(
    rf"(?:\s?\([^()#]*\))?(?:[^.;#]{{0,100}}?,?\s(?:and|or|versus|vs\.?)\s|,?\san?\s)[^.;#]{{0,60}}\b{GROUP}",
    re.IGNORECASE,
)
_ASSIGNS = Pattern(r"\b(?:assigned|allocated|randomi[sz]ed)\b", re.IGNORECASE)
_TREATS = Pattern(
    r"\b(?:received|got|took|given|treated|put|started|underwent|using|receiving|taking)\b", re.IGNORECASE
)
_ASSIGNED_LEFT = Endings(r"\b(?:assigned|allocated|randomi[sz]ed)(?:\sto)?[,:]?\s$", re.IGNORECASE)
_NAMELESS = Pattern(
    rf"whether\s.*|(?:median|mean)\s.*\bfollow[\s-]?up|(?:these|those|the|all)\s{PEOPLE}|them|(?:(?:each|every|all|both|these|two|three|final)\s?)*(?:{GROUP})?|(?:this\s)?study|(?:final\s)?analysis",
    re.IGNORECASE,
)
_ENDS_IN_GROUP = Pattern(rf"\b{GROUP}(?:[\s-]{SIGN})?[\s)]*$", re.IGNORECASE)
_BARE_SIGN = Pattern(SIGN)
_ENDS_IN_SIGN = Pattern(rf"\b{GROUP}[\s-]{SIGN}$", re.IGNORECASE)
_OF_LEFT = Endings(r"(?:(?<!total\s)\bof\s(?:the\s)?|\bthe\s)$", re.IGNORECASE)
_JOINS = Pattern(r"\b(?:enrolled|included|entered|recruited)\b", re.IGNORECASE)
_TREATED_BEHIND = Pattern(
    r"\s(?:received|underwent|took|got|(?:were|was)\s(?:given|injected|treated|administered|offered|asked|instructed))\b",
    re.IGNORECASE,
)
_ALL_LEFT = Endings(
    r"\b(?:of|among|the|in)\s(?:the\s|all\s|whom\s)?$|\b(?:leaving|there\swere|included|comprised)\s$", re.IGNORECASE
)
_NO_COUNT_LEFT = Endings(r"\b(?:per|from|between|days?|weeks?|grade|stage|aged?)\s$|#\s(?:to|and)\s$", re.IGNORECASE)
_CHOICE = Pattern(r"\b(?:or|versus|vs)\b", re.IGNORECASE)
_CHOICE_BEHIND = Pattern(
    r"(?:\s?[(\[][^()\[\]]*[)\]])?,?\s(?:(?:or|versus|vs\.?)\s(?!#)|(?:of|among|from)\s(?:whom|which|these)\s#+\s"
    r"(?:[\w-]+\s){0,3}?(?:to|in|into|formed|constituted|received|got|underwent|served|(?:were|was)\s(?:\w+ly\s)?(?:randomi\w+|assigned|allocated|given|treated))\b)",
    re.IGNORECASE,
)
"""Behind a name that is one of a choice, or of all patients who are divided further on."""
_LETTER_BEHIND = Pattern(rf"\s?[(\[](?:the\s)?(?P<alias>{GROUP}[\s-]{SIGN})[)\]]", re.IGNORECASE)
_VERB_BEHIND = Pattern(r"\s(?:were|was|completed|participated|attended)\b", re.IGNORECASE)
_SIZED_BEHIND = Pattern(
    r"\s?[(\[](?!#+\s(?:clusters?|cent(?:er|re)s?|practices|hospitals|sites)\s?[)\]])"
    r"(?![^()\[\]]*\b(?:mean|median|aged?|years|range|SD)\b)[^()\[\]]*#",
    re.IGNORECASE,
)
_NAMED_BEHIND = Pattern(
    rf"(?P<size>{_COUNT}){_SHARE}?{_WHO}?\s?[(\[](?:the\s)?(?P<label>[^#()\[\]]{{1,60}}?{GROUP})[)\]]", re.IGNORECASE
)
_HELD = Pattern(
    r"(?:\s[(\[][^()\[\]#]*[)\]])?(?:\s(?P<verb>there\swere|had|has|included?|includes|compris(?:ed|es|ing)|consist(?:ed|ing|s)\sof|contained)"
    r"\s(?:a\stotal\sof\s)?|\s?[:=]\s?|\s(?:with|of)\s|\s)(?P<size>#+)" + _SHARE + "?(?P<who>" + _WHO + "?)",
    re.IGNORECASE,
)  # fmt: skip
_AGED = r"(?:[^.;:()#]|(?<=aged\s)#+\s(?:to|or)\s#*|(?<=ages\sof\s)#+\sand\s#+){0,80}?"
_OF_GROUPS = Pattern(
    rf"(?P<first>{_COUNT}){_WHO}(?:\s{_AGED})?\s(?:in|from|to|into)\s(?:the\s)?(?P<one>[^.;:,#()]{{1,40}}?{GROUP}(?:[\s-]{SIGN})?),?\s(?:and|while|whereas)"
    rf"\s(?:the\s(?:remaining|other)\s)?(?P<second>#+)(?:{_WHO})?(?:\s\w+){{0,3}}?\s(?:in|from|to|into)\s(?:the\s)?(?P<two>[^.;:,#()]{{1,40}}?{GROUP}(?:[\s-]{SIGN})?)",
    re.IGNORECASE,
)
_CHOSEN = Pattern(
    r"\b(?:selected|chosen|included|enrolled|recruited|participated|completed|allocated|assigned|randomi[sz]ed|analy[sz]ed|evaluated)\b",
    re.IGNORECASE,
)
_NAME = (
    r"(?!(?:and|of|in|on|at|were|was|who|had|with|for|to|or|the|other|more|eligible|evaluable|total|consecutive|new|all"
    r"|such|these)\b)[A-Za-z][\w+/-]*"
)
_BEFORE_PEOPLE = Pattern(
    rf"(?P<first>{_COUNT})\s(?P<one>{_NAME}(?:\s{_NAME})?),?\s(?:and|versus|vs\.?)\s(?P<second>#+)\s(?P<two>{_NAME}(?:\s{_NAME})?)\s(?:{GROUP}\s)?{PEOPLE}",
    re.IGNORECASE,
)
_ROLES = Pattern(r"\b(?:intervention|experimental|controls?|placebo|treated|treatment|sham)\b", re.IGNORECASE)
_ROLE_COUNTED = Pattern(
    rf"\b(?:in|of|among|for)\s(?:the\s)?(?P<size>#+)\s(?P<label>(?:un)?treated|placebo|controls?|intervention|experimental|active)\s{PEOPLE}",
    re.IGNORECASE,
)
_DEFINED_BEHIND = Pattern(
    rf"(?P<size>{_COUNT}){_WHO}\s(?:were|was|received|underwent|had|got|took|participated)\b[^.;:#()]{{1,120}}?[(\[](?:the\s)?(?P<label>{GROUP}[\s-]{SIGN})[)\]]",
    re.IGNORECASE,
)
_CONSISTS = Pattern(
    rf"\b(?:one|(?:the\s|an)?other|the\s(?:first|second|third))\s{GROUP}\s(?:consist(?:ed|s|ing)\sof|includ(?:ed|es|ing)|compris(?:ed|es|ing)|contained|had|of)\s"
    rf"(?P<size>#+){_WHO}\s(?:who|that|which)?(?P<label>[^.;:#()]{{3,100}}?)(?=\s?[.;,(]|,?\s(?:and|while|whereas)\s(?:the\s|an)(?:other|second|third)|\s?$)",
    re.IGNORECASE,
)
_ENUMERATED = Pattern(
    r"(?:[:;,]\s(?:and\s)?|\sand\s)(?P<label>(?!and\b)[^.;:,#()]{1,60}?),?\s(?P<size>#+)(?=\s?[.;,]|\s?$|\sand\s)"
)
_GIVEN = Pattern(
    r"\s(?:was\s|were\s)?(?:taken|given|tested|used|offered|administered|went|received)\s"
    rf"(?P<by>by|to|in)\s(?:the\s)?(?P<first>#+){_WHO}?,?\s(?:and|while|or)\s(?P<two>[^.;:,#()]{{2,80}}?)\s"
    r"(?:(?:was|were)\s\w+\s)?(?P=by)\s(?:the\s)?(?P<second>#+)",
    re.IGNORECASE,
)
_APPOSED = Pattern(
    rf"(?:^|[:;]\s)(?P<label>[^.;:#()]{{3,100}}),\s(?P<size>#+)\s(?:\w+\s)?{PEOPLE}(?=\s?[.;]|\s?$)", re.IGNORECASE
)
_NAMED_IN_BRACKETS = Pattern(
    rf"(?P<size>{_COUNT}){_WHO}?\s[(\[](?P<label>[A-Za-z][^#()\[\]%=]{{1,60}})[)\]]", re.IGNORECASE
)
_A_COHORT = Endings(r"\ba\s(?:[\w-]+\s){0,2}cohort$", re.IGNORECASE)
_HOLDER = Pattern(rf"\b(?:arm|group|cohort)\b(?:[\s-]{SIGN})?", re.IGNORECASE)
_SIZES = rf"(?<!#)(?<!\bof\s)(?:{_N})?#+{_WHO}?(?:,\s(?:{_N})?#+{_WHO}?)?{_AND}(?:{_N})?#+"
_LISTED = Pattern(
    rf"{_SIZES}{_WHO}?{_LINK}\s(?P<labels>[^.;:#()]{{3,160}}?)(?=,?\s(?:respectively|in\sturn)|\s?[.;:()]|\s?$)",
    re.IGNORECASE,
)
_LISTED_BEHIND = Pattern(
    rf"(?:[(\[]|,\s|\s(?:was|were)\s\w+\s(?:to|by|in)\s){_SIZES}(?:\s{PEOPLE})?,?\s(?:respectively|in\sturn)\b",
    re.IGNORECASE,
)
_BETWEEN_LABELS = Pattern(r",\s(?:and\s|or\s)?|\s(?:and|or|versus|vs\.?)\s", re.IGNORECASE)
_EACH = Pattern(
    rf"{_N}(?P<sized>#+)\s?,?\s?(?:{PEOPLE}\s)?(?:each|(?:in|per|for)\s(?:each|both|either|every)?\s?(?:of\sthe\s)?"
    rf"(?:two\s|three\s)?{GROUP})|(?P<counted>#+){_WHO}?\s(?:were\s)?(?:(?:in|per|to|for)\s(?:each|every)"
    rf"(?:\s(?:study|treatment)?\s?{GROUP})?|per\s{GROUP})|\b(?:groups|arms)\s(?:of|with|each\sof)\s(?P<grouped>#+)"
    r"|\beach\s(?:with|of|had|having|contain\w*|compris\w*|includ\w*|consist\w*\sof)\s(?P<each>#+)",
    re.IGNORECASE,
)
SPEAKS_OF_EACH = Phrases(r"\beach\b|\bevery\b|\bper\s|\bgroups\s|\barms\s", re.IGNORECASE)
_PLANS = Pattern(r"\b(?:power|needed|required|sample\ssize)\b", re.IGNORECASE)
_N_LEFT = Endings(_N + "$")
_YEAR = Pattern(r"(?:19|20)\d\d")
_PEOPLE_BEHIND = Pattern(r"\s(?:\w+\s)?" + PEOPLE, re.IGNORECASE)
_MASS_NUMBER = Pattern(r"\(\d+\)[A-Z]")
"""The isotope of a label: '(188)Re-HEDP'."""
_TO_BEHIND = Pattern(r"\sto\s[a-z]", re.IGNORECASE)
_AND_LEFT = Endings(r"\b(?:and|,)\s$")
_SPAN = Pattern(r"\s?[-–/]\s?\d|\sto\s\d+\s(?:days|weeks|months|years|cycles|hours|mg)")
_SPAN_LEFT = Endings(r"\d\s?[-–]\s?$")


@record(frozen=True, slots=True)
class Allotment:
    """So many patients, and the words for what they got.

    Attributes:
        label: Where the name of the arm stands.
        alias: Where a second name stands, in the bracket of the size: 'drug (control group, n = 46)'.
    """

    label: Range
    size: Number
    alias: Range | None = None


@record(frozen=True, slots=True)
class Division:
    """The arms that a sentence sets side by side, or one group of them.

    Attributes:
        is_sure: Words say that patients were divided, or name groups.
        is_whole: The numbers count all of an arm ("n = 46", "46 women took"); if not, they may count those to whom
            something happened.
        is_of_part: The sentence divides another part of the patients between the same arms; no number is of all.
    """

    allotments: tuple[Allotment, ...]
    is_sure: bool = False
    is_whole: bool = False
    is_of_part: bool = False

    @property
    def total(self) -> int:
        return sum(int(allotment.size.value or 0) for allotment in self.allotments)


def find_divisions(text: str, start: int, end: int, numbers: Sequence[Number]) -> list[Division]:
    """Returns the divisions of patients that `text[start:end]` gives; no number is taken twice."""
    return _Reader(text, start, end, numbers).read() if numbers else []


def find_size_of_each(text: str, start: int, end: int, numbers: Sequence[Number]) -> Number | None:
    """Returns how many patients each arm had, where a sentence says so once: 'n = 30 in each group'."""
    if not numbers or not SPEAKS_OF_EACH.search(text, start, end) or _PLANS.search(text, start, end):
        return None
    reader = _Reader(text, start, end, numbers)
    found = _EACH.search(reader.masked)
    return reader.number(found, found.lastgroup or "") if found else None


class _Reader:
    """A sentence in which every number that may count patients is masked, so that patterns can speak of it."""

    def __init__(self, text: str, start: int, end: int, numbers: Sequence[Number]) -> None:
        self.text = text
        self.start = start
        self.counts = {number.start - start: number for number in numbers if may_count(text, end, number)}
        self.masked = _mask(text[start:end], self.counts)

    def number(self, match: re.Match[str], name: str) -> Number:
        return self.counts[match.start(name)]

    def read(self) -> list[Division]:
        if not self.counts:
            return []
        found: list[Division] = []
        taken: set[int] = set()
        for division in (division for step in self._steps() for division in step()):
            parts = _without_total(division.allotments)
            free = tuple(
                allotment
                for at, allotment in enumerate(parts)
                if allotment.size.start not in taken and self._is_of_arm(allotment, parts[:at])
            )
            taken |= {allotment.size.start for allotment in free}
            found += [replace(division, allotments=_without_total(free))] if free else []
        return found

    def _steps(self) -> Iterator[Callable[[], Iterator[Division]]]:
        """Yields the forms that the sentence can have, those first that leave least to guess."""
        are_several, low = len(self.counts) > 1, self.masked.lower()
        names_groups = "arm" in low or "group" in low or "cohort" in low
        if are_several:
            yield self._respective
        yield self._bracketed
        if are_several:
            yield self._listed
            yield self._side_by_side
            yield self._named_by_role
        if names_groups:
            yield self._consisting
            yield self._defined_behind
        yield self._counted
        if names_groups:
            yield self._named_behind
            yield self._held
        if are_several:
            yield self._given
            yield self._apposed
            yield self._enumerated

    def _is_of_arm(self, allotment: Allotment, before: Sequence[Allotment]) -> bool:
        is_named = self._has_name(allotment) or self._goes_on_with_signs(allotment, before)
        return is_named and not goes_on_counting_events(self.text, self.start, allotment.size.start)

    def _goes_on_with_signs(self, allotment: Allotment, before: Sequence[Allotment]) -> bool:
        """Whether a bare number or letter goes on with the groups before: 'group 1 (n = 15), 2 (n = 16)'."""
        is_sign = _BARE_SIGN.fullmatch(self.text, *allotment.label) is not None
        return is_sign and bool(before) and _ENDS_IN_SIGN.search(self.text, *before[0].label) is not None

    def _has_name(self, allotment: Allotment) -> bool:
        low, high = allotment.label
        has_letter = any(map(str.isalpha, self.masked[low - self.start : high - self.start]))
        return has_letter and not _NAMELESS.fullmatch(self.masked, low - self.start, high - self.start)

    def _allotment(self, label: Range, size: Number, alias: Range | None = None) -> Allotment:
        """Returns an allotment whose ranges are those of the text, not of the sentence."""
        first, second = ((low + self.start, high + self.start) for low, high in (label, alias or (0, 0)))
        return Allotment(first, size, second if second[0] < second[1] else None)

    def _bracketed(self) -> Iterator[Division]:
        """Reads 'A (n = 46) or B (44 patients)'."""
        read = [(bracket, size) for bracket in _BRACKET.finditer(self.masked) if (size := self._size_in(bracket))]
        are_told = any(size.group() != size["size"] for _, size in read) or (read and _DIVIDES.search(self.masked))
        allotments: list[Allotment] = []
        before = 0
        for bracket, size in read if are_told else []:
            if not self._is_of_all(before, bracket):
                words = label_before(self.masked, before, bracket.start(), is_first=before == 0)
                names = without_values(self.masked, *words), self._alias(size) or (0, 0)
                named = [name for name in names if name[0] < name[1]]
                if not named:
                    return
                allotments.append(self._allotment(named[0], self.number(size, "size"), *named[1:]))
            before = bracket.end()
        yield replace(self._division(allotments), is_whole=True)

    def _size_in(self, bracket: re.Match[str]) -> re.Match[str] | None:
        """Returns the one size that a bracket holds, if it holds one that is not of each arm."""
        inner = bracket.start() + 1, bracket.end() - 1
        if _EACH.search(bracket.group()) or self._belongs_to_left(inner[0]):
            return None
        patterns = _IN_BRACKET if len(_RUN.findall(bracket.group())) == 1 else _IN_BRACKET[-1:]
        return next((match for pattern in patterns if (match := pattern.fullmatch(self.masked, *inner))), None)

    def _belongs_to_left(self, inner: int) -> bool:
        """Whether what stands in a bracket is of the percentage, or a part of the word, before it."""
        left = self.masked[max(0, inner - 3) : inner - 1]
        is_of_word = not left[-1:].isspace() and not _SIZE_AHEAD.match(self.masked, inner)
        return is_of_word or left.rstrip().endswith("%")

    def _is_of_all(self, low: int, bracket: re.Match[str]) -> bool:
        """Whether a size is that of all patients: 'Women (n = 130) were randomly assigned to …'."""
        ahead, behind = self.masked[low : bracket.start()], self.masked[bracket.end() :]
        is_first = low == 0 and _DIVIDES.search(ahead) is None and _DIVIDES.search(behind) is not None
        return is_first and _PEOPLE_AHEAD.search(ahead) is not None and not _ENDS_IN_GROUP.search(ahead.rstrip())

    def _alias(self, size: re.Match[str]) -> Range | None:
        """Returns the second name that a bracket gives with the size, the group where it names one."""
        low, high = size.span("alias")
        if low < high:
            return last_group(self.masked, low, high) or bared(self.masked, low, high)
        return last_group(self.masked, size.end("size"), size.end())

    def _division(self, allotments: Sequence[Allotment]) -> Division:
        named = [self.masked[low - self.start : high - self.start] for a in allotments for low, high in _places(a)]
        is_grouped = any(_NAMES_GROUP.search(name) for name in named)
        return Division(tuple(allotments), is_grouped or (len(allotments) > 1 and bool(_SETS_OUT.search(self.masked))))

    def _listed(self) -> Iterator[Division]:
        """Reads '(26 before and 27 after surgery)' and '(A, n = 35; B, n = 29)'.

        Arms that two brackets divide are those of two parts of the patients, and have no one size.
        """
        several = [bracket for bracket in _BRACKET.finditer(self.masked) if len(_RUN.findall(bracket.group())) > 1]
        read = [(b, p) for b in several if len(p := list(self._pieces(b.start() + 1, b.end() - 1))) > 1]
        divided = Counter(frozenset(self._label(piece) for piece in pieces) for _, pieces in read)
        for bracket, pieces in read:
            is_of_events = _EVENTS_BEHIND.match(self.masked, bracket.end()) or _NO_SIZES.search(bracket.group())
            if not is_of_events:
                is_of_part = divided[frozenset(map(self._label, pieces))] > 1
                yield replace(self._division(pieces), is_of_part=is_of_part)

    def _label(self, allotment: Allotment) -> str:
        low, high = allotment.label
        return self.masked[low - self.start : high - self.start].casefold()

    def _pieces(self, low: int, high: int) -> Iterator[Allotment]:
        joints = _SEMICOLON if ";" in self.masked[low:high] else _COMMAS
        for part in split(self.masked, low, high, joints):
            piece = _PIECE.fullmatch(self.masked, *part) or _SIZED_PIECE.fullmatch(self.masked, *part)
            if piece:
                side = "before" if piece["before"].strip() else "behind"
                yield self._allotment(bared(self.masked, *piece.span(side)), self.number(piece, "size"))

    def _counted(self) -> Iterator[Division]:
        """Reads '112 were assigned to A and 56 to B', 'the 99 patients in the A group', '33 received A and 31 B'."""
        found = _whole([match for match in _COUNTED.finditer(self.masked) if self._is_all_of_arm(match)])
        if len(found) > 1 or (found and self._is_one_group(found[0])):
            also = [m for m in _ALSO_COUNTED.finditer(self.masked, found[0].end()) if _follows(found, m)]
            matches = sorted([*found, *also], key=lambda match: match.start("size"))
            labels = [label_behind(self.masked, *match.span("label")) for match in matches]
            aliases = [self._alias_behind(match.end("label")) for match in matches]
            sizes = [self.number(match, "size") for match in matches]
            is_whole = any(_TREATS.search(match["link"]) for match in found) and not any(map(_share_of, found))
            is_whole = is_whole or _are_shares_of_all(found)
            is_whole = is_whole and not any(_BEFELL.search(match["label"]) for match in found)
            yield Division(tuple(map(self._allotment, labels, sizes, aliases)), self._is_told(found, labels), is_whole)

    def _alias_behind(self, end: int) -> Range | None:
        """Returns the letter of a group that a bracket gives a name: 'were assigned to ginger (group A)'."""
        alias = _LETTER_BEHIND.match(self.masked, end)
        return alias.span("alias") if alias else None

    def _is_all_of_arm(self, match: re.Match[str]) -> bool:
        """Whether a number before a name can be all of an arm: not 'A total of 90 were assigned to A (n = 46) or B'."""
        is_no_count = _NO_COUNT_LEFT.search(self.masked, max(0, match.start() - 12), match.start())
        if is_no_count or any(words.search(match["label"]) for words in (_CHOICE, _GROUPS, _STUDIES)):
            return False
        is_assigned = _ASSIGNS.search(match["link"]) or _TREATS.search(match["link"])
        if _share_of(match) and not (is_assigned or self._goes_on_assigning(match)):
            return False
        if _VERB_BEHIND.match(self.masked, match.end("label")) and not is_assigned:
            return False
        if match["link"].strip() == "had" and not _DIVIDES.search(self.masked):
            return False
        end = match.end("label")
        return not (_SIZED_BEHIND.match(self.masked, end) or _CHOICE_BEHIND.match(self.masked, end))

    def _goes_on_assigning(self, match: re.Match[str]) -> bool:
        """Whether a number continues a list: '69 (49%) were assigned to A and 71 (51%) to B'."""
        return match["link"].strip() == "to" and _ASSIGNS.search(self.masked, 0, match.start()) is not None

    def _is_one_group(self, match: re.Match[str]) -> bool:
        """Whether a lone number is that of one group, and no other is named behind it that it could be of, too."""
        low, high = label_behind(self.masked, *match.span("label"))
        also = _ALSO_COUNTED.search(self.masked, match.end()) or _ELSE_COUNTED.match(self.masked, match.end())
        is_group = _ENDS_IN_GROUP.search(self.masked, low, high) and not _GROUPS.search(self.masked, low, high)
        if _ASSIGNS.search(match["link"]) and _OF_LEFT.search(self.masked, 0, match.start()):
            return True
        return also is not None or bool(is_group and not _GROUP_BEHIND.match(self.masked, high))

    def _is_told(self, found: Sequence[re.Match[str]], labels: Sequence[Range]) -> bool:
        """Whether words say that these patients are all of an arm, and not those of it to whom something happened."""
        lefts = [self.masked[max(0, match.start() - 40) : match.start()] for match in found]
        if any(_ASSIGNS.search(match["link"]) for match in found) or _ASSIGNED_LEFT.search(lefts[0]):
            return True
        are_shares = any(map(_share_of, found))
        are_groups = all(_ENDS_IN_GROUP.search(self.masked, *label) for label in labels)
        if are_groups and not are_shares and any(_JOINS.search(match["link"]) for match in found):
            return True
        is_all = _ALL_LEFT.search(lefts[0]) or (
            not lefts[0].strip() and _TREATED_BEHIND.match(self.masked, labels[0][1])
        )
        return are_groups and not are_shares and bool(is_all)

    def _named_behind(self) -> Iterator[Division]:
        """Reads '54 patients (the experimental group)'."""
        for match in _NAMED_BEHIND.finditer(self.masked):
            label = bared(self.masked, *match.span("label"))
            yield Division((self._allotment(label, self.number(match, "size")),), is_sure=True)

    def _held(self) -> Iterator[Division]:
        """Reads 'the weekly arm had 52 patients'."""
        for group in _HOLDER.finditer(self.masked):
            held = _HELD.match(self.masked, group.end())
            label = last_group(self.masked, 0, group.end())
            is_whole_study = _A_COHORT.search(self.masked, 0, group.end())
            if held and label and not is_whole_study and (held["who"] or held["verb"]):
                yield Division((self._allotment(label, self.number(held, "size")),), is_sure=True)

    def _defined_behind(self) -> Iterator[Division]:
        """Reads '90 women were treated with surgery and irradiation (group A)'."""
        for match in _DEFINED_BEHIND.finditer(self.masked):
            yield Division((self._allotment(match.span("label"), self.number(match, "size")),), is_sure=True)

    def _consisting(self) -> Iterator[Division]:
        """Reads 'one group consisted of 21 women who had yoga, the other group of 22 who did not'."""
        found = list(_CONSISTS.finditer(self.masked))
        labels = [bared(self.masked, *match.span("label")) for match in found]
        sizes = [self.number(match, "size") for match in found]
        yield Division(tuple(map(self._allotment, labels, sizes)) if len(found) > 1 else (), is_sure=True)

    def _side_by_side(self) -> Iterator[Division]:
        """Reads '58 intervention and 65 control women', '30 women from the yoga group and 31 from the rest group'."""
        for pattern, words in ((_OF_GROUPS, _CHOSEN), (_BEFORE_PEOPLE, _ROLES)):
            for match in pattern.finditer(self.masked):
                labels = [bared(self.masked, *match.span(name)) for name in ("one", "two")]
                sizes = [self.number(match, name) for name in ("first", "second")]
                if words.search(match.group()) and not _EVENTS_BEHIND.match(self.masked, match.end()):
                    yield Division(tuple(map(self._allotment, labels, sizes)), is_sure=True)

    def _named_by_role(self) -> Iterator[Division]:
        """Reads 'in 49 treated women it rose, whereas in 48 placebo women it fell'."""
        found = list(_ROLE_COUNTED.finditer(self.masked))
        sizes = [self.number(match, "size") for match in found]
        allotments = [self._allotment(match.span("label"), size) for match, size in zip(found, sizes, strict=True)]
        yield Division(tuple(allotments) if len(found) > 1 else (), is_sure=True)

    def _enumerated(self) -> Iterator[Division]:
        """Reads 'A 44, B 43, and C 18'."""
        found = list(_ENUMERATED.finditer(self.masked))
        labels = [bared(self.masked, *match.span("label")) for match in found]
        sizes = [self.number(match, "size") for match in found]
        yield Division(tuple(map(self._allotment, labels, sizes)) if len(found) > 1 else ())

    def _given(self) -> Iterator[Division]:
        """Reads 'A was taken by 207 women and B by 210'."""
        for match in _GIVEN.finditer(self.masked):
            before = label_before(self.masked, 0, match.start(), is_first=True)
            labels = [before, bared(self.masked, *match.span("two"))]
            sizes = [self.number(match, name) for name in ("first", "second")]
            yield Division(tuple(map(self._allotment, labels, sizes)), is_whole=True)

    def _apposed(self) -> Iterator[Division]:
        """Reads 'A, 402 patients; B, 406 patients' and '205 (A), 97 (B)'."""
        for pattern in (_APPOSED, _NAMED_IN_BRACKETS):
            found = list(pattern.finditer(self.masked))
            labels = [bared(self.masked, *match.span("label")) for match in found]
            sizes = [self.number(match, "size") for match in found]
            yield Division(tuple(map(self._allotment, labels, sizes)) if len(found) > 1 else (), is_whole=True)

    def _respective(self) -> Iterator[Division]:
        """Reads '44 and 42 were assigned to A and B' and 'A and B (n = 44 and 42, respectively)'."""
        for match in _LISTED.finditer(self.masked):
            yield from self._in_turn(match, *match.span("labels"))
        for match in _LISTED_BEHIND.finditer(self.masked):
            label = label_before(self.masked, 0, match.start(), is_first=True, are_several=True)
            yield from self._in_turn(match, *label)

    def _in_turn(self, match: re.Match[str], low: int, high: int) -> Iterator[Division]:
        labels = [label_behind(self.masked, *part) for part in split(self.masked, low, high, _BETWEEN_LABELS)]
        sizes = [self.counts[at] for at in sorted(self.counts) if match.start() <= at < match.end()]
        if len(labels) == len(sizes):
            yield Division(tuple(map(self._allotment, labels, sizes)), is_sure=True)


def _share_of(match: re.Match[str]) -> str:
    """Returns the percentage that is printed with a count, which makes it a part of something."""
    return match["share"] or match["later"]


def _are_shares_of_all(found: Sequence[re.Match[str]]) -> bool:
    """Whether the percentages that are printed with the counts add up to a hundred: they are parts of the study."""
    shares = [_PERCENT.search(_share_of(match)) for match in found]
    return len(shares) > 1 and all(shares) and abs(sum(float(s[1]) for s in shares if s) - 100) <= 1


def _whole(found: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Leaves out counts with a share beside counts without one: they are a part of an arm."""
    bare = [m for m in found if _ASSIGNS.search(m["link"]) or m["link"].strip() == "to" or not _share_of(m)]
    return bare or list(found)


def _follows(found: Sequence[re.Match[str]], also: re.Match[str]) -> bool:
    return all(match.end() <= also.start("size") or also.end() <= match.start() for match in found)


def _without_total(allotments: tuple[Allotment, ...]) -> tuple[Allotment, ...]:
    """Leaves out the number of all patients, where the others add up to it."""
    total = Division(allotments).total
    kept = tuple(a for a in allotments if 2 * int(a.size.value or 0) != total)
    return kept if len(allotments) > 2 and len(kept) == len(allotments) - 1 else allotments


def goes_on_counting_events(text: str, low: int, place: int) -> bool:
    """Whether a number goes on with a count of what happened: '28 strokes on placebo and 44 on the drug'."""
    return _EVENTS_AHEAD.search(text, max(low, place - _LONGEST_COUNT), place) is not None


def may_count(text: str, end: int, number: Number) -> bool:
    """Whether a number can be a number of patients: a whole one, no year, no end of a range."""
    if not number.is_whole or number.unit or number.bound or number.value is None or number.value < 1:
        return False
    if _SPAN.match(text, number.end, end) or _SPAN_LEFT.search(text, max(0, number.start - 4), number.start):
        return False
    if _N_LEFT.search(text, max(0, number.start - 6), number.start):
        return True
    if _MASS_NUMBER.match(text, max(0, number.start - 1), number.end + 2):
        return False
    return number.value >= FEWEST_IN_ARM and not _is_year(text, end, number)


def _is_year(text: str, end: int, number: Number) -> bool:
    """Whether a number is a year, and no number of people: '1920 women were assigned to A and 1944 to B'."""
    if not _YEAR.fullmatch(text, number.start, number.end) or _PEOPLE_BEHIND.match(text, number.end):
        return False
    is_next = _TO_BEHIND.match(text, number.end, end) and _AND_LEFT.search(text, number.start - 5, number.start)
    return not (is_next and _ASSIGNS.search(text, max(0, number.start - _LONGEST_COUNT), number.start))


def _mask(sentence: str, counts: Mapping[int, Number]) -> str:
    sentence = sentence.replace("#", "\N{SECTION SIGN}")
    pieces: list[str] = []
    at = 0
    for place, number in counts.items():
        pieces += [sentence[at:place], "#" * (number.end - number.start)]
        at = place + number.end - number.start
    return "".join([*pieces, sentence[at:]])


def _places(allotment: Allotment) -> list[Range]:
    return [allotment.label, allotment.alias] if allotment.alias else [allotment.label]
