"""YAML as plain text with line numbers: no guessing of types, no anchors, no tags, no duplicate keys.

Why: PyYAML's loaders turn `no` into False and `1_0` into 10, lose the lines, keep the last of two equal keys and
build whatever a tag asks for. Its event parser (libyaml, in C) does none of that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from herald.core.errors import nearest_hint
from herald.guideline.errors import GuidelineProblem, Place

MAX_BYTES = 5_000_000
MAX_DEPTH = 20

_EventReader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Scalar:
    """A text; `is_null` where it is plain and empty, `null` or `~`."""

    text: str
    place: Place
    is_null: bool = False


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    place: Place
    items: list[YamlNode] = field(default_factory=list)

    def __iter__(self) -> Iterator[YamlNode]:
        return iter(self.items)


@dataclass(slots=True)
class Mapping:
    """Keys and their nodes, in the order of the file."""

    place: Place
    entries: dict[str, YamlNode] = field(default_factory=dict)

    def require_keys(self, allowed: frozenset[str], noun: str) -> None:
        """Raises GuidelineProblem at the first key that is not allowed, with the nearest one that is."""
        for key, node in self.entries.items():
            if key not in allowed:
                hint = nearest_hint(key, allowed) or "allowed: " + ", ".join(sorted(allowed))
                raise GuidelineProblem(node.place, f"{noun} has no key '{key}'", hint=hint)


YamlNode = Scalar | Sequence | Mapping


def read_yaml(data: bytes, file: str) -> YamlNode:
    """Returns the one document of a YAML file.

    Args:
        data: UTF-8.
        file: Its name in messages.

    Raises:
        GuidelineProblem: What is not YAML, or is more of YAML than a guideline may use.
    """
    if len(data) > MAX_BYTES:
        raise GuidelineProblem(Place(file, 1), f"the file has more than {MAX_BYTES:,} bytes")
    try:
        return _Composer(data.decode("utf-8-sig"), file).read_document()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GuidelineProblem(Place(file, line), "not UTF-8", hint="save the file as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise GuidelineProblem(Place(file, line), f"not YAML: {error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise GuidelineProblem(Place(file, 1), f"not YAML: {type(error).__name__}") from None


class _Composer:
    def __init__(self, text: str, file: str) -> None:
        self._parser = _EventReader(text)
        self._file = file

    def _next(self) -> Any:
        event: Any = self._parser.get_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise GuidelineProblem(self._place(event), "anchors and aliases are not allowed", hint="write it out")
        if getattr(event, "tag", None) is not None:
            raise GuidelineProblem(self._place(event), "tags are not allowed", hint="quote the text")
        return event

    def _place(self, event: Any) -> Place:
        return Place(self._file, event.start_mark.line + 1)

    def read_document(self) -> YamlNode:
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            raise GuidelineProblem(Place(self._file, 1), "the file is empty")
        node = self._read(self._next(), 1)
        self._next()
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise GuidelineProblem(self._place(event), "a file holds one YAML document")
        return node

    def _read(self, event: Any, depth: int) -> YamlNode:
        if isinstance(event, yaml.ScalarEvent):
            is_null = not event.style and event.value in ("", "~", "null")
            return Scalar(event.value, self._place(event), is_null)
        if depth > MAX_DEPTH:
            raise GuidelineProblem(self._place(event), f"more than {MAX_DEPTH} levels of nesting")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._read_sequence(event, depth)
        return self._read_mapping(event, depth)

    def _read_sequence(self, start: Any, depth: int) -> Sequence:
        sequence = Sequence(self._place(start))
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            sequence.items.append(self._read(event, depth + 1))
        return sequence

    def _read_mapping(self, start: Any, depth: int) -> Mapping:
        mapping = Mapping(self._place(start))
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise GuidelineProblem(self._place(event), "a key is a plain text")
            if event.value in mapping.entries:
                first = mapping.entries[event.value].place.line
                raise GuidelineProblem(
                    self._place(event), f"the key '{event.value}' is there already", hint=f"line {first}"
                )
            mapping.entries[event.value] = self._read(self._next(), depth + 1)
        return mapping
