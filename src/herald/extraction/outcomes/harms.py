"""Which results of safety are harms of a treatment of the disease, and which are what a study measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from herald.core.findings import Category, Finding
from herald.core.mentions import ConceptKind, Mention
from herald.vocabulary.vocabulary import Vocabulary

_HER2_DIRECTED = "class:her2-directed"
_OF_CANCER = frozenset({"OS", "PFS", "DFS", "iDFS", "EFS", "DRFS", "RFS", "TTP"})
"""Endpoints that only a study of the disease itself names."""


def treats_the_disease(mentions: Sequence[Mention], vocabulary: Vocabulary) -> bool:
    """Whether a document is about HER2-directed treatment, a trial that is known, or an endpoint of the disease."""
    concepts = {mention.concept for mention in mentions if mention.kind is ConceptKind.TRIAL}
    drugs = {m.concept for m in mentions if m.kind in (ConceptKind.AGENT, ConceptKind.AGENT_CLASS)}
    endpoints = {vocabulary.get(m.concept).short for m in mentions if m.kind is ConceptKind.ENDPOINT}
    return bool(concepts or endpoints & _OF_CANCER) or is_her2_directed(drugs, vocabulary)


def is_her2_directed(drugs: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Whether one of these agents or classes acts on HER2."""
    return any(drug == _HER2_DIRECTED or _HER2_DIRECTED in vocabulary.ancestors(drug) for drug in drugs)


def part_harms(
    findings: Sequence[Finding], *, treats_the_disease: bool
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Returns the findings, and apart from them the harms.

    Harms are results of safety beside results on the disease, or of a treatment of it. In a trial of exercise or of an
    antiemetic, nausea is what was to be measured, and stays among the findings.
    """
    if not treats_the_disease and not any(finding.category is Category.EFFICACY for finding in findings):
        return tuple(findings), ()
    harms = tuple(finding for finding in findings if finding.category is Category.SAFETY)
    return tuple(finding for finding in findings if finding.category is not Category.SAFETY), harms
