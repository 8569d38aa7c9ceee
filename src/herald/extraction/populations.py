"""In whom: the population of a study, of a section and of a sentence, and the label that they make together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from herald.core.mentions import ConceptKind, Mention
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Endings, Phrases
from herald.vocabulary.vocabulary import Vocabulary

_AXES = (
    "receptor status", "HER2 status", "HER2 expression", "HER2 mutation", "biomarker", "intrinsic subtype", "menopause",
    "setting", "site", "nodes", "line", "risk", "treatment subgroup", "analysis set", "patient",
)  # fmt: skip
_IDLE_AXES = frozenset({"disease", ""})
_SIGNS = ("positive", "negative")
_EVERYBODY = "population:intention-to-treat"
_NEGATED = Endings(
    r"(?<![A-Za-z])CR\s?\+\s?$|\b(?:not|without|no|unlike|rather\sthan|compared\sto|versus|or\slow)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_LACKED = Endings(
    r"\b(?:patients|pts|women|those|people|participants|individuals|subjects|sub-?group|subset|cohort|population)\s(?:[(\[][^()\[\]]*[)\]]\s)?"
    r"(?:without|with\sno|who\shad\sno|free\sof)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_THOSE_WITHOUT = Pattern(
    r"(?:\b(?:those|patients|women|people)|[\d)])\swithout(?:\s(?:them|it|any))?(?=\s?[.,;:()\[\]]|\s?$)"
)
_OPENS_WITHOUT = Pattern(r"(?:In\s(?:those|patients|women)\sw|W)ithout\s(?:them|it|any)\b")
_WITH_THEM = Pattern(r"\bwith\s(?:them|it)\b", re.IGNORECASE)
_WITHOUT = "without "
"""Before the id of a site of disease that patients did not have."""
_NO_PATIENTS = Pattern(
    r"[-\s](?:(?:axillary|sentinel|regional)\s)?(?:lymph\s)?nodes?\b|[-\s]free\b|\slesions?\b", re.IGNORECASE
)
"""Behind a word for patients that here is one for nodes, for lesions, or a part of the name of an endpoint."""
_OTHER_HALF = Pattern(
    r"\s?(?:and|or|/|versus|vs\.?)\s?(?:[-‐‑–−]\s?(?:positive|negative)\b|[+−–-](?!\w))", re.IGNORECASE
)
"""Behind one half of the patients, where the other follows: 'receptor-negative and -positive'."""

ANIMALS = Phrases(
    r"\b(?:mice|mouse|murine|rats?|dams|zebrafish|xenografts?|organoids?|cell\slines?|in\svitro|in\svivo|IC50)\b",
    re.IGNORECASE,
)


def speaks_of_animals(text: str, start: int, end: int) -> bool:
    """Whether a sentence speaks of animals or cells."""
    return ANIMALS.search(text, start, end) is not None


def find_populations(text: str, mentions: Iterable[Mention], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Returns the ids of the populations named, in order, diseases and denied ones left out.

    Patients without a site of disease are a population too: "without population:brain-metastases".
    """
    found: dict[str, None] = {}
    for mention in mentions:
        axis = axis_of(mention.concept, vocabulary) if mention.kind is ConceptKind.POPULATION else ""
        start, end = mention.span.start, mention.span.end
        if axis in _IDLE_AXES or _NO_PATIENTS.match(text, end) or _OTHER_HALF.match(text, end):
            continue
        if not _NEGATED.search(text, max(0, start - 24), start):
            found[mention.concept] = None
        elif axis == "site" and _LACKED.search(text, max(0, start - 60), start):
            found[_WITHOUT + mention.concept] = None
    return tuple(concept for concept in found if _opposite(concept) not in found)


def find_those_without(
    text: str, start: int, end: int, named: Sequence[str], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Returns those who lack the site of disease that was named last, where a range speaks of 'those without'."""
    sites = [concept for concept in named if axis_of(concept, vocabulary) == "site" and _WITHOUT not in concept]
    is_said = opens_without(text, start, end) or _THOSE_WITHOUT.search(text, start, end)
    return (_WITHOUT + sites[-1],) if sites and is_said else ()


def opens_without(text: str, start: int, end: int) -> bool:
    """Whether a range opens on those who lack what was named in the sentence before: 'Without them the ORR was …'."""
    return _OPENS_WITHOUT.match(text, start) is not None and _WITH_THEM.search(text, start, end) is None


def _opposite(concept: str) -> str:
    """Returns the other half of a pair that together is everybody: of HR-positive, HR-negative."""
    if concept.startswith(_WITHOUT):
        return concept.removeprefix(_WITHOUT)
    stem, _, sign = concept.rpartition("-")
    return f"{stem}-{'negative' if sign == 'positive' else 'positive'}" if sign in _SIGNS else _WITHOUT + concept


def is_subgroup(population: Iterable[str], whole: Iterable[str]) -> bool:
    """Whether a population is only a part of that of a study; those whom it meant to treat are all of it."""
    return not set(population) <= {*whole, _EVERYBODY}


def axis_of(concept: str, vocabulary: Vocabulary) -> str:
    return vocabulary.get(concept.removeprefix(_WITHOUT)).attributes.get("axis", "")


def name_of(concept: str, vocabulary: Vocabulary) -> str:
    """Returns the name of a population: 'HER2-positive', 'without brain metastases'."""
    name = vocabulary.get(concept.removeprefix(_WITHOUT)).name
    return _WITHOUT + name if concept.startswith(_WITHOUT) else name


def narrow(whole: Sequence[str], part: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Returns the population of a subgroup: what is said of it, and what its study says on other axes."""
    axes = {axis_of(concept, vocabulary) for concept in part}
    kept = [concept for concept in whole if axis_of(concept, vocabulary) not in axes]
    return tuple(dict.fromkeys([*kept, *part]))


def population_label(concepts: Iterable[str], vocabulary: Vocabulary) -> str | None:
    """Returns the names of the populations, biology before setting before line; None where there is none.

    >>> from herald.vocabulary.tables import load_vocabulary
    >>> population_label(["population:metastatic", "population:her2-positive"], load_vocabulary())
    'HER2-positive, metastatic'
    """
    ordered = sorted(dict.fromkeys(concepts), key=lambda concept: _rank(concept, vocabulary))
    return ", ".join(name_of(concept, vocabulary) for concept in ordered) or None


def _rank(concept: str, vocabulary: Vocabulary) -> tuple[int, str]:
    axis = axis_of(concept, vocabulary)
    first = {"HER2 status": -3, "HER2 expression": -2, "HER2 mutation": -1}.get(axis)
    place = first if first is not None else (_AXES.index(axis) if axis in _AXES else len(_AXES))
    return place, concept
