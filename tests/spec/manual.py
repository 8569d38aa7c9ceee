"""Makes docs/reference/semantics.md of the cases: `python -m tests.spec.manual` writes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.spec.cases import SECTIONS, Example, Refusal, Section

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "semantics.md"

_HEAD = """\
# What the rule language means

This page is made from the specification tests in `tests/spec/cases.py` by `python -m tests.spec.manual`. Every line of
it is run as a test. The examples speak about the small guideline in `tests/spec/small.py`.

A condition is TRUE, FALSE or UNKNOWN. It is UNKNOWN only where something is missing, and then the answer names what.
Knowledge is monotone: filling in what was missing changes only what was UNKNOWN. Only presumptions, which are shown as
assumptions, may give way to what is recorded later.
"""


def render_manual() -> str:
    """Returns the page."""
    return "\n".join([_HEAD, *(line for section in SECTIONS for line in _section(section))])


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}\n"
    yield f"{section.text}\n"
    for example in section.examples:
        if isinstance(example, Example):
            yield from _example(example)
    refusals = [example for example in section.examples if isinstance(example, Refusal)]
    if refusals:
        yield from ("| | expression | the message says |", "|---|---|---|")
        yield from (f"| {case.title} | `{case.expression}` | {case.message} |" for case in refusals)
        yield ""


def _example(example: Example) -> Iterator[str]:
    yield f"### {example.title}\n"
    yield f"```\n{example.expression}\n```\n"
    names = list(dict.fromkeys(name for raw, _ in example.outcomes for name in raw))
    yield f"| {' | '.join([*names, 'then'])} |"
    yield "|" + "---|" * (len(names) + 1)
    for raw, truth in example.outcomes:
        yield f"| {' | '.join([*(_cell(raw, name) for name in names), truth])} |"
    yield ""


def _cell(raw: Mapping[str, object], name: str) -> str:
    if name not in raw:
        return "—"
    value = raw[name]
    return "`" + json.dumps(value) + "`" if isinstance(value, list) else str(value)


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(render_manual(), encoding="utf-8")
