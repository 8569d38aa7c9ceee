"""The reference page says what the tests say."""

from __future__ import annotations

from tests.spec.manual import PAGE, render_manual


def test_the_reference_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_manual(), "run: python -m tests.spec.manual"
