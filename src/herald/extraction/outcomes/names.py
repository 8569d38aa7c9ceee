"""What an outcome is called: the words that a sentence gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from herald.extraction.lone import IN
from herald.extraction.measurements import Measurement
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings
from herald.extraction.scene import Scene

_VERB = Pattern(
    r"\b(?:was|were|is|are|had|has|have|occurred|developed|showed?|did|increased|decreased|declined|improved|fell|rose|dropped|reduced|remained|experienced|reported|achieved|reached|received|underwent|would|could|can)\b",
    re.IGNORECASE,
)
_PEOPLE = Pattern(
    r"^(?:\W|\d|of|the|all|these|those|patients?|pts?|women|men|participants?|subjects?|people|survivors|individuals|whom|we|it|they|there|this|that|who|more|most|fewer|significantly|only|among|in|both|each|arms?|groups?|control|intervention|treatment)+$",
    re.IGNORECASE,
)
_FIGURES = Pattern(
    r"\bconfidence\sinterval\b|^(?:dose\s)?levels?$|^[\d.,]+\s(?:months?|years?|weeks?|days?|hours?|h|minutes?|min)$",
    re.IGNORECASE,
)
_FRONT = Pattern(
    r"(?:\W|\d[\d,]*\s(?=[a-z])(?!(?:to|and|or|months?|years?|weeks?|days?|hours?|min)\b)|\b(?:patients|women|participants|subjects)\s|\b(?:the|an?|and|but|or|while|whereas|in|of|with|for|that|which|no|not|also|overall|significant(?:ly)?|difference|differences|there|mean|median|average|rates?\sof|terms\sof|(?:regards?|respect)\sto|number\sof|proportion\sof|percentage\sof|incidence\sof|frequency\sof|however|moreover|furthermore|similarly|likewise|finally|respectively|both|groups?|between|than|by|to|from|at|a\stotal\sof|only|developed|reported|experienced|had|occurred)\b)+",
    re.IGNORECASE,
)
_MARK = Pattern(r"\W")
_WORD = Pattern(r"(?![IVX]+\b)[A-Za-z]{3}|^(?!(?:CI|SD|SE|OR|RR|HR|NS|VS|IQ|II|IV)\b)[A-Z]{2}\b")
"""What every name has: a word of three letters, or an abbreviation of two that opens it."""
_BACK = Endings(
    r"\b(?:the|an?|and|but|or|while|whereas|although|in|of|with|for|by|to|at|than|from|on|among|between|only|about|approximately|respectively|occurred|observed|seen|significantly|was|were|is|had|compared|versus|vs|rate|rates)$",
    re.IGNORECASE,
)
SAID_OF_PEOPLE = Pattern(
    r"\s?[)\]]?\s(?:(?:of|in)\s)?(?:(?:the|all|these|our)\s)?(?:\w+\s){0,2}?"
    r"(?:patients|women|men|participants|subjects|people|survivors|individuals|respondents|cases)\s(?:who\s)?"
    r"(?=[a-z])(?!(?:in|on|at|of|from|versus|vs|and|or|with|for|was|were|group|arm|receiving|given|treated)\b)"
    r"|\s?[)\]]?\s(?:\w+ly\s)?(?=(?:had|underwent|(?!compared|followed|related|based|combined|treated|randomi[sz]ed"
    r"|assigned|increased|decreased)[a-z]{3,}ed)\s)"
)
"""Between a figure and the words that say what happened to that share of people."""
_RESPECTIVELY = Pattern(r",?\srespectively,(?=\s[a-z])")
_NOUN_BEHIND = Pattern(r"\s?[)\]]?\s(?P<name>[a-z][a-z /-]{2,40}?)(?:,\s?(?:and\s)?|\sand\s|\.)$")
_LIST_AHEAD = Endings(
    r"\b(?:includ(?:ed|es|ing)|namely|were|had|with|experienced|reported|developed)\s$"
    r"|^\s?[)\]]?\s[a-z][a-z /-]{2,40}(?:,\s?(?:and\s)?|\sand\s)$"
)
"""Around a figure of a list that names each item behind its figure: 'including 20% diarrhoea, 8% vomiting'."""
_CLAUSE = Pattern(r"[;:]|,\s(?:and|but|while|whereas|although(?!\snot\b)|though)\s|\.\s")
_ITEM = Pattern(
    r"[;:,)\]]|\b(?:and|or|were|was|is|are|included?|including|namely|had|experienced|reported|developed|in)\b"
)
_OPENING = Pattern(
    r"^\W*(?:at|after|during|by|within|in|among|for|of|with|compared|overall|results)\b[^,;:]{0,70}?[,:]\s",
    re.IGNORECASE,
)
"""What tells when, or of whom, before a clause tells what: 'After two years, …'."""
_WHEN = Pattern(r"^\W*(?P<when>(?:at|after|during|by|within)\s(?:[\w-]+\s){1,4}?)(?=the\s)", re.IGNORECASE)
_COUNTED = Pattern(
    r"\s(?P<name>(?:[a-z-]+\s){0,3}?(?:cases?\sof\s(?:[a-z-]+\s){0,3}?[a-z-]+"
    r"|events?|deaths?|relapses?|recurrences?|cancers?|fractures?|infections?|complications?))"
    r"(?=[\s,)](?:in|on|with|for|among|were|was|occurred|developed|had|against|vs?\.?|versus|and|\()?)",
)
"""Behind a count: what it counts, 'seven deaths', 'eight cases of leukaemia'."""
_NO_PEOPLE = (
    r"(?!(?:patients?|pts?|women|men|participants?|people|persons?|individuals|survivors|cases|subjects|controls"
    r"|in|with|on|for|and|or|were|was|had|who)\b)"
)
_WHAT = rf"(?!(?:of|out)\b){_NO_PEOPLE}(?P<what>[a-z]+(?:\s{_NO_PEOPLE}[a-z-]+){{0,4}})"
_COUNTED_WITH_SHARE = Pattern(rf"[\w,]+\s{_WHAT}\s?[(\[]", re.IGNORECASE)
_COUNTED_BEHIND_SHARE = Pattern(rf"\s?[)\]]\s{_WHAT}", re.IGNORECASE)
"""What a count with its share is of, in it or behind it: '2 hip fractures (6.5%)', '4 (12.9%) vertebral fractures'."""
_COMPARATIVE = Pattern(
    r"compared\s(?:with|to)\b|(?:(?:slightly|much|markedly|statistically|also)\s)*(?:(?:more|less)\s(?:often|frequent(?:ly)?|common(?:ly)?)"
    r"|longer|shorter|higher|lower|greater|better|worse|similar|comparable|unchanged)"
    r"(?:\s(?:in|with|on|for|among|after|than|to|between)\b|$)",
    re.IGNORECASE,
)
"""What says how arms compare and not in what: 'longer with X than with Y'."""
_GROUP = Pattern(r"\s(?:arms?|groups?|patients|women|participants)\b", re.IGNORECASE)
MOST_WORDS = 10


def name_outcome(scene: Scene, low: int, run: Sequence[Measurement], high: int) -> str | None:
    """Returns the printed name of the outcome that figures are of.

    Args:
        low: Where the words that may name it begin: behind the figures before.
        high: Where they end: before the figures behind.

    Why: What is said of people behind a lone figure names it before anything else does: '12% of women resumed work'.
    Words that only name an arm, or only say that it was longer there, name an outcome where there are no others.
    """
    arms = {_without_group(scene.text[arm.start : arm.end]) for arm in scene.arms}
    first: str | None = None
    for name in _names(scene, low, run, high):
        if _without_group(name) not in arms and not _COMPARATIVE.match(name):
            return name
        first = first or name
    return first


def _names(scene: Scene, low: int, run: Sequence[Measurement], high: int) -> Iterator[str]:
    """Yields the names that words around figures may give them, the most telling first."""
    start, end = run[0].start, run[-1].end
    opened = scene.brackets.opened_before(start)
    listed = _trimmed(_last_item(scene.text[low:opened])) if opened is not None and opened >= low else None
    if listed:
        yield listed
    counted = name_counted(scene, run[0], high) or _trimmed(what_is_counted(scene, run[0]) or "")
    if counted:
        yield counted
    noun = _NOUN_BEHIND.match(scene.text, end, high)
    if noun and _LIST_AHEAD.search(scene.text[low:start]) and (name := _trimmed(noun["name"])):
        yield name
    said = _said_of_people(scene, run[0].end, run[1].start if len(run) > 1 else high)
    ahead = _said_ahead(scene.text[low:start])
    pieces = [*ahead, said] if len(run) > 1 else [said, *ahead]
    behind = _first_clause(scene.text[run[0].end : run[1].start if len(run) > 1 else high])
    pieces += [_first_clause(scene.text[_behind_arm(scene, end) : high]), behind]
    pieces += _said_earlier(scene.text[low:start])
    yield from (name for piece in pieces if (name := _trimmed(piece)))


def _without_group(name: str) -> str:
    found = _GROUP.search(name)
    return (name[: found.start()] if found and found.end() == len(name) else name).lower()


def _behind_arm(scene: Scene, end: int) -> int:
    """Returns where the words begin that stand behind a figure and the arm that follows it: 'two in arm C | had …'."""
    arm = next((arm for arm in scene.arms if end <= arm.start), None)
    is_next = arm is not None and IN.fullmatch(scene.text, end, arm.start)
    group = _GROUP.match(scene.text, arm.end) if arm and is_next else None
    return group.end() if group else arm.end if arm and is_next else end


def name_counted(scene: Scene, m: Measurement, high: int) -> str | None:
    """Returns what the words right behind a count say that it counts."""
    counted = _COUNTED.match(scene.text, m.number.outer_end, high) if m.number.is_whole and m.unit != "%" else None
    return _trimmed(counted["name"]) if counted else None


def what_is_counted(scene: Scene, m: Measurement) -> str | None:
    """Returns what a count that has its share behind it is of, by the words between them or else behind the share."""
    if m.events is None:
        return None
    counted = _COUNTED_WITH_SHARE.match(scene.text, m.start, m.end)
    counted = counted or _COUNTED_BEHIND_SHARE.match(scene.text, m.end, scene.end)
    return counted["what"] if counted else None


def _said_of_people(scene: Scene, end: int, high: int) -> str:
    behind = SAID_OF_PEOPLE.match(scene.text, end, high)
    return _first_clause(scene.text[behind.end() : high]) if behind else ""


def _said_ahead(words: str) -> list[str]:
    """Returns the words before figures: those before the verb, and those behind it."""
    ahead = _OPENING.sub("", _last_clause(words))
    verb = _VERB.search(ahead)
    return [_when_last(ahead[: verb.start()]), ahead[verb.end() :]] if verb else [ahead]


def _said_earlier(words: str) -> list[str]:
    """Returns what the clauses before the last one say, the nearest first: 'more did so, but not significantly'."""
    cuts = [0, *(cut.end() for cut in _CLAUSE.finditer(words))]
    clauses = [words[low:high] for low, high in pairwise(cuts)]
    return [piece for clause in reversed(clauses) for piece in _said_ahead(clause)]


def _when_last(words: str) -> str:
    """Puts a time that opens a clause behind what it is told of: 'At first progression the CNS'."""
    opening = _WHEN.match(words)
    return f"{words[opening.end() :].strip()} {opening['when'].lower()}" if opening else words


def _last_clause(words: str) -> str:
    cuts = [cut.end() for cut in _CLAUSE.finditer(words)]
    return words[cuts[-1] :] if cuts and len(words) - cuts[-1] > 12 else words


def _last_item(words: str) -> str:
    """Returns the item of a list that a bracket explains: 'the most common were nausea (…), fatigue (…)'."""
    cuts = [cut.end() for cut in _ITEM.finditer(words)]
    return words[cuts[-1] :] if cuts else words


def _first_clause(words: str) -> str:
    words = _RESPECTIVELY.sub("", words)
    cut = re.search(r"[;,.(\[]", words)
    return words[: cut.start()] if cut else words


def _trimmed(words: str) -> str | None:
    closed = words.find(")")
    words = words[closed + 1 :] if closed >= 0 and "(" not in words[:closed] else words
    flat = re.sub(r"\s+", " ", re.sub(r"[(\[][^()\[\]]*(?:[)\]]|$)", " ", words)).strip()
    while (cut := without_edges(flat, _FRONT, _BACK)) != flat:
        flat = cut
    if _PEOPLE.match(flat) or _FIGURES.search(flat) or not _WORD.search(flat):
        return None
    kept = flat.split()[:MOST_WORDS]
    return " ".join(kept)


def without_edges(words: str, front: re.Pattern[str], back: Endings) -> str:
    """Returns words without the marks, and the words of two patterns, at their front and back that name nothing."""
    ahead = front.match(words)
    words = words[ahead.end() :] if ahead else words
    end = len(words)
    while end and (behind := _MARK.match(words, end - 1) or back.search(words, 0, end)):
        end = behind.start()
    return words[:end]
