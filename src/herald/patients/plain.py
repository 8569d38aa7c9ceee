"""YAML and JSON as plain text values with the line of each, and nothing that a hostile file could hide in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from herald.core.errors import PatientError

Plain: TypeAlias = "str | tuple[Plain, ...] | Mapping[str, Plain] | None"
Path: TypeAlias = tuple[str | int, ...]

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 12
NOT_KNOWN = frozenset({"", "~", "null", "unknown", "not known", "pending"})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class PlainText:
    """What a file says: `value` nested as written, and the line on which each part of it starts.

    Every scalar is the text that was written (`0`, `1+`, `yes` stay text); the words of `NOT_KNOWN` are None.
    """

    value: Plain
    lines: Mapping[Path, int]


def parse_plain(text: str, source: str) -> PlainText:
    """Returns the one value that a YAML or JSON text states.

    Raises:
        PatientError: Not well formed, too large, too deep, more than one document, a field twice, an anchor, an alias
            or a tag. The message names source and line and never repeats what the text says there.
    """
    if len(text) > MAX_CHARACTERS:
        raise PatientError(f"{source}: larger than {MAX_CHARACTERS:,} characters", hint="one record is one patient")
    reading = _Reading(source, _events(_without_json_tabs(text), source))
    return PlainText(reading.document(), reading.lines)


def _without_json_tabs(text: str) -> str:
    """JSON may be indented with tabs, which YAML refuses; a string of JSON cannot hold one."""
    return text.replace("\t", " ") if text.lstrip("\ufeff \t\r\n").startswith("{") else text


def _events(text: str, source: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise PatientError(f"{source}{line}: not well-formed YAML or JSON", hint=_REPAIR) from None
    except yaml.YAMLError:
        raise PatientError(f"{source}: not text that YAML or JSON allows", hint="is it a binary file?") from None


_REPAIR = "look for a missing colon, quote or bracket, or uneven indentation"


@dataclass
class _Reading:
    """One pass over the events of one text."""

    source: str
    events: Iterator[yaml.Event]
    lines: dict[Path, int] = field(default_factory=dict)

    def document(self) -> Plain:
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            raise PatientError(f"{self.source}: empty", hint="a record has at least one field")
        value = self.value(next(self.events), ())
        next(self.events)
        trailing = next(self.events)
        if not isinstance(trailing, yaml.StreamEndEvent):
            raise self.refused(trailing, "a second document", "one file holds one record")
        return value

    def value(self, event: yaml.Event, path: Path) -> Plain:
        self.lines[path] = _line(event)
        if len(path) > MAX_DEPTH:
            raise self.refused(event, f"more than {MAX_DEPTH} levels", "a record is flatter than that")
        self.check_plain(event)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        return self.sequence(path) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(path)

    def sequence(self, path: Path) -> tuple[Plain, ...]:
        items: list[Plain] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event, (*path, len(items))))
        return tuple(items)

    def mapping(self, path: Path) -> Mapping[str, Plain]:
        fields: dict[str, Plain] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            name = self.name(event)
            if name in fields:
                raise self.refused(event, f"{shown_name(name)} a second time", "keep one of the two")
            fields[name] = self.value(next(self.events), (*path, name))
        return fields

    def name(self, event: yaml.Event) -> str:
        self.check_plain(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise self.refused(event, "a field name that is a list or a group", "a field name is one word")
        return str(event.value)

    def check_plain(self, event: yaml.Event) -> None:
        if getattr(event, "anchor", None) is not None:
            raise self.refused(event, "an anchor or alias", "write the value out")
        if getattr(event, "tag", None) is not None:
            raise self.refused(event, "a tag", "write the value without '!'")

    def refused(self, event: yaml.Event, what: str, hint: str) -> PatientError:
        return PatientError(f"{self.source}:{_line(event)}: {what}", hint=hint)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(event: yaml.ScalarEvent) -> str | None:
    text = str(event.value).strip()
    return None if not event.style and text.casefold() in NOT_KNOWN else text


def shown_name(name: str) -> str:
    """Returns a field's name for a message; a name that reads like free text is not repeated."""
    is_plain = len(name) <= 60 and name.replace("_", "").replace("-", "").isalnum()
    return f"field '{name}'" if is_plain else "a field whose name is not a word"
