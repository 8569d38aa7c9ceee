"""What a reader is told first where nothing can be offered yet, and both sides of what disagrees."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console
from tests.report_cases import decision

from herald.decisions.decision import Conflict, MissingInput, Outcome, Position
from herald.reports import terminal
from herald.reports.views import OptionsView

ISH = MissingInput(
    "her2_ish", "HER2 ISH", (Outcome("amplified", (), (), ("a", "b")),), ("her2_ish",), "ISH on the slide"
)
PAIR = MissingInput("her2_ish", "HER2 ISH, with line", (Outcome("amplified; 1", ("a",)),), ("her2_ish", "line"), "both")
CONFLICT = Conflict(
    "They differ.", kind="specimens", positions=(Position("primary: negative"), Position("liver: positive"))
)


def printed(view: OptionsView) -> str:
    out = io.StringIO()
    terminal.print_options(view, Console(file=out, width=100))
    return out.getvalue()


def test_where_nothing_is_offered_the_single_tests_are_what_to_do_now() -> None:
    view = OptionsView.of(replace(decision(), options=(), missing=(ISH, PAIR)))
    assert view.do_now == ("ISH on the slide",)
    assert "1. ISH on the slide" in printed(view)


def test_where_something_is_offered_nothing_has_to_come_first() -> None:
    view = OptionsView.of(replace(decision(), missing=(ISH, PAIR)))
    assert view.do_now == ()
    assert "Do now" not in printed(view)


def test_a_result_that_offers_nothing_yet_says_how_far_it_narrows_the_field() -> None:
    text = printed(OptionsView.of(replace(decision(), options=(), missing=(ISH,))))
    assert "amplified → no regimen yet; 2 stay open (a; b)" in text


def test_a_conflict_shows_its_sides() -> None:
    text = printed(OptionsView.of(replace(decision(), conflicts=(CONFLICT,))))
    assert "· primary: negative" in text
    assert "· liver: positive" in text
