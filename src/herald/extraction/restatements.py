"""Sentences that say a finding again without its figure, or name what made it likelier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herald import __version__
from herald.core.documents import Document
from herald.core.findings import Evidence, Finding
from herald.core.mentions import ConceptKind, Mention
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Phrases
from herald.extraction.populations import find_populations, name_of
from herald.extraction.topics import Topic
from herald.vocabulary.vocabulary import Vocabulary

SHOWS = Phrases(
    r"\b(?:demonstrat\w+|show(?:s|ed|n|ing)?|confirm\w*|achiev\w+|prove[ns]?|establish\w*)\s(?:\w+\s){0,3}?(?:efficacy|activity|effective\w*|benefit|responses?)\b",
    re.IGNORECASE,
)
_UNCERTAIN = Pattern(
    r"\b(?:may|might|could|would|will|potential\w*|expected|suggest\w*|hope\w*|not|no|need\w*|further|larger|whether)\b",
    re.IGNORECASE,
)
PREDICTS = Phrases(
    r"\b(?:more|less)\s(?:likely|common|frequent)\b[^.;]{0,30}?\b(?:if|when|in|among|with|for)\b|\bpredict(?:s|ed|ors?\sof|ive\sof)\b",
    re.IGNORECASE,
)


def find_restatement(
    document: Document,
    start: int,
    end: int,
    mentions: Sequence[Mention],
    findings: Sequence[Finding],
    vocabulary: Vocabulary,
) -> tuple[int, Evidence] | None:
    """Returns the place of the finding that a sentence without figures restates, with the evidence, or None.

    It restates a finding when it says that efficacy was shown, without doubt or denial, in a population that names two
    or more of the finding's own traits and none that it lacks, and when only one finding fits.
    """
    text = document.text
    if not SHOWS.search(text, start, end) or _UNCERTAIN.search(text, start, end):
        return None
    traits = {name_of(concept, vocabulary) for concept in find_populations(text, mentions, vocabulary)}
    fitting = [at for at, finding in enumerate(findings) if _is_in(traits, finding)]
    if len(traits) < 2 or len(fitting) != 1:
        return None
    return fitting[0], Evidence(document.id, document.span(start, end), version=__version__)


def _is_in(traits: set[str], finding: Finding) -> bool:
    return finding.value is not None and traits <= set((finding.population or "").split(", "))


def with_evidence(finding: Finding, evidence: Evidence) -> Finding:
    return replace(finding, evidence=(*finding.evidence, evidence))


def speaks_of_predictor(text: str, start: int, end: int) -> bool:
    """Whether a sentence may name a predictor; cheap, so that it can be asked of every sentence."""
    return PREDICTS.search(text, start, end) is not None


def find_predictor(
    text: str, start: int, end: int, mentions: Sequence[Mention], topics: Sequence[Topic]
) -> tuple[str, str] | None:
    """Returns (endpoint, predictor) where a sentence says what made an endpoint likelier: its words, as printed."""
    cue = PREDICTS.search(text, start, end)
    topic = next((topic for topic in topics if topic.endpoint), None)
    if cue is None or topic is None:
        return None
    named = next((m for m in mentions if m.kind is ConceptKind.POPULATION and m.span.start >= cue.end()), None)
    return (topic.endpoint or "", named.span.quote) if named else None
