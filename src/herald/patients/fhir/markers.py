"""ER, PR and HER2: specimen by specimen where their sites are known, the newest results where they are not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from herald.patients.fhir.findings import Finding, dated
from herald.patients.fhir.notebook import Notebook
from herald.patients.plain import Plain

MARKERS = {"er": "ER", "pr": "PR", "her2": "HER2"}
POSITIVE_FROM_PERCENT = Decimal(1)
"""Share of stained nuclei from which ER and PR are positive. Source: ASCO/CAP 2020, doi:10.1200/JCO.19.02309."""
_STATUS = {
    "positive": "positive", "negative": "negative", "amplified": "positive", "not amplified": "negative",
    "0": "negative", "1+": "negative", "3+": "positive",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Specimen:
    """Results of one specimen, of all markers or of one."""

    findings: tuple[Finding, ...]

    @property
    def site(self) -> str | None:
        return next((finding.site for finding in self.findings if finding.site), None)

    @property
    def latest(self) -> dt.date:
        return max(finding.latest for finding in self.findings)

    @property
    def values(self) -> dict[str, str]:
        """The values by field; a field with two values is left out, and a share of nuclei goes before its word."""
        by_field: dict[str, set[str]] = {}
        for finding in self.findings:
            by_field.setdefault(finding.field, set()).add(finding.value)
        single = {field: next(iter(values)) for field, values in by_field.items() if len(values) == 1}
        return {field: value for field, value in single.items() if f"{field}_percent" not in single}

    @property
    def statuses(self) -> frozenset[str]:
        """What its results say; positive and negative together where they disagree."""
        found = (status_of(finding.field, finding.value) for finding in self.findings)
        return frozenset(status for status in found if status is not None)

    def of_marker(self, marker: str) -> Specimen | None:
        found = tuple(finding for finding in self.findings if finding.field.partition("_")[0] == marker)
        return Specimen(found) if found else None

    def as_plain(self) -> dict[str, Plain]:
        """Returns the specimen as a record lists it."""
        date = next((finding.date for finding in self.findings if finding.date is not None), None)
        stated: dict[str, Plain] = {"kind": self.site}
        stated |= {"date": str(date)} if date is not None else {}
        return {**stated, **self.values}

    def __str__(self) -> str:
        site = {"primary": "primary tumour", "metastasis": "metastasis"}.get(self.site or "", "specimen")
        return f"the {site} {dated(self.findings[0].date)}"


def status_of(field: str, value: str) -> str | None:
    """Returns what one value says about its marker; IHC 2+ and counts say nothing alone."""
    if field in {"er_percent", "pr_percent"}:
        return "positive" if Decimal(value) >= POSITIVE_FROM_PERCENT else "negative"
    return _STATUS.get(value)


def read_markers(findings: Iterable[Finding], notebook: Notebook) -> dict[str, Plain]:
    """Returns the fields of ER, PR and HER2; results are never joined or averaged across specimens.

    Where the sites of two or more specimens are stated, the record lists the `specimens`, and the guideline says which
    of them counts. Otherwise each marker is read from the newest specimen, and a disagreement with an older one is
    noted as a conflict.
    """
    specimens = _specimens(findings)
    for specimen in specimens:
        _note_inner_conflicts(specimen, notebook)
    placed = [specimen for specimen in specimens if specimen.site is not None]
    if len(placed) > 1:
        for other in (specimen for specimen in specimens if specimen.site is None):
            text = f"The receptors of {other} are left aside: its site is not stated, and those of others are."
            notebook.note("reading", text, "specimens")
        return {"specimens": tuple(specimen.as_plain() for specimen in placed)}
    return {field: value for marker in MARKERS for field, value in _newest(marker, specimens, notebook).items()}


def _specimens(findings: Iterable[Finding]) -> list[Specimen]:
    """Returns the specimens, the newest first."""
    by_key: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.field.partition("_")[0] in MARKERS:
            by_key.setdefault(finding.specimen, []).append(finding)
    return sorted((Specimen(tuple(group)) for group in by_key.values()), key=lambda s: s.latest, reverse=True)


def _note_inner_conflicts(specimen: Specimen, notebook: Notebook) -> None:
    for marker, name in MARKERS.items():
        tested = specimen.of_marker(marker)
        if tested is not None and len(tested.statuses) > 1:
            notebook.note("conflict", f"{name}: the results of {specimen} disagree.", marker)
    for field in dict.fromkeys(finding.field for finding in specimen.findings):
        if len({finding.value for finding in specimen.findings if finding.field == field}) > 1:
            text = f"{specimen} has two results for {field}; none of them is used."
            notebook.note("conflict", text.removeprefix("the ").capitalize(), field)


def _newest(marker: str, specimens: Sequence[Specimen], notebook: Notebook) -> Mapping[str, str]:
    tested = [found for specimen in specimens if (found := specimen.of_marker(marker)) is not None]
    if not tested:
        return {}
    newest, name = tested[0], MARKERS[marker]
    same_day = [specimen.values for specimen in tested if specimen.latest == newest.latest]
    if any(values != newest.values for values in same_day):
        notebook.note("conflict", f"{name}: two specimens of the same day differ; none of them is used.", marker)
        return {}
    for other in tested[1:]:
        if len(other.statuses) == len(newest.statuses) == 1 and other.statuses != newest.statuses:
            [here], [there] = newest.statuses, other.statuses
            text = f"{name} is {here} in {newest} and {there} in {other}; {newest} is used."
            notebook.note("conflict", text, marker)
    return newest.values
