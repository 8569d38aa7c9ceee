"""What a text calls things: its own definitions go before the general meaning of an abbreviation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from herald.core.mentions import ConceptKind, Mention
from herald.vocabulary.abbreviations import Definition, find_abbreviations
from herald.vocabulary.candidates import Candidate, is_whole
from herald.vocabulary.concepts import Concept
from herald.vocabulary.names import storable

if TYPE_CHECKING:
    from herald.vocabulary.vocabulary import Vocabulary

_WORD = re.compile(r"[^\W\d_]{3,}")
_SIGN_IN_WORDS = re.compile(r"(?i)positive|negative")
_LABEL = re.compile(r" ?[(\[](?P<label>[A-Z](?:[+/-]?[A-Z]){0,4})[)\]]")
_CODE = re.compile(r"[A-Z]{1,5}(?:[-+][A-Z]{1,5})+\b")
_JOINED = re.compile(r",? (?:plus|and|with) |,? ?\+ ?|/|, (?:and )?| ?\([^()]{1,20}\),?(?: plus| and| with)? ")
_LONGEST_LABEL = 5
_TREATMENTS = frozenset({ConceptKind.AGENT, ConceptKind.AGENT_CLASS})


def honour_definitions(text: str, candidates: Iterable[Candidate], concepts: Mapping[str, Concept]) -> list[Candidate]:
    """Returns the candidates without meanings that the text's own definitions contradict, and with those they give.

    In "hair preservation (HP) … HP was better" HP is no regimen; in "hormone therapy (HT)" it is endocrine therapy.
    """
    candidates = sorted(candidates)
    definitions = find_abbreviations(text)
    inside = {short: _within(candidates, definition) for short, definition in definitions.items()}
    denied = {
        (name, concept)
        for name, concept in {(c.name, c.concept) for c in candidates if c.is_exact and c.name in definitions}
        if _contradicts(definitions[name], inside[name], concepts[concept], concepts)
    }
    kept = [c for c in candidates if not c.is_exact or (c.name, c.concept) not in denied]
    return kept + list(_given(text, definitions, inside))


def find_local_regimens(
    text: str, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> Mapping[str, tuple[str, ...]]:
    """Returns the agents behind letters that stand in brackets after them: "capecitabine plus trastuzumab (XH)".

    A label counts where each of its letters begins a name of one of the agents in front of it, brand names included,
    and every agent has its letter. The first definition of a label counts.
    """
    found: dict[str, tuple[str, ...]] = {}
    for chain in _chains(text, mentions):
        label = _LABEL.match(text, chain[-1].span.end)
        agents = tuple(mention.concept for mention in chain)
        if label and _spells(label["label"], [vocabulary.get(agent) for agent in agents]):
            found.setdefault(label["label"], agents)
    return found


def _within(candidates: Sequence[Candidate], definition: Definition) -> list[Candidate]:
    long = definition.long
    first = bisect_left(candidates, long.start, key=attrgetter("start"))
    last = bisect_left(candidates, long.end, key=attrgetter("start"))
    return [c for c in candidates[first:last] if c.end <= long.end]


def _contradicts(
    definition: Definition, inside: Iterable[Candidate], concept: Concept, concepts: Mapping[str, Concept]
) -> bool:
    named = {c.concept for c in inside}
    return named.isdisjoint({concept.id, *concept.agents}) and not _is_akin(definition.long.quote, concept, concepts)


def _is_akin(long: str, concept: Concept, concepts: Mapping[str, Concept]) -> bool:
    """Whether most words of a long form are words of the concept's names: a paraphrase the tables lack."""
    known = {word for part in (concept.id, *concept.agents) for word in _words(" ".join(concepts[part].all_names))}
    words = _words(long)
    return 2 * len(words & known) > len(words)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _given(
    text: str, definitions: Mapping[str, Definition], inside: Mapping[str, list[Candidate]]
) -> Iterator[Candidate]:
    """Yields each short form, wherever it stands, as the one concept that its long form names from end to end."""
    meant = {short: _meant(short, definition, inside[short]) for short, definition in definitions.items()}
    shorts = [short for short, concept in meant.items() if concept is not None]
    if not shorts:
        return
    for index, start, end in AhoCorasick(shorts).find_matches_as_indexes(storable(text), overlapping=True):
        concept = meant[shorts[index]]
        if concept is not None and is_whole(text, start, end) and not _begins_code(text, start, meant):
            yield Candidate(start, end, concept, shorts[index], is_exact=True)


def _begins_code(text: str, start: int, meant: Container[str]) -> bool:
    """Whether a longer code begins there which the text defines itself: the "TZ" of "TZ-P" where it has "(TZ-P)".

    Args:
        meant: The short forms of the text; a code that is made up of them is read part by part.
    """
    code = _CODE.match(text, start)
    if code is None or f"({code.group()}" not in text:
        return False
    return not all(part in meant for part in re.split("[-+]", code.group()))


def _meant(short: str, definition: Definition, inside: Iterable[Candidate]) -> str | None:
    long = definition.long
    if short[-1] in "+-" and not _SIGN_IN_WORDS.search(long.quote):
        return None
    meant = {c.concept for c in inside if (c.start, c.end) == (long.start, long.end)}
    return meant.pop() if len(meant) == 1 else None


def _chains(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    """Yields each run of joined treatments, and each of its ends: "A plus B", "B"."""
    chain: list[Mention] = []
    for mention in mentions:
        if mention.kind not in _TREATMENTS:
            continue
        if chain and not _JOINED.fullmatch(text, chain[-1].span.end, mention.span.start):
            chain.clear()
        chain.append(mention)
        del chain[:-_LONGEST_LABEL]
        yield from (tuple(chain[start:]) for start in range(len(chain)))


def _spells(label: str, agents: Sequence[Concept]) -> bool:
    letters = re.sub(r"[^A-Z]", "", label)
    initials = [{name[0].upper() for name in agent.all_names} for agent in agents]
    return len(letters) == len(agents) and _pairs_off(letters, initials)


def _pairs_off(letters: str, initials: Sequence[set[str]]) -> bool:
    """Whether each letter can be given an agent of its own that begins with it."""
    if not letters:
        return True
    options = (i for i, known in enumerate(initials) if letters[0] in known)
    return any(_pairs_off(letters[1:], [*initials[:i], *initials[i + 1 :]]) for i in options)
