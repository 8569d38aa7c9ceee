"""The identifiers that are a document's own."""

from __future__ import annotations

import re
from collections.abc import Iterable

IDENTIFIERS = {
    "doi": re.compile(r"(?:\bdoi\s*[:.]?\s*|doi\.org/)(10\.\d{4,9}/[^\s\"'<>]+)", re.IGNORECASE),
    "pmid": re.compile(r"\bPMID\s*[:-]?\s*(\d{1,8})\b|pubmed\.ncbi\.nlm\.nih\.gov/(\d{1,8})\b", re.IGNORECASE),
    "pmcid": re.compile(r"\b(PMC\d{3,9})\b"),
    "nct": re.compile(
        r"(?:ClinicalTrials\.gov (?:ID|identifier|number)|NCT number|trial identifier)\W{0,3}(NCT\d{8})\b",
        re.IGNORECASE,
    ),
}  # fmt: skip


def find_identifiers(stretches: Iterable[str]) -> dict[str, str]:
    """Returns the first identifier of each sort printed in `stretches`, by name.

    Args:
        stretches: Only what speaks of the document itself: journal lines and the like, never its references.
    """
    found: dict[str, str] = {}
    for stretch in stretches:
        for name, pattern in IDENTIFIERS.items():
            if name not in found and (match := pattern.search(stretch)):
                found[name] = tidy_identifier(next(group for group in match.groups() if group))
    return found


def tidy_identifier(value: str) -> str:
    """Returns an identifier without the punctuation of the sentence around it."""
    value = value.rstrip(".,;:]}")
    return value.rstrip(")") if value.count("(") < value.count(")") else value
