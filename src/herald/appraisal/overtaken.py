"""What a text tells of treatments, against what the guideline says since: standards, novelties, indications."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from herald.appraisal.advice import Advice
from herald.appraisal.issues import Figure, Issue, IssueKind, Severity
from herald.appraisal.passages import object_to
from herald.core.documents import BlockRole, Document, DocumentKind
from herald.core.mentions import ConceptKind, Mention
from herald.core.spans import Span
from herald.extraction.sentences import Sentence, find_sentences
from herald.guideline.rules import Standing
from herald.vocabulary.vocabulary import Vocabulary

CHECK = "state of treatment"
REPORTS = (DocumentKind.ABSTRACT, DocumentKind.TRIAL_RECORD, DocumentKind.RETRACTION_NOTICE)
"""Kinds that report what was done; what they call new or standard was so then."""

_STANDARD = re.compile(
    r"\b(?:standard|cornerstone|mainstay|backbone|treatments?\sof\schoice|preferred)\b", re.IGNORECASE
)
_TREATMENT = r"(?:agents?|drugs?|therap\w+|treatments?|options?|ADCs?|conjugates?|antibod\w+|inhibitors?|medications?)"
_NEW = re.compile(
    rf"\b(?:new(?:ly\sdeveloped)?|novel|emerging|investigational|experimental)\s(?:[\w/-]+\s){{0,3}}{_TREATMENT}\b"
    r"|\b(?:being|still|under)\s(?:evaluat|investigat|explor|studi|develop)\w+|\bpromising\sresults?\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(r"\b(?:benefits?|improv\w+|promising|effective|transformative|prolong\w*|hope)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not?|nor|never|without|lack\w*|fail\w*|little)\b[^.;]{0,60}$", re.IGNORECASE)
_OPTION = re.compile(
    r"\b(?:options?|alternatives?|indicated|approved|recommended|used|treats?|treatment\sfor)\b", re.IGNORECASE
)

_PARTED = re.compile(r";|\(\d|\b(?:but|whereas|while|although)\b", re.IGNORECASE)
FARTHEST = 80
MOST_TOLD = 5
WIDEST_CLASS = 8
"""A class of a few agents is a treatment ("CDK4/6 inhibitors"), a wide one a manner of treating ("chemotherapy")."""

_LINES = frozenset(f"population:{line}" for line in ("first-line", "second-line", "third-line", "later-line"))
_HER2 = frozenset({"population:her2-positive", "population:her2-negative"})
_HR = frozenset({"population:hr-positive", "population:hr-negative"})
_STAGES = frozenset({"population:advanced", "population:early"})
_MEANT = {
    "population:metastatic": {"population:advanced"},
    "population:recurrent": {"population:advanced"},
    "population:adjuvant": {"population:early"},
    "population:neoadjuvant": {"population:early"},
    "population:er-positive": {"population:hr-positive"},
    "population:triple-negative": {"population:her2-negative", "population:hr-negative"},
}
"""What a population says on the axes by which advice is told apart."""


@dataclass(frozen=True)
class _Statement:
    """A sentence of a document, with what it and its heading name."""

    document: Document
    sentence: Sentence
    following: Sentence | None
    vocabulary: Vocabulary

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return self._mentions_in(self.sentence.start, self.sentence.end)

    def _mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        found = self.vocabulary.find_mentions(self.document.text[start:end])
        return tuple(
            Mention(self.document.span(start + m.span.start, start + m.span.end), m.concept, m.kind) for m in found
        )

    @cached_property
    def setting(self) -> frozenset[str]:
        """The populations of the sentence; for each axis that it leaves open, those of its heading."""
        own = _populations(self.mentions)
        above = _populations(self._mentions_in(*self.sentence.heading)) if self.sentence.heading else frozenset()
        for axis in (_LINES, _HER2, _HR, _STAGES):
            own = own if own & axis else own | (above & axis)
        return own

    def treatments(self) -> Iterator[tuple[Mention, frozenset[str]]]:
        """Yields the agents and classes that the sentence names, each with the ids that it stands for."""
        for mention in self.mentions:
            if mention.kind is ConceptKind.AGENT:
                yield mention, frozenset({mention.concept})
            elif mention.kind is ConceptKind.AGENT_CLASS:
                yield mention, self.vocabulary.members(mention.concept)

    def is_of(self, words: Span, mention: Span) -> bool:
        """Whether words belong to a mention: near it, in the same clause."""
        between = self.document.text[min(words.end, mention.end) : max(words.start, mention.start)]
        return len(between) <= FARTHEST and not _PARTED.search(between)

    def search(self, pattern: re.Pattern[str], *, goes_on: bool = False) -> Span | None:
        """Returns the first words that match and are not denied.

        Args:
            goes_on: Whether the next sentence of the same paragraph counts too.
        """
        is_one_block = self.following is not None and self.following.block == self.sentence.block
        end = self.following.end if goes_on and self.following and is_one_block else self.sentence.end
        for match in pattern.finditer(self.document.text, self.sentence.start, end):
            if not _DENIED.search(self.document.text, self.sentence.start, match.start()):
                return self.document.span(*match.span())
        return None


def check_state_of_treatment(
    document: Document, advice: Sequence[Advice], vocabulary: Vocabulary
) -> Iterator[Issue | None]:
    """Yields, for each sentence that calls a treatment standard, new or useful, an issue or None.

    Why: only in texts that tell of the state of treatment; a report of a trial tells what was so when it was done.
    """
    if document.kind in REPORTS or not advice:
        return
    named = frozenset(m.concept for m in vocabulary.find_mentions(document.text))
    told: set[str] = set()
    sentences = [each for each in find_sentences(document) if each.role in (BlockRole.PARAGRAPH, BlockRole.LIST_ITEM)]
    for sentence, following in zip_longest(sentences, sentences[1:]):
        if sentence is not None:
            statement = _Statement(document, sentence, following, vocabulary)
            for check in (_check_standard, _check_novelty, _check_advice_against, _check_markers):
                for key, issue in check(statement, advice, named):
                    yield None if issue is None or key in told else issue
                    told.add(key)


def _populations(mentions: Sequence[Mention]) -> frozenset[str]:
    named = frozenset(m.concept for m in mentions if m.kind is ConceptKind.POPULATION)
    return named.union(*(_MEANT.get(concept, ()) for concept in named))


Checked = Iterator[tuple[str, Issue | None]]


def _check_standard(statement: _Statement, advice: Sequence[Advice], named: frozenset[str]) -> Checked:
    """A standard of a line of treatment, told without a regimen that is newer than the newest that is named."""
    words = statement.search(_STANDARD)
    lines = statement.setting & _LINES
    if words is None or not lines or not any(statement.treatments()):
        return
    of_line = [each for each in advice if each.setting & _LINES == lines and _fits(each, statement)]
    known = [each.since.first for each in of_line if each.since and _is_told(each, named, statement.vocabulary)]
    newer = [
        each
        for each in of_line
        if each.standing in (Standing.RECOMMENDED, Standing.LABEL)
        and each.is_newer_than(statement.document.published)
        and not (known and each.since and each.since.first <= max(known))
        and not _is_told(each, named, statement.vocabulary)
    ]
    key = f"standard {sorted(statement.setting & (_LINES | _HER2))}"
    message = f"the standard is told without {_told(newer)}"
    yield key, _issue(statement, IssueKind.OUTDATED, message, [words], newer) if newer else None


def _check_novelty(statement: _Statement, advice: Sequence[Advice], named: frozenset[str]) -> Checked:
    """A treatment told as new, that has since become an option; with it, what has come after it and is not named."""
    words = statement.search(_NEW)
    if words is None:
        return
    for mention, ids in statement.treatments():
        own = [
            each for each in advice if _is_of(each, ids, statement) and each.is_newer_than(statement.document.published)
        ]
        first = min(own, key=_since, default=None)
        if first is None or not statement.is_of(words, mention.span):
            continue
        later = [
            each
            for each in advice
            if each.standing in (Standing.RECOMMENDED, Standing.ALTERNATIVE)
            and _fits(each, statement)
            and _since(each) > _since(first)
            and not _is_told(each, named, statement.vocabulary)
        ]
        message = f"{mention.span.quote} is told as \u201c{words.quote}\u201d; in the guideline: {_told([first])}"
        message += f"; not named: {_told(later)}" if later else ""
        spans = [words, mention.span]
        yield f"new {mention.concept}", _issue(statement, IssueKind.OUTDATED, message, spans, [first, *later])


def _check_advice_against(statement: _Statement, advice: Sequence[Advice], _: frozenset[str]) -> Checked:
    """Praise of a treatment that the guideline advises against for that disease."""
    words = statement.search(_PRAISE, goes_on=True)
    if words is None:
        return
    for mention, ids in statement.treatments():
        for each in advice:
            if each.words and each.agents & ids and _fits(each, statement):
                message = f"\u201c{words.quote}\u201d of {mention.span.quote}; the guideline says: {each.words}"
                spans = [words, mention.span]
                yield f"against {each.rule}", _issue(statement, IssueKind.OUTDATED, message, spans, [each])


def _check_markers(statement: _Statement, advice: Sequence[Advice], named: frozenset[str]) -> Checked:
    """A treatment told for a disease, that is an option only with a mutation of which the document says nothing."""
    words = statement.search(_OPTION)
    if words is None:
        return
    for mention, ids in statement.treatments():
        offers = [each for each in advice if _is_of(each, ids, statement)]
        markers = frozenset.intersection(*(each.markers for each in offers)) if offers else frozenset()
        if markers and not markers & named:
            names = " or ".join(statement.vocabulary.get(marker).name for marker in sorted(markers))
            message = (
                f"{mention.span.quote} is an option in {names} disease only, which is not said: {_told(offers[:1])}"
            )
            spans = [words, mention.span]
            yield f"marker {mention.concept}", _issue(statement, IssueKind.POPULATION, message, spans, offers[:1])


def _is_of(advice: Advice, ids: frozenset[str], statement: _Statement) -> bool:
    """Whether a regimen that fits is offered with just this agent, or just this class, as one of its parts."""
    is_part = any(
        0 < len(ids) <= WIDEST_CLASS and {each for each in part if not each.startswith("class:")} == ids
        for part in advice.parts
    )
    return advice.standing is not None and is_part and _fits(advice, statement)


def _is_told(advice: Advice, named: frozenset[str], vocabulary: Vocabulary) -> bool:
    """Whether a document names every part of a regimen; a wider word ("chemotherapy") stands for a class."""
    return all(
        part & named or (len(part) > 1 and set(vocabulary.ancestors(min(part))) & named) for part in advice.parts
    )


def _since(advice: Advice) -> dt.date:
    return advice.since.first if advice.since else dt.date.min


def _fits(advice: Advice, statement: _Statement) -> bool:
    """Whether advice is for the HER2 status that a sentence or its heading names, and for no other stage."""
    said = statement.setting
    is_other = any(
        advice.setting & axis and said & axis and not advice.setting & said & axis for axis in (_HR, _STAGES)
    )
    return bool(advice.setting & said & _HER2) and not said >= _HER2 and not is_other


def _told(advice: Sequence[Advice]) -> str:
    """Returns what stands where, with its date: "trastuzumab deruxtecan (recommended since 2022-05-30)"."""
    first = {each.regimen: each for each in reversed(advice)}
    listed = [each for each in advice if first[each.regimen] is each][:MOST_TOLD]
    return ", ".join(f"{each.regimen} ({each.standing} since {each.since})" for each in listed)


def _issue(
    statement: _Statement, kind: IssueKind, message: str, spans: Sequence[Span], advice: Sequence[Advice]
) -> Issue:
    document = statement.document
    figures = [Figure("words", span.quote, document.id, span) for span in spans]
    figures += [Figure(each.rule, each.regimen or each.words or "", each.source) for each in advice[: MOST_TOLD + 1]]
    return object_to(document, Severity.NOTE, CHECK, message, figures, confidence=0.7, kind=kind)
