"""A folder of YAML files to a checked `Guideline`, or to the list of everything that is wrong with it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from herald.guideline.dependencies import share
from herald.guideline.draft import Draft
from herald.guideline.errors import GuidelineProblem, Place
from herald.guideline.fields import Case, Field
from herald.guideline.guideline import Guideline
from herald.guideline.lexicon import Lexicon
from herald.guideline.nodes import Node
from herald.guideline.proof import check_table
from herald.guideline.rules import Caution, Rule
from herald.guideline.tables import Policy, Table
from herald.guideline.wholeness import check_whole
from herald.guideline.yaml_nodes import MAX_BYTES, YamlNode, read_yaml

INDEX = "guideline.yaml"
RULES = ("chapters", "cautions")


class _Folder:
    """The files of a guideline, with a running digest of all that were read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._digest = hashlib.sha256()

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()

    def read(self, name: str, place: Place) -> YamlNode:
        """Returns what the file `name` holds; `place` is where it is asked for."""
        try:
            with (self._path / name).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise GuidelineProblem(place, f"the file '{name}' cannot be read: {error.strerror}") from None
        self._digest.update(data)
        return read_yaml(data, name)


def load_guideline(folder: Path, lexicon: Lexicon, *, rules: bool = True) -> Guideline:
    """Returns the guideline of a folder; `guideline.yaml` there lists its files.

    Args:
        folder: Holds every file of the guideline.
        lexicon: Resolves the names of agents and classes.
        rules: Whether to read the chapters and cautions too. Without them the guideline has only facts, and is loaded
            in a third of the time.

    Raises:
        BrokenGuideline: Everything that is wrong, each with file, line and hint.
    """
    files = _Folder(folder)
    draft = Draft(lexicon)
    draft.attempt(lambda: draft.read_index(files.read(INDEX, Place(INDEX, 1))))
    files_to_read = [listed for listed in draft.files if rules or listed[0] not in RULES]
    for group, name, place in files_to_read:
        draft.attempt(partial(_read_group, draft, group, files, name, place))
    draft.stop_if_broken()
    check_whole(draft)
    draft.stop_if_broken()
    guideline = _build(draft, files.digest)
    draft.problems += _overlaps(guideline)
    draft.stop_if_broken()
    return guideline


def _overlaps(guideline: Guideline) -> list[GuidelineProblem]:
    unique = [table for table in guideline.tables.values() if table.policy is Policy.UNIQUE]
    return [problem for table in unique for problem in check_table(guideline, table)]


def _read_group(draft: Draft, group: str, files: _Folder, name: str, place: Place) -> None:
    draft.read_group(group, files.read(name, place))


def _build(draft: Draft, digest: str) -> Guideline:
    pool: dict[Node, Node] = {}
    return Guideline(
        id=draft.id,
        version=draft.version,
        title=draft.title,
        notice=draft.notice,
        jurisdictions=draft.jurisdictions,
        fields=MappingProxyType({name: _share_in_field(field, pool) for name, field in draft.fields.items()}),
        sources=MappingProxyType(draft.sources),
        tables=MappingProxyType({name: _share_in_table(table, pool) for name, table in draft.tables.items()}),
        rules=MappingProxyType({key: _share_in_rule(rule, pool) for key, rule in draft.rules.items()}),
        cautions=MappingProxyType({key: _share_in_caution(caution, pool) for key, caution in draft.cautions.items()}),
        chapters=tuple(draft.chapters),
        targets=MappingProxyType(draft.targets),
        digest=digest,
    )


_N = TypeVar("_N", Node, "Node | None")


def _shared(node: _N, pool: dict[Node, Node]) -> _N:
    return node if node is None else share(node, pool)


def _share_in_field(field: Field, pool: dict[Node, Node]) -> Field:
    def shared(cases: tuple[Case, ...]) -> tuple[Case, ...]:
        return tuple(replace(case, when=share(case.when, pool)) for case in cases)

    return replace(
        field,
        elsewhere=_shared(field.elsewhere, pool),
        derive=_shared(field.derive, pool),
        cases=shared(field.cases),
        presume=shared(field.presume),
    )


def _share_in_table(table: Table, pool: dict[Node, Node]) -> Table:
    return replace(table, rows=tuple(replace(row, when=_shared(row.when, pool)) for row in table.rows))


def _share_in_rule(rule: Rule, pool: dict[Node, Node]) -> Rule:
    unless = tuple(replace(reason, when=share(reason.when, pool)) for reason in rule.unless)
    return replace(rule, scope=_shared(rule.scope, pool), when=_shared(rule.when, pool), unless=unless)


def _share_in_caution(caution: Caution, pool: dict[Node, Node]) -> Caution:
    return replace(caution, when=_shared(caution.when, pool))
