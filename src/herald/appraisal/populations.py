"""Results against the population that their trial enrolled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from herald.appraisal.issues import Figure, Issue, IssueKind, Severity
from herald.appraisal.known import TrialStanding
from herald.appraisal.passages import object_to
from herald.core.documents import BlockRole, Document
from herald.core.findings import Extraction, Finding
from herald.core.mentions import ConceptKind, Mention
from herald.vocabulary.vocabulary import Vocabulary

CHECK = "population of the trial"

EXCLUSIVE = frozenset({"population:her2-positive", "population:her2-negative"})
"""No tumour is both at one time; a trial that enrolled one group only says nothing of the other."""

OTHERS = {"population:her2-mutated": "population:her2-positive"}
"""HER2-mutated disease is studied as a population of its own, in HER2-negative tumours."""


def check_populations(
    document: Document, extraction: Extraction, trials: tuple[TrialStanding, ...], vocabulary: Vocabulary
) -> Iterator[Issue | None]:
    """Yields, for each finding of a known trial, an issue where its population or the title's is not the trial's."""
    enrolled = {trial.acronym.casefold(): _statuses(trial.population, vocabulary) for trial in trials}
    title = [mention for mention in _title_mentions(document, vocabulary) if mention.concept in OTHERS]
    told: set[str] = set()
    for finding in extraction.findings:
        name = (finding.trial or "").casefold()
        if enrolled.get(name):
            issue = _compare(document, finding, enrolled[name], vocabulary)
            if issue is None and name not in told:
                issue = _compare_title(document, finding, enrolled[name], title)
                told.add(name)
            yield issue


def check_untold(
    document: Document, extraction: Extraction, trials: tuple[TrialStanding, ...], vocabulary: Vocabulary
) -> Iterator[Issue | None]:
    """Yields, for each trial of one HER2 status, an issue where a headline about breast cancer is all that is said.

    Why: told of breast cancer, a result in HER2-positive disease is told of patients who were not studied. A text that
    names HER2 anywhere, or no disease in its title, says or leaves to its reader whom it is about.
    """
    enrolled = {trial.acronym.casefold(): _statuses(trial.population, vocabulary) for trial in trials}
    first = {f.trial.casefold(): f for f in reversed(extraction.findings) if f.trial}
    of_one_status = {name: f for name, f in first.items() if len(enrolled.get(name, {}).keys() & EXCLUSIVE) == 1}
    if not of_one_status:
        return
    title = [mention for mention in _title_mentions(document, vocabulary) if _is_of_any_status(mention, vocabulary)]
    is_told = any(_speaks_of_her2(mention) for mention in vocabulary.find_mentions(document.text))
    for name, finding in of_one_status.items():
        trial = next(iter(enrolled[name].values()))
        yield _untold(document, finding, title[0], trial) if title and not is_told else None


def _is_of_any_status(mention: Mention, vocabulary: Vocabulary) -> bool:
    return vocabulary.get(mention.concept).attributes.get("axis") == "disease"


def _speaks_of_her2(mention: Mention) -> bool:
    return mention.concept.startswith(("population:her2", "population:triple", "gene:"))


def _untold(document: Document, finding: Finding, title: Mention, enrolled: Mention) -> Issue:
    place = finding.evidence[0]
    said, whom = title.span.quote, enrolled.span.quote
    message = f"the title speaks of {said}, {finding.trial} enrolled {whom} disease only, and the text never says so"
    figures = (
        Figure("title", said, document.id, title.span),
        Figure("result", place.span.quote, document.id, place.span),
    )
    return Issue(document.id, IssueKind.POPULATION, Severity.NOTE, CHECK, message, title.span, figures, confidence=0.7)


def _statuses(text: str | None, vocabulary: Vocabulary) -> Mapping[str, Mention]:
    mentions = vocabulary.find_mentions(text or "")
    relevant = EXCLUSIVE | OTHERS.keys()
    return {mention.concept: mention for mention in mentions if mention.concept in relevant}


def _title_mentions(document: Document, vocabulary: Vocabulary) -> Iterator[Mention]:
    for block in document.blocks:
        if block.role is BlockRole.TITLE:
            for mention in vocabulary.find_mentions(document.text):
                if mention.kind is ConceptKind.POPULATION and block.start <= mention.span.start < block.end:
                    yield mention


def _compare(
    document: Document, finding: Finding, enrolled: Mapping[str, Mention], vocabulary: Vocabulary
) -> Issue | None:
    stated = _statuses(finding.population, vocabulary).keys() & EXCLUSIVE
    known = enrolled.keys() & EXCLUSIVE
    if len(stated) != 1 or len(known) != 1 or stated == known:
        return None
    place = finding.evidence[0]
    names = [vocabulary.get(next(iter(concepts))).name for concepts in (stated, known)]
    message = (
        f"{finding.trial} {finding.endpoint} is given for {names[0]} disease; the trial enrolled {names[1]} disease"
    )
    figures = [Figure("result", place.span.quote, document.id, place.span)]
    return object_to(
        document,
        Severity.WARNING,
        CHECK,
        message,
        figures,
        confidence=0.6 * finding.confidence,
        kind=IssueKind.POPULATION,
    )


def _compare_title(
    document: Document, finding: Finding, enrolled: Mapping[str, Mention], title: list[Mention]
) -> Issue | None:
    """A headline about one population over the results of a trial in another misleads, whatever the text says."""
    for mention in title:
        other = OTHERS[mention.concept]
        if other in enrolled and mention.concept not in enrolled:
            place = finding.evidence[0]
            whom = enrolled[other].span.quote
            message = f"the title speaks of {mention.span.quote}, {finding.trial} enrolled {whom} disease"
            figures = [
                Figure("title", mention.span.quote, document.id, mention.span),
                Figure("result", place.span.quote, document.id, place.span),
            ]
            return Issue(
                document.id,
                IssueKind.POPULATION,
                Severity.NOTE,
                CHECK,
                message,
                mention.span,
                tuple(figures),
                confidence=0.7,
            )
    return None
