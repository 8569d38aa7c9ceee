"""What a comparison is about that prints no value: 'stress' in 'led to less stress than usual care (P = 0.004)'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from herald.extraction.outcomes.names import without_edges
from herald.extraction.patterns import Pattern
from herald.extraction.people import PEOPLE
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene

MOST_WORDS = 12
"""Words of the longest name; a longer one is a list, or was cut at no edge."""
_HAVING = (
    r"had|has|have|having|show(?:ed|n|s)?|(?<!patient[\s-])(?<!self[\s-])report(?:ed|s)?|experienced?|present(?:ed)?|demonstrated?|exhibited|displayed|suffered"
    r"|expressed|rated|achieved|attained|gained|required|needed|consumed|used|led\sto|resulted\sin|produced|caused|yielded"
    r"|provided|induced|prevented|attenuated|benefit(?:t?ed)?\s\w+\sin|was\seffective\s(?:in|for)|were\seffective\s(?:in|for)"
)
_CHANGING = (
    r"(?:reduc|decreas|increas|improv|alter|enhanc|shorten|lengthen|prolong|affect|lower|rais|delay|diminish|alleviat|reliev|worsen"
    r"|influenc|impact|chang|declin|slow)\w*"
)
_VERB = Pattern(
    rf"\b(?:(?P<has>{_HAVING})|(?P<is>was|were|is|are|be|been|became|remained|emerged|occurred)|(?P<does>did|does|do)\snot|(?P<changes>(?<!\ba\s)(?<!\ban\s)"
    rf"(?:{_CHANGING}(?<=ed)|cut|rose|fell|differ(?:s|ed)?|favou?red))|(?P<not>did|does|could|can|may))\b",
    re.IGNORECASE,
)
_NO_OBJECT = Pattern(
    r"\s(?:by|with|in|from|more|less|significantly|at|after|to|than|over|during|only|similarly|between|among|for|on|when|and|or"
    r"|compared|as|across|within|faster|better|worse|steadily|markedly)\b|\W*$",
    re.IGNORECASE,
)
"""Behind a verb that tells what became of its subject, and names no object."""
_OBJECT_OF_BEING = Pattern(
    r"\b(?:associated\swith|likely\sto|(?:effective|superior|inferior|better|efficient|beneficial|effectiveness)\b[^,;]{0,40}?\s(?:in|for|at|(?:in\s)?terms\sof|regarding))\s",
    re.IGNORECASE,
)
_DIFFERENCE = Pattern(r"\bdiffer(?:ences?|ed|s)?\b", re.IGNORECASE)
_ABOUT = Pattern(
    r"\b(?:in\sterms\sof|with\s(?:respect|regards?)\sto|in\sregards?\sto|regarding|concerning|considering|according\sto"
    r"|relating\sto|as\sto|in|for|on|of)[\s:]+(?!(?:both|either|all|any|the\stwo|these|this)\b)",
    re.IGNORECASE,
)
"""Before what there is a difference in."""
_SUBJECT_OF_LEAD = Pattern(
    r"^\W*(?:in\sterms\sof|with\s(?:respect|regards?)\sto|in\sregards?\sto|regarding|concerning|as\sfor|as\sto|for)\s(?P<name>[^,;]+),",
    re.IGNORECASE,
)
_LEAD = Pattern(
    r"^\W*(?:(?:at|after|during|by|within|in|for|compared|relative|between|among|over|following|from|overall|results|on)\b[^,;:]{0,70}[,:]\s"
    r"|[A-Z]\w+ly,?\s|However,?\s|Moreover,?\s|In\saddition,?\s|Although\s|Also,?\s|Results:\s)+",
    re.IGNORECASE,
)
_TAIL = Pattern(
    r"[\s,(]*\b(?:than|considering|instead\sof|compared|(?:in|by)\scomparison|as\scompared|versus|vs|relative\sto|between|among|across|whereas|while|but|when"
    r"|(?:who|that\swere)\b|assigned|randomi[sz]ed|allocated|receiving|treated|given|taking|undergoing"
    r"|over\stime|through|postoperatively|respectively"
    r"|by\s(?:the\s)?(?:treatment\s|study\s)?(?:arm|group|allocation|assignment)"
    rf"|(?:in|with|for|among|on|of|after|following|by|to)\s(?:the\s|both\s|all\s|either\s|these\s|our\s|those\s)*(?:(?!(?:in|with|for|among|on|of|by|to)\b)[\w-]+\s){{0,4}}?(?:groups?|arms?|{PEOPLE})\b"
    r"|(?:at|after|during|within|over|by|from|until|on|in|for)\s(?:the\s)?(?:[\w-]+\s){0,2}?(?:\d|T\d|baseline|end\b|follow|weeks?\b|months?\b|days?\b|hours?\b"
    r"|years?\b|first|second|third|fourth|fifth|sixth|post|time\b|immediate|discharge|one\b|two\b|three\b|four\b|six\b|twelve\b|intervention))",
    re.IGNORECASE,
)
_FRONT = Pattern(
    r"(?:\W|\d[\d.]*\s?%|\b(?:(?:hazard|odds|risk|rate|incidence)\sratios?\s(?:of|for)|relative\srisks?\s(?:of|for)|(?:the\s)?risks?\sof(?=\s)|while|when|whilst|although|though|whereas|despite|and|or|but|also|as\swell\sas|as\s(?:was|were|did|had)|as|that|an?|the|its|their|his|no|not|any|all(?![\s-]grade)|both|more|less|fewer|lower|higher(?!\sgrade)|greater|better|worse"
    r"|larger|smaller|shorter|longer|faster|slower|earlier|later|superior|inferior|similar|comparable|different|stronger|poorer|significant(?:ly)?|statistically|marginal(?:ly)?"
    r"|clinically|borderline|slight(?:ly)?|substantial(?:ly)?|reduc(?:ed|ing)|improv(?:ed|ing)|increas(?:ed|ing)|decreas(?:ed|ing)|enhanc(?:ed|ing)"
    r"|reductions?|increases?|decreases?|improvements?|changes?|declines?|deterioration|worsening|gains?|differences?|effects?|trends?|towards?|positive|negative|increasing|decreasing|results\s(?:in\sterms\sof|considering|regarding|for|in)"
    r"|in|of|to|for|on|with|mean|median|average|there|were|was|had|have|be|only|even|however|moreover|furthermore|additionally|finally|similarly|likewise"
    r"|significance|important|meaningful|post-?hoc|detected|observed|found|seen|noted|much|far|most|still|again|including|such|terms|regard(?:ing)?|respect|frequency\sof\s(?=daily))\b)+",
    re.IGNORECASE,
)
_BACK = Endings(
    r"\b(?:an?|the|and|or|in|of|to|for|on|with|by|at|from|than|was|were|is|are|had|did|not|no|also|as|significantly|statistically|slightly|non-?significantly"
    r"|more|less|fewer|lower|higher|greater|better|worse|longer|shorter|reduced|improved|increased|decreased|similar|different|both|only|markedly|all|but|that|when|who"
    r"|seen|found|observed|noted|reported|improvements?|reductions?|differences?|much|respectively|experienced|both)$",
    re.IGNORECASE,
)
_NO_SUBJECT = Pattern(
    rf"(?:{PEOPLE}|\b(?:students|children|infants|pupils|groups?|arms?|intervention|controls?|those|we|it|they|program(?:me)?|therapy|treatments?|supplementation|there|who|this|these"
    r"|analys[ei]s|tests?|models?|results?|outcomes?|findings?|study|trial|patient|more|less|fewer))$",
    re.IGNORECASE,
)
_VAGUE = Pattern(
    r"[()]|\b(?:groups?|arms?)\b|^(?:returned|remained|went|came|stayed)\b|^\d*(?:st|nd|rd|th)\b|^\d[\d.]*\s?(?:h|hours?|days?|weeks?|months?|min|d)\b|^(?:(?:acute|late|early|chronic|any|grades?|all|\d|the|these|those|other|secondary|primary|group|treatment|values?|parameters?|effects?|changes?|results?|outcomes?|differences?"
    r"|variables?|measures?|time|points?|effective|efficacious|likely|significant\w*|improvements?|benefits?|respectively|rates?|scores?|levels?|data|total"
    r"|common|frequent\w*|often|prevalent|older|younger|heavier|p|response|value|risks?|odds|\w+ly)\s?)+$"
    r"|\b(?:was|were|had|did|than|which|who|whom|we|respectively|p)\b",
    re.IGNORECASE,
)
_TELLS = Pattern(
    r"\b(?:examinations?|analys[ei]s|results|evaluation|assessments?|tests?|models?|ANOVA|comparisons?)\s$",
    re.IGNORECASE,
)
"""What shows or reveals something, and has nothing itself."""
_ADJUSTED = Pattern(r"\b(?:adjust\w+|controll(?:ed|ing))\b", re.IGNORECASE)
_REACH = 400
"""Characters before a P value that may name what it is of."""
_IN_BRACKETS = Pattern(r"\s?[(\[][^()\[\]]*(?:[)\]]|$)")


def find_subject(scene: Scene, low: int, high: int) -> str | None:
    """Returns the printed name of what `text[low:high]` says that arms differ in, or None where no words name it."""
    return next((name for name in _names(scene, low, high) if name), None)


def _names(scene: Scene, low: int, high: int) -> Iterator[str | None]:
    words = scene.text[max(low, high - _REACH) : high]
    if "differ" in words.lower():
        told = _SUBJECT_OF_LEAD.match(words)
        yield _cleaned(scene, told["name"]) if told else None
        difference = _DIFFERENCE.search(words)
        about = _ABOUT.finditer(words, difference.end()) if difference else ()
        yield from (_cleaned(scene, words[match.end() :]) for match in about)
    lead = _LEAD.match(words)
    yield from _around_verb(scene, words[lead.end() :] if lead and not _ADJUSTED.search(lead[0]) else words)


def _around_verb(scene: Scene, words: str) -> Iterator[str | None]:
    """Yields what stands before or behind the verb; where one only tells what was seen, around the next."""
    verb = _VERB.search(words)
    if verb is None:
        yield _cleaned(scene, words)
        return
    ahead, behind = words[: verb.start()], words[verb.end() :]
    if not _has_object(verb, behind):
        yield None if "difference" in ahead else _cleaned(scene, _unadjusted(ahead))
        yield _cleaned(scene, _object_of_being(behind))
        return
    if verb["has"] and _TELLS.search(ahead):
        yield from _around_verb(scene, behind)
    yield _cleaned(scene, behind)
    yield _cleaned(scene, _unadjusted(ahead))


def _unadjusted(words: str) -> str:
    """Returns words without what a model was adjusted for: 'in a model adjusting for age and BMI, pain'."""
    return words[words.rfind(",") + 1 :] if _ADJUSTED.search(words) else words


def _has_object(verb: re.Match[str], behind: str) -> bool:
    """Whether a verb says what its subject did to something, or had, and not what became of it."""
    if verb["has"]:
        return True
    if verb["changes"]:
        return _NO_OBJECT.match(behind) is None
    if verb["does"] or verb["not"]:
        own = re.match(rf"\s(?:\w+ly\s)?{_CHANGING}", behind, re.IGNORECASE)
        return own is not None and _NO_OBJECT.match(behind, own.end()) is None
    return False


def _object_of_being(behind: str) -> str:
    told = _OBJECT_OF_BEING.search(behind)
    return behind[told.end() :] if told else ""


def _cleaned(scene: Scene, words: str) -> str | None:
    """Returns words without what only tells how, when, or in whom; None where none are left that name something."""
    flat = _IN_BRACKETS.sub("", re.sub(r"\s+", " ", words))
    tail = _TAIL.search(flat, 1) if flat else None
    flat = without_edges(flat[: tail.start()] if tail else flat, _FRONT, _BACK)
    if (
        not re.search(r"[A-Za-z]{3}", flat)
        or _NO_SUBJECT.search(flat)
        or _VAGUE.search(flat)
        or flat.count(" ") >= MOST_WORDS
    ):
        return None
    arms = {scene.text[arm.start : arm.end].lower() for arm in scene.arms}
    return None if flat.lower() in arms else flat
