"""Reference numbers from R: pinned ones of ../shared/reference, and those that `validation` wrote here."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def pinned(shared: Path) -> Callable[[str], dict[str, Any]]:
    def load(name: str) -> dict[str, Any]:
        return json.loads((shared / "reference" / f"{name}.json").read_text(encoding="utf-8"))

    return load


@pytest.fixture(scope="session")
def more() -> dict[str, Any]:
    return json.loads((HERE / "metafor_more.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def sizes() -> dict[str, Any]:
    return json.loads((HERE / "effect_sizes.json").read_text(encoding="utf-8"))
