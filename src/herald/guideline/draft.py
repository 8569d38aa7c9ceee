"""A guideline while its files are being read: what was declared so far, and everything that was wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Protocol, TypeVar

from herald.guideline.declarations import read_caution, read_field, read_rule, read_source, read_table
from herald.guideline.entries import Entry
from herald.guideline.errors import BrokenGuideline, GuidelineProblem, Place
from herald.guideline.fields import Field
from herald.guideline.lexicon import Lexicon, Target
from herald.guideline.nodes import Item
from herald.guideline.rules import Caution, Rule
from herald.guideline.sources import Source
from herald.guideline.tables import Table
from herald.guideline.yaml_nodes import Scalar, YamlNode

MAX_FILES = 200

_GROUPS = ("fields", "sources", "tables", "chapters", "cautions")


class _Declared(Protocol):
    @property
    def place(self) -> Place: ...


_D = TypeVar("_D", bound=_Declared)


@dataclass
class Draft:
    """Declarations by name or id, in reading order.

    Attributes:
        targets: What each item of an `include` means in a list of agents, as checking finds it.
        files: For each file to read, its group, its name and where the index lists it.
    """

    lexicon: Lexicon
    problems: list[GuidelineProblem] = field(default_factory=list)
    id: str = ""
    version: str = ""
    title: str = ""
    notice: str = ""
    jurisdictions: tuple[str, ...] = ()
    files: list[tuple[str, str, Place]] = field(default_factory=list)
    fields: dict[str, Field] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    cautions: dict[str, Caution] = field(default_factory=dict)
    chapters: list[str] = field(default_factory=list)
    targets: dict[Item, Target] = field(default_factory=dict)

    def attempt(self, step: Callable[[], None]) -> None:
        """Takes a step; if a problem stops it, notes the problem."""
        try:
            step()
        except GuidelineProblem as problem:
            self.problems.append(problem)

    def stop_if_broken(self) -> None:
        """Raises BrokenGuideline if there is any problem."""
        if self.problems:
            raise BrokenGuideline(self.problems)

    def read_index(self, node: YamlNode) -> None:
        """Takes over what `guideline.yaml` says."""
        entry = Entry(node, "a guideline", "id version title notice jurisdictions files")
        self.id, self.version = entry.text("id"), entry.text("version")
        self.title, self.notice = entry.text("title"), entry.text("notice")
        self.jurisdictions = entry.texts("jurisdictions")
        groups = Entry(entry.node("files"), "the list of files", " ".join(_GROUPS))
        self.files = [(group, *found) for group in _GROUPS for found in _file_names(groups, group)]
        if len(self.files) > MAX_FILES:
            raise entry.problem("files", f"a guideline has at most {MAX_FILES} files")

    def read_group(self, group: str, node: YamlNode) -> None:
        """Takes over every declaration of one file of `group`."""
        if group == "chapters":
            self._read_chapter(node)
            return
        entry = Entry(node, f"a file of {group}", group)
        for item in entry.nodes(group):
            self.attempt(lambda item=item: self._declare(group, item))  # type: ignore[misc]

    def _declare(self, group: str, node: YamlNode) -> None:
        match group:
            case "fields":
                field = read_field(node)
                self._keep(self.fields, field.name, field)
            case "sources":
                source = read_source(node)
                self._keep(self.sources, source.id, source)
            case "tables":
                table = read_table(node)
                self._keep(self.tables, table.name, table)
            case "cautions":
                caution = read_caution(node, self.lexicon)
                self._keep(self.cautions, caution.id, caution)

    def _read_chapter(self, node: YamlNode) -> None:
        entry = Entry(node, "a chapter", "chapter tables rules")
        title = entry.text("chapter")
        self.chapters.append(title)
        for item in entry.nodes("tables"):
            self.attempt(lambda item=item: self._declare("tables", item))  # type: ignore[misc]
        for item in entry.nodes("rules"):
            self.attempt(lambda item=item: self._declare_rule(item, title))  # type: ignore[misc]

    def _declare_rule(self, node: YamlNode, chapter: str) -> None:
        rule = read_rule(node, chapter, self.lexicon)
        self._keep(self.rules, rule.id, rule)

    def _keep(self, kept: dict[str, _D], key: str, declared: _D) -> None:
        if key in kept:
            raise GuidelineProblem(declared.place, f"'{key}' is there already", hint=f"at {kept[key].place}")
        kept[key] = declared


def _file_names(groups: Entry, group: str) -> Iterator[tuple[str, Place]]:
    for node in groups.nodes(group):
        name = node.text if isinstance(node, Scalar) else ""
        path = PurePosixPath(name)
        if path.suffix != ".yaml" or path.is_absolute() or ".." in path.parts or not name.isprintable():
            raise GuidelineProblem(node.place, "a file of the guideline is a name as 'fields.yaml' within its folder")
        yield name, node.place
