"""Core objects to JSON and back, typed both ways, so that what was stored is what comes out."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def _plain(value: Any) -> Any:
    if isinstance(value, MappingProxyType):
        return dict(value)
    raise NotImplementedError(f"no JSON form for {type(value).__name__}")


_ENCODER = msgspec.json.Encoder(enc_hook=_plain)


def encode(value: object) -> str:
    """Returns a core object as JSON with its fields in the order of their declaration."""
    return _ENCODER.encode(value).decode()


def decode(text: str, type_: type[T]) -> T:
    """Returns the core object that `encode` wrote.

    Raises:
        msgspec.ValidationError: The JSON does not fit the type.
    """
    return msgspec.json.decode(text, type=type_)
