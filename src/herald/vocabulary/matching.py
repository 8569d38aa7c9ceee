"""Finding names in a text: one pass of an automaton, then whole words, case, context, and the longest name wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from herald.core.mentions import ConceptKind, Mention
from herald.core.spans import Span
from herald.vocabulary.candidates import Candidate, is_whole
from herald.vocabulary.concepts import Concept
from herald.vocabulary.contexts import ContextRule, surroundings
from herald.vocabulary.local_names import honour_definitions
from herald.vocabulary.names import DASHES, DELTA, fold, forms, same_dashes

_WITH_PLURAL = frozenset({ConceptKind.AGENT_CLASS, ConceptKind.ENDPOINT, ConceptKind.POPULATION, ConceptKind.REGIMEN})
_SHORT = 3
_QUALIFIED = re.compile(r"(?<![\w-])(?!non?-)[A-Za-z]{2,}[-\u2010\u2011]$", re.IGNORECASE)
_CODE_AFTER = re.compile(rf"[{re.escape(DASHES)}][A-Za-z]{{1,6}}\d")
"""After an agent's name: "trastuzumab-XY1" is another agent, a conjugate that the tables lack."""


@dataclass(frozen=True, slots=True)
class _Sense:
    """One thing that a pattern may stand for."""

    concept: Concept
    name: str
    is_exact: bool


class Matcher:
    """Every form of every name in one automaton.

    Why: overlapping matches, because a name that its surroundings refuse must leave room for a shorter one, and a
    leftmost-longest automaton would have dropped it.
    """

    def __init__(self, concepts: Iterable[Concept], rules: Mapping[tuple[str, str], ContextRule]) -> None:
        self._rules = rules
        self._concepts: dict[str, Concept] = {}
        self._senses: dict[str, list[_Sense]] = {}
        for concept in concepts:
            self._add(concept)
        self._patterns = list(self._senses)
        self._automaton = AhoCorasick(self._patterns)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Returns the mentions in order, without overlap, offsets in code points of `text`."""
        candidates = honour_definitions(text, self._candidates(text), self._concepts)
        candidates.sort(key=lambda c: (c.start, -c.end, c.concept))
        permitted = _in_company(text, candidates, self._rules)
        return tuple(self._mention(text, candidate) for candidate in _longest(permitted))

    def _add(self, concept: Concept) -> None:
        self._concepts[concept.id] = concept
        plural = concept.kind in _WITH_PLURAL
        for name in concept.names:
            for form in forms(name, plural=plural):
                self._add_sense(form, _Sense(concept, name, is_exact=False))
        for name in concept.exact_names:
            self._add_sense(fold(name), _Sense(concept, name, is_exact=True))
            if plural and name[-1].isupper():
                self._add_sense(fold(name) + "s", _Sense(concept, name, is_exact=True))

    def _add_sense(self, form: str, sense: _Sense) -> None:
        senses = self._senses.setdefault(form, [])
        if all(known.concept.id != sense.concept.id or known.is_exact for known in senses):
            senses.append(sense)

    def _candidates(self, text: str) -> Iterator[Candidate]:
        matches = self._automaton.find_matches_as_indexes(fold(text), overlapping=True)
        padded = f"{text} "
        for pattern, start, end in matches:
            if padded[start - 1 : start + 1].isalnum() and padded[start - 1] != DELTA:
                continue  # within a word, as most are; asked here because a call costs more than the question
            if padded[end - 1 : end + 1].isalnum():
                continue
            if not is_whole(text, start, end):
                continue
            for sense in self._senses[self._patterns[pattern]]:
                if _has_form(text, start, end, sense):
                    yield Candidate(start, end, sense.concept.id, sense.name, sense.is_exact)

    def _mention(self, text: str, candidate: Candidate) -> Mention:
        span = Span.of(text, candidate.start, candidate.end)
        return Mention(span, candidate.concept, self._concepts[candidate.concept].kind)


def _has_form(text: str, start: int, end: int, sense: _Sense) -> bool:
    """Whether the text has the name in a form that this sense allows."""
    if sense.concept.kind is ConceptKind.AGENT and _CODE_AFTER.match(text, end):
        return False
    return not sense.is_exact or _is_as_written(text, start, end, sense)


def _is_as_written(text: str, start: int, end: int, sense: _Sense) -> bool:
    """Whether the text has the name in its own case, and no hyphen glues it into a longer code.

    Endpoints are named more closely before a hyphen: "CNS-PFS", "combination-TTP".
    """
    name, written = sense.name, same_dashes(text[start:end])
    if written not in (name, name + "s"):
        return False
    if len(name) > _SHORT:
        return True
    is_qualified = sense.concept.kind is ConceptKind.ENDPOINT and _QUALIFIED.search(text, max(0, start - 24), start)
    return not (_glued_after(text, end) or (_glued_before(text, start) and not is_qualified))


def _glued_before(text: str, start: int) -> bool:
    return same_dashes(text[max(0, start - 1) : start]) == "-" and text[max(0, start - 2) : start - 1].isalnum()


def _glued_after(text: str, end: int) -> bool:
    following = text[end + 1 : end + 2]
    return same_dashes(text[end : end + 1]) == "-" and (following.isdigit() or following.isupper())


def _in_company(
    text: str, candidates: Iterable[Candidate], rules: Mapping[tuple[str, str], ContextRule]
) -> Iterator[Candidate]:
    """Yields the candidates whose surroundings allow them; of several senses at one place, the best supported."""
    judged: list[tuple[Candidate, int | None, ContextRule | None]] = []
    for candidate in candidates:
        rule = rules.get((candidate.name, candidate.concept))
        judged.append((candidate, *_judge(text, candidate, rule)) if rule else (candidate, 0, None))
    vouched = {
        (candidate.name, candidate.concept)
        for candidate, distance, rule in judged
        if distance is not None and rule is not None and rule.scope == "document"
    }
    best: dict[tuple[int, int], tuple[int, Candidate]] = {}
    for candidate, distance, rule in judged:
        if distance is None and not (rule and (candidate.name, candidate.concept) in vouched):
            continue
        place = (candidate.start, candidate.end)
        support = (distance if distance is not None else len(text), candidate)
        best[place] = min(best.get(place, support), support)
    return (candidate for _, candidate in best.values())


def _judge(text: str, candidate: Candidate, rule: ContextRule) -> tuple[int | None, ContextRule | None]:
    """Returns how near the company that a candidate needs stands (None: nowhere), and the rule if it may be vouched."""
    around = surroundings(text, candidate.start, candidate.end)
    if rule.is_refused(around):
        return None, None
    return rule.distance(around), rule


def _longest(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yields leftmost-longest candidates; the input is ordered by start, longest first."""
    end = 0
    for candidate in candidates:
        if candidate.start >= end:
            yield candidate
            end = candidate.end
