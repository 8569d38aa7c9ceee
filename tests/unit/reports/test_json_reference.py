"""The page of JSON shapes says neither less nor more than what is rendered."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.report_cases import decision, document, extraction

from herald.decisions.decision import Because
from herald.decisions.her2 import Her2Assessment
from herald.reports import records


def rendered() -> dict[str, dict[str, Any]]:
    """One record of each shape, by the heading of its section."""
    found = records.extraction_record([("example.txt", document(), extraction())])
    answer = records.decision_record(decision())
    option = answer["options"][0]
    her2 = Her2Assessment("negative", True, 2, "low", (), "a comment", (Because("IHC is 2+"),))
    return {
        "extract": found,
        "document": found["documents"][0],
        "study": found["studies"][0],
        "finding": found["findings"][0],
        "evidence": found["findings"][0]["evidence"][0],
        "rejected": found["rejected"][0],
        "findings": records.findings_record([], []),
        "her2": records.her2_record(her2),
        "options": answer,
        "fact": answer["facts"]["her2_status"],
        "option": option,
        "cited result": option["evidence"][0],
        "pooled effect": option["pooled"][0],
        "network": answer["networks"][0],
        "because": option["because"][0],
        "missing": answer["missing"][0],
        "outcome": answer["missing"][0]["outcomes"][0],
        "source": option["source"],
    }


def documented(page: str) -> dict[str, list[str]]:
    sections = re.split(r"^## ", page, flags=re.M)[1:]
    return {section.split("\n")[0]: re.findall(r"^\| `(\w+)` \|", section, re.M) for section in sections}


@pytest.fixture(scope="module")
def page(root: Path) -> dict[str, list[str]]:
    return documented((root / "docs/reference/json.md").read_text(encoding="utf-8"))


def test_every_shape_has_its_section(page: dict[str, list[str]]) -> None:
    assert set(page) == set(rendered())


@pytest.mark.parametrize("shape", sorted(rendered()))
def test_the_section_lists_every_key_of_the_shape(page: dict[str, list[str]], shape: str) -> None:
    assert sorted(page[shape]) == sorted(rendered()[shape])
