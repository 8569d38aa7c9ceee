"""JSON from outside as plain values: numbers stay the text that was written, and nothing hostile comes through."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NoReturn, TypeAlias

from herald.core.errors import PatientError

Json: TypeAlias = "str | bool | Sequence[Json] | Mapping[str, Json] | None"

MAX_BYTES = 64_000_000
MAX_DEPTH = 64


def parse_json(content: bytes, source: str) -> Json:
    """Returns the value that a JSON text states; every number is the text that stands there.

    Raises:
        PatientError: Not UTF-8, not JSON, too large, too deep, a name twice in one object, or a number that is none
            (NaN, Infinity). The message repeats nothing of the text.
    """
    if len(content) > MAX_BYTES:
        raise PatientError(f"{source}: larger than {MAX_BYTES // 1_000_000} MB", hint="one bundle is one patient")
    try:
        tree: Json = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_without_repeats,
            parse_int=str,
            parse_float=str,
            parse_constant=_refuse_constant,
        )
    except UnicodeDecodeError:
        raise PatientError(f"{source}: not UTF-8 text", hint="save the bundle as UTF-8") from None
    except json.JSONDecodeError as error:
        raise PatientError(f"{source}:{error.lineno}: not well-formed JSON", hint="is the file complete?") from None
    except RecursionError:
        raise _too_deep(source) from None
    except _Refused as refused:
        raise PatientError(f"{source}: {refused}") from None
    _check_depth(tree, source)
    return tree


class _Refused(Exception):
    """Carries a reason out of the parser's hooks."""


def _without_repeats(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Refused("an object with the same name twice")
    return found


def _refuse_constant(_: str) -> NoReturn:
    raise _Refused("a number that is none (NaN or Infinity)")


def _check_depth(tree: Json, source: str) -> None:
    level = [tree]
    for _ in range(MAX_DEPTH):
        level = [part for value in level for part in _parts(value)]
        if not level:
            return
    raise _too_deep(source)


def _parts(value: Json) -> Sequence[Json]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list) else ()


def _too_deep(source: str) -> PatientError:
    return PatientError(f"{source}: more than {MAX_DEPTH} levels", hint="a bundle is flatter than that")
