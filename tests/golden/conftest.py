"""Rendered output kept as files.

After a wanted change: `pytest tests/golden --renew-golden`, then read what became different before it is committed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

EXPECTED = Path(__file__).parent / "expected"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write the golden files anew; look at what changed")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares what was rendered with the file of that name, or writes it where asked to."""
    renew = request.config.getoption("--renew-golden", default=False)

    def compare(name: str, rendered: str) -> None:
        if renew:
            (EXPECTED / name).write_text(rendered, encoding="utf-8")
        assert rendered == (EXPECTED / name).read_text(encoding="utf-8"), (
            f"{name} changed: see tests/golden/conftest.py"
        )

    return compare
