"""A table of findings: rows, the documents they come from, and where these differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from herald.reports import wording
from herald.reports.wording import NOT_STATED

if TYPE_CHECKING:
    from herald.core.findings import Finding
    from herald.evidence.agreement import Disagreement


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One place that states a finding; `anchor` is None where the place lies in another document."""

    anchor: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A row of a findings table."""

    number: int
    anchor: str
    study: str
    endpoint: str
    population: str
    arm: str
    comparator: str
    figures: str
    document: str
    notes: tuple[str, ...]
    places: tuple[PlaceView, ...]


@dataclass(frozen=True, slots=True)
class FindingsView:
    """A table of findings, the documents that its last column numbers, and what cannot all be true."""

    rows: tuple[FindingView, ...]
    documents: tuple[tuple[str, str], ...]
    disagreements: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, findings: Iterable[Finding], documents: Mapping[str, str], disagreements: Iterable[Disagreement] = ()
    ) -> FindingsView:
        """Returns the table.

        Args:
            findings: In the order of the rows.
            documents: By document id, the name to show, in the order of the numbers.
            disagreements: Pairs among the findings.
        """
        rows = list(findings)
        found = (place.document for row in rows for place in row.evidence)
        named = {**documents, **{document: document for document in found if document not in documents}}
        numbers = {document: str(number) for number, document in enumerate(named, start=1)}
        view = cls(
            rows=tuple(finding_view(number, finding, numbers) for number, finding in enumerate(rows, start=1)),
            documents=tuple((numbers[document], name) for document, name in named.items()),
            disagreements=tuple(_disagreement(pair, numbers) for pair in disagreements),
        )
        return wording.printable_view(view)


def _disagreement(pair: Disagreement, documents: Mapping[str, str]) -> str:
    first, second = (f"[{', '.join(_documents(finding, documents))}]" for finding in (pair.first, pair.second))
    figures = [f"{one.field.replace('_', ' ')} {one.first} {first}, {one.second} {second}" for one in pair.differences]
    return f"{pair.first.trial}, {pair.first.endpoint}: {'; '.join(figures)}"


def _documents(finding: Finding, numbers: Mapping[str, str]) -> list[str]:
    """Returns the numbers of the documents that state a finding, each once."""
    return list(dict.fromkeys(numbers.get(place.document, place.document) for place in finding.evidence))


def finding_view(number: int, finding: Finding, documents: Mapping[str, str]) -> FindingView:
    return FindingView(
        number=number,
        anchor=f"finding-{number}",
        study=finding.trial or "not named",
        endpoint=finding.endpoint,
        population=finding.population or NOT_STATED,
        arm=finding.arm.label if finding.arm else NOT_STATED,
        comparator=finding.comparator.label if finding.comparator else "–",
        figures=_finding_figures(finding),
        document=", ".join(_documents(finding, documents)),
        notes=tuple(_notes(finding)),
        places=tuple(PlaceView(None, place.span.quote) for place in finding.evidence),
    )


_SAID_BY_UNIT = (None, "proportion", "count")


def _finding_figures(finding: Finding) -> str:
    said = wording.figures(
        finding,
        lead=finding.statistic if finding.statistic not in _SAID_BY_UNIT and finding.value is not None else "",
        arm=_counted(finding.value, finding.events, finding.arm_n),
        comparator=_counted(finding.comparator_value, finding.comparator_events, finding.comparator_n),
    )
    return said or NOT_STATED


def _counted(value: str | None, events: int | None, of: int | None) -> str:
    """Returns what was counted, also without its whole where no value is printed: "29 of 30", "11 events"."""
    is_alone = value is None and events is not None
    return wording.count(events, of) or (f"{events} events" if is_alone else "")


def _notes(finding: Finding) -> Iterator[str]:
    if finding.timepoint:
        yield f"time point: {finding.timepoint}"
    if finding.assessed_by:
        yield f"assessed by: {finding.assessed_by}"
    if finding.predictor:
        yield f"predicted by: {finding.predictor}"
    yield from finding.issues
