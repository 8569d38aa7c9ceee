"""Sources with their numbers on a page, and the reasons that point to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from herald.decisions.decision import Source
from herald.reports import wording

if TYPE_CHECKING:
    from herald.decisions.decision import Because, Decision, Option


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source with its number in the page's list of sources."""

    number: int
    anchor: str
    citation: str
    address: str | None
    date: str | None
    jurisdiction: str | None
    basis: str | None
    verified: str | None


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One step of a reason; `source` is None where the step rests on the record alone."""

    text: str
    rule: str | None
    source: SourceView | None


class Names:
    """The names that a decision uses for its sources and inputs."""

    def __init__(self, decision: Decision) -> None:
        offered = [source for option in decision.options for source in _sources(option)]
        known = [*offered, *decision.sources]
        self._sources = {source.id: source_view(number, source) for number, source in enumerate(_once(known), start=1)}
        self._inputs = decision.inputs

    def source(self, source_id: str | None) -> SourceView | None:
        """Returns the source; one that the decision names without describing it is shown by its id, unnumbered."""
        if not source_id:
            return None
        return self._sources.get(source_id) or source_view(0, Source(source_id, source_id))

    def sources(self) -> tuple[SourceView, ...]:
        return tuple(self._sources.values())

    def inputs(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._inputs.get(name, name.replace("_", " ")) for name in names)

    def reasons(self, because: Iterable[Because], *, within: str | None = None) -> tuple[ReasonView, ...]:
        """Returns the steps; a step's rule is left unsaid where it is the rule that the reader is at already."""
        return tuple(
            ReasonView(step.text, step.rule if step.rule != within else None, self.source(step.source))
            for step in because
        )


def _sources(option: Option) -> list[Source]:
    return [option.source, *(support.source for support in option.also)]


def _once(sources: Iterable[Source]) -> list[Source]:
    return list({source.id: source for source in sources}.values())


def source_view(number: int, source: Source) -> SourceView:
    return SourceView(
        number=number,
        anchor=f"source-{number}",
        citation=source.citation,
        address=wording.web_address(source.url, source.doi, source.pmid),
        date=source.date and wording.written_date(source.date),
        jurisdiction=source.jurisdiction,
        basis=source.basis,
        verified=source.verified,
    )
