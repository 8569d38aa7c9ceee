"""What a text calls things: its own definitions go before the general meaning of an abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from herald.core.mentions import ConceptKind, Mention
from herald.vocabulary.abbreviations import Definition, find_abbreviations
from herald.vocabulary.candidates import Candidate, is_whole
from herald.vocabulary.concepts import Concept

_WORD = re.compile(r"[^\W\d_]{3,}")
_SIGN_IN_WORDS = re.compile(r"(?i)positive|negative")
_LABEL = re.compile(r" ?[(\[](?P<label>[A-Z](?:[+/-]?[A-Z]){0,4})[)\]]")
_JOINED = re.compile(r",? (?:plus|and|with) |,? ?\+ ?|/|, (?:and )?| ?\([^()]{1,20}\),?(?: plus| and| with)? ")
_TREATMENTS = frozenset({ConceptKind.AGENT, ConceptKind.AGENT_CLASS})


def honour_definitions(text: str, candidates: list[Candidate], concepts: Mapping[str, Concept]) -> list[Candidate]:
    """Returns the candidates without meanings that the text's own definitions contradict, and with those they give.

    In "hair preservation (HP) … HP was better" HP is no regimen; in "hormone therapy (HT)" it is endocrine therapy.
    """
    definitions = find_abbreviations(text)
    inside = {short: _within(candidates, definition) for short, definition in definitions.items()}
    kept = [c for c in candidates if not (c.is_exact and _contradicts(c, definitions, inside, concepts))]
    return kept + [local for short in definitions for local in _local(text, short, definitions, inside)]


def find_local_regimens(
    text: str, mentions: Sequence[Mention], concepts: Mapping[str, Concept]
) -> Mapping[str, tuple[str, ...]]:
    """Returns the agents behind letters that stand in brackets after them: "capecitabine plus trastuzumab (XH)".

    A label counts where each of its letters begins a name of one of the agents in front of it, brand names included,
    and every agent has its letter. The first definition of a label counts.
    """
    found: dict[str, tuple[str, ...]] = {}
    for chain in _chains(text, mentions):
        label = _LABEL.match(text, chain[-1].span.end)
        agents = tuple(mention.concept for mention in chain)
        if label and _spells(label["label"], [concepts[agent] for agent in agents]):
            found.setdefault(label["label"], agents)
    return found


def _within(candidates: Iterable[Candidate], definition: Definition) -> list[Candidate]:
    long = definition.long
    return [c for c in candidates if long.start <= c.start and c.end <= long.end]


def _contradicts(
    candidate: Candidate,
    definitions: Mapping[str, Definition],
    inside: Mapping[str, list[Candidate]],
    concepts: Mapping[str, Concept],
) -> bool:
    definition = definitions.get(candidate.name)
    if definition is None:
        return False
    concept = concepts[candidate.concept]
    named = {c.concept for c in inside[candidate.name]}
    return named.isdisjoint({concept.id, *concept.agents}) and not _is_akin(definition.long.quote, concept, concepts)


def _is_akin(long: str, concept: Concept, concepts: Mapping[str, Concept]) -> bool:
    """Whether most words of a long form are words of the concept's names: a paraphrase the tables lack."""
    known = {word for part in (concept.id, *concept.agents) for word in _words(" ".join(concepts[part].all_names))}
    words = _words(long)
    return 2 * len(words & known) > len(words)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _local(
    text: str, short: str, definitions: Mapping[str, Definition], inside: Mapping[str, list[Candidate]]
) -> Iterator[Candidate]:
    """Yields the short form everywhere as the one concept that its long form names from end to end."""
    long = definitions[short].long
    meant = {c.concept for c in inside[short] if (c.start, c.end) == (long.start, long.end)}
    is_signed = short[-1] in "+-" and not _SIGN_IN_WORDS.search(long.quote)
    if len(meant) != 1 or is_signed:
        return
    (concept,) = meant
    for match in re.finditer(re.escape(short), text):
        if is_whole(text, *match.span()):
            yield Candidate(*match.span(), concept, short, is_exact=True)


def _chains(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    """Yields each run of joined treatments, and each of its ends: "A plus B", "B"."""
    chain: list[Mention] = []
    for mention in mentions:
        if mention.kind not in _TREATMENTS:
            continue
        if chain and not _JOINED.fullmatch(text, chain[-1].span.end, mention.span.start):
            chain.clear()
        chain.append(mention)
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
