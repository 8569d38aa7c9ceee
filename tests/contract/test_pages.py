"""The pages that list things list all of them."""

from __future__ import annotations

from pathlib import Path

from herald.cli.main import COMMANDS


def test_every_decision_is_in_the_list_of_decisions(root: Path) -> None:
    page = (root / "docs/decisions/README.md").read_text(encoding="utf-8")
    decisions = [path.name for path in sorted((root / "docs/decisions").glob("[0-9]*.md"))]
    assert [name for name in decisions if f"({name})" not in page] == []


def test_the_changelog_names_every_command(root: Path) -> None:
    page = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`{name}`" not in page] == []


def test_the_glossary_is_sorted_and_says_each_word_once(root: Path) -> None:
    page = (root / "GLOSSARY.md").read_text(encoding="utf-8")
    words = [line.split("**")[1].casefold() for line in page.splitlines() if line.startswith("| **")]
    assert words == sorted(set(words))
