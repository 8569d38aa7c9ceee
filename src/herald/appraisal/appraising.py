"""One document held against everything that is checked, in a fixed order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from herald.appraisal.claims import check_better, check_strong_words, check_survival
from herald.appraisal.comparing import check_known
from herald.appraisal.directions import check_direction_of_values, check_direction_of_words
from herald.appraisal.headlines import check_headline
from herald.appraisal.issues import Appraisal, Issue
from herald.appraisal.known import KnownEvidence
from herald.appraisal.limits import check_limits
from herald.appraisal.overtaken import check_state_of_treatment
from herald.appraisal.passages import Passage, find_passages
from herald.appraisal.populations import check_populations, check_untold
from herald.appraisal.ratios import check_ratios, check_reductions, derive_intervals
from herald.appraisal.shares import check_possible_shares, check_shares
from herald.appraisal.significance import check_significance
from herald.appraisal.standing import check_standing
from herald.appraisal.wholes import check_arms, check_differences, check_responses
from herald.core.documents import Document
from herald.core.findings import Extraction
from herald.vocabulary.vocabulary import Vocabulary

ENGLISH = (None, "en")
NOTHING_KNOWN = KnownEvidence()

Compared = tuple[str, Issue | None]


def appraise(
    document: Document, extraction: Extraction, vocabulary: Vocabulary, known: KnownEvidence = NOTHING_KNOWN
) -> Appraisal:
    """Returns what is wrong with a document, what follows from its figures, and how much was compared.

    Args:
        known: Results and trials to hold it against; its own results among them are left out.
    """
    passages = tuple(find_passages(document)) if document.language in ENGLISH else ()
    compared = [
        *_by_figures(passages),
        *_by_findings(document, extraction),
        *_by_knowledge(document, extraction, vocabulary, known),
    ]
    issues = sorted((issue for _, issue in compared if issue), key=lambda issue: (issue.span, issue.check))
    derived = tuple(result for passage in passages for result in derive_intervals(passage))
    return Appraisal(tuple(issues), derived, MappingProxyType(dict(Counter(name for name, _ in compared))))


def _by_figures(passages: Iterable[Passage]) -> Iterator[Compared]:
    for passage in passages:
        yield from _named("shares", check_shares(passage))
        yield from _named("possible shares", check_possible_shares(passage))
        yield from _named("limits of intervals", check_limits(passage))
        yield from _named("ratios and intervals", check_ratios(passage))
        yield from _named("reductions and ratios", check_reductions(passage))
        yield from _named("P values and words", check_significance(passage))
        yield from _named("arms and totals", check_arms(passage))
        yield from _named("ratios and words", check_direction_of_words(passage))


def _by_findings(document: Document, extraction: Extraction) -> Iterator[Compared]:
    yield from _named("parts and wholes", check_responses(document, extraction))
    yield from _named("differences and values", check_differences(document, extraction))
    yield from _named("ratios and values", check_direction_of_values(document, extraction))
    yield from _named("strong words", check_strong_words(document, extraction))
    yield from _named("claims of survival", check_survival(document, extraction))
    yield from _named("claims of a difference", check_better(document, extraction))


def _by_knowledge(
    document: Document, extraction: Extraction, vocabulary: Vocabulary, known: KnownEvidence
) -> Iterator[Compared]:
    yield from _named("standing", check_standing(document, known.trials))
    yield from _named("known results", check_known(document, extraction, known.results, vocabulary))
    yield from _named("figures of the headline", check_headline(document, extraction, known.results))
    yield from _named("state of treatment", check_state_of_treatment(document, known.advice, vocabulary))
    yield from _named("populations of trials", check_populations(document, extraction, known.trials, vocabulary))
    yield from _named("populations left out", check_untold(document, extraction, known.trials, vocabulary))


def _named(name: str, results: Iterable[Issue | None]) -> Iterator[Compared]:
    return ((name, result) for result in results)
