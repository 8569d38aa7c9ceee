"""ER, PR and HER2 of several specimens: which one counts, and where they disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from herald.patients.fhir.findings import Finding, dated
from herald.patients.fhir.notebook import Notebook

MARKERS = {"er": "ER", "pr": "PR", "her2": "HER2"}
POSITIVE_FROM_PERCENT = Decimal(1)
"""Share of stained nuclei from which ER and PR are positive. Source: ASCO/CAP 2020, doi:10.1200/JCO.19.02309."""
_STATUS = {
    "positive": "positive", "low positive": "positive", "negative": "negative", "amplified": "positive",
    "not amplified": "negative", "0": "negative", "1+": "negative", "3+": "positive",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Specimen:
    """The results of one marker in one specimen."""

    marker: str
    findings: tuple[Finding, ...]

    @property
    def site(self) -> str | None:
        return next((finding.site for finding in self.findings if finding.site), None)

    @property
    def rank(self) -> tuple[bool, object]:
        """Metastases come before what is or may be the primary tumour, and newer specimens before older ones.

        Source: Van Poznak 2015, ASCO, recommendation 1, PMID 26195705: where the receptors differ, the status of the
        metastasis directs therapy.
        """
        return self.site == "metastasis", max(finding.latest for finding in self.findings)

    @property
    def values(self) -> dict[str, str]:
        """The values by field; a field with two values is left out."""
        by_field: dict[str, set[str]] = {}
        for finding in self.findings:
            by_field.setdefault(finding.field, set()).add(finding.value)
        return {field: next(iter(values)) for field, values in by_field.items() if len(values) == 1}

    @property
    def status(self) -> str | None:
        """Positive or negative, as far as single results say it; None where they do not, or not alike."""
        found = {status_of(field, value) for field, value in self.values.items()} - {None}
        return found.pop() if len(found) == 1 else None

    def __str__(self) -> str:
        site = {"primary": "the primary tumour", "metastasis": "the metastasis"}.get(self.site or "", "the specimen")
        return f"{site} {dated(self.findings[0].date)}"


def status_of(field: str, value: str) -> str | None:
    """Returns what one value says about its marker; IHC 2+ and counts say nothing alone."""
    if field in {"er_percent", "pr_percent"}:
        return "positive" if Decimal(value) >= POSITIVE_FROM_PERCENT else "negative"
    return _STATUS.get(value)


def choose_markers(findings: Iterable[Finding], notebook: Notebook) -> dict[str, str]:
    """Returns the fields of ER, PR and HER2, each marker read from one specimen.

    Results are never joined or averaged across specimens. `receptors_differ` is "yes" where the primary tumour and a
    metastasis disagree about a marker; any other disagreement is noted.
    """
    values: dict[str, str] = {}
    all_findings = list(findings)
    for marker in MARKERS:
        specimens = _specimens(marker, all_findings)
        if specimens:
            values |= _chosen(specimens, notebook)
            if _differ_by_site(specimens):
                values["receptors_differ"] = "yes"
    return values


def _specimens(marker: str, findings: Sequence[Finding]) -> list[Specimen]:
    by_key: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.field.partition("_")[0] == marker:
            by_key.setdefault(finding.specimen, []).append(finding)
    specimens = [Specimen(marker, tuple(group)) for group in by_key.values()]
    return sorted(specimens, key=lambda specimen: specimen.rank, reverse=True)


def _chosen(specimens: Sequence[Specimen], notebook: Notebook) -> dict[str, str]:
    best, name = specimens[0], MARKERS[specimens[0].marker]
    equals = [specimen for specimen in specimens if specimen.rank == best.rank]
    if len({tuple(sorted(specimen.values.items())) for specimen in equals}) > 1:
        notebook.note("conflict", f"{name}: two specimens of the same day differ; none of them is used.", best.marker)
        return {}
    for other in specimens:
        if other.status and best.status and other.status != best.status:
            text = f"{name} is {best.status} in {best} and {other.status} in {other}; {best} is used."
            notebook.note("conflict", text, best.marker)
    _note_inner_conflicts(best, notebook)
    return _specific(best.values)


def _note_inner_conflicts(specimen: Specimen, notebook: Notebook) -> None:
    name = MARKERS[specimen.marker]
    for field in dict.fromkeys(finding.field for finding in specimen.findings):
        if field not in specimen.values:
            text = f"{name}: {specimen} has two results for {field} that differ; none of them is used."
            notebook.note("conflict", text, field)
    if {"positive", "negative"} <= {status_of(field, value) for field, value in specimen.values.items()}:
        notebook.note("conflict", f"{name}: the tests of {specimen} disagree.", specimen.marker)


def _specific(values: Mapping[str, str]) -> dict[str, str]:
    """A share of nuclei goes before the word that was made from it."""
    return {field: value for field, value in values.items() if f"{field}_percent" not in values}


def _differ_by_site(specimens: Iterable[Specimen]) -> bool:
    known = {(specimen.site, specimen.status) for specimen in specimens if specimen.site and specimen.status}
    return len({status for _, status in known}) > 1 and len({site for site, _ in known}) > 1
