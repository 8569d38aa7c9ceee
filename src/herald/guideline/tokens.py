"""The words of an expression, each with its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from herald.guideline.errors import ExpressionError

MAX_LENGTH = 8_000


class TokenKind(StrEnum):
    """What a token is."""

    DAY = "a date"
    NUMBER = "a number"
    TEXT = "a text in quotes"
    SYMBOL = "a sign"
    WORD = "a word"
    END = "the end"


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, text or sign; `column` counts characters from 1."""

    kind: TokenKind
    text: str
    column: int

    def __str__(self) -> str:
        return "the end" if self.kind is TokenKind.END else f"'{self.text}'"


_TOKEN = re.compile(
    r"""\s*(?:
        (?P<DAY>\d{4}-\d{2}-\d{2}(?!\d))
      | (?P<NUMBER>\d+(?:\.\d+)?)
      | (?P<TEXT>'(?:[^'\n]|'')*')
      | (?P<SYMBOL><=|>=|==|!=|[<>(){},])
      | (?P<WORD>%|[A-Za-zµ_][A-Za-z0-9µ²³_/^*%]*)
    )""",
    re.VERBOSE | re.ASCII,
)


def tokenize(text: str) -> Iterator[Token]:
    """Yields the tokens of an expression, the last of them of kind END.

    Raises:
        ExpressionError: A character that starts no token, a text without its closing quote, or too long a text.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"an expression has at most {MAX_LENGTH} characters", column=1, hint="make it a table")
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise _no_token(text, position)
        kind = TokenKind[match.lastgroup]
        yield Token(kind, match[match.lastgroup], match.start(match.lastgroup) + 1)
        position = match.end()
    yield Token(TokenKind.END, "", end + 1)


_NEAREST = {
    "=": "write ==",
    "&": "write and",
    "|": "write or",
    '"': "quote with '",
    "!": "write not",
    "'": "close the quote",
}


def _no_token(text: str, position: int) -> ExpressionError:
    while text[position].isspace():
        position += 1
    sign = text[position]
    shown = f"'{sign}'" if sign.isprintable() else f"character {ord(sign):#x}"
    return ExpressionError(f"{shown} has no meaning here", column=position + 1, hint=_NEAREST.get(sign))
