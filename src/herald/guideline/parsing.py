"""Text to nodes, by recursive descent, one function for each line of the grammar.

or         = and { "or" and }
and        = not { "and" not }
not        = "not" not | comparison
comparison = operand [ in | include | { relation operand } ]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from herald.core.errors import nearest_hint
from herald.guideline.errors import ExpressionError
from herald.guideline.nodes import (
    CONDITIONS,
    KEYWORDS,
    OPERANDS,
    And,
    AsOf,
    Choice,
    Compare,
    Constant,
    Count,
    Day,
    In,
    Include,
    Item,
    MonthsBetween,
    MonthsSince,
    Name,
    Node,
    Not,
    Number,
    OfLatest,
    Or,
    Pick,
    Quantified,
    Quantifier,
    Relation,
    Text,
    is_name,
    is_unit,
)
from herald.guideline.tokens import Token, TokenKind, tokenize

MAX_DEPTH = 40

_RELATIONS = frozenset(Relation)
_T = TypeVar("_T")


def parse(text: str) -> Node:
    """Returns the node of a condition or, for derived fields, of a value.

    Raises:
        ExpressionError: With the column and a hint.

    >>> parse("lvef < 50 %").relations
    (<Relation.LESS: '<'>,)
    """
    parser = _Parser(list(tokenize(text)))
    node = parser.read_or()
    parser.expect_end()
    return node


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _advance(self) -> Token:
        token = self._token
        self._next += token.kind is not TokenKind.END
        return token

    def _accept(self, text: str) -> bool:
        """Takes the next token if it is the sign or the word `text`."""
        token = self._token
        found = token.text == text and token.kind in (TokenKind.SYMBOL, TokenKind.WORD)
        self._next += found
        return found

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise self._wrong(f"expected '{text}' and found {self._token}")

    def _wrong(self, message: str, hint: str | None = None) -> ExpressionError:
        return ExpressionError(message, column=self._token.column, hint=hint)

    def expect_end(self) -> None:
        if self._token.kind is not TokenKind.END:
            raise self._wrong(f"expected 'and', 'or' or the end and found {self._token}")

    def _nested(self, read: Callable[[], _T]) -> _T:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._wrong(f"more than {MAX_DEPTH} levels of nesting", "make it a table")
        result = read()
        self._depth -= 1
        return result

    def read_or(self) -> Node:
        return self._nested(lambda: self._joined("or", Or, self._read_and))

    def _read_and(self) -> Node:
        return self._joined("and", And, self._read_not)

    def _joined(self, word: str, connective: type[And] | type[Or], read: Callable[[], Node]) -> Node:
        column = self._token.column
        parts = [read()]
        while self._accept(word):
            parts.append(read())
        if len(parts) == 1:
            return parts[0]
        flat = [inner for part in parts for inner in (part.parts if isinstance(part, connective) else (part,))]
        return connective(tuple(self._require_condition(part) for part in flat), column=column)

    def _require_condition(self, node: Node) -> Node:
        return _require_kind(node, CONDITIONS, "this is a value, not a condition", "compare it with something")

    def _require_operand(self, node: Node) -> Node:
        return _require_kind(node, OPERANDS, "this is a condition, not a value", "conditions cannot be compared")

    def _read_not(self) -> Node:
        column = self._token.column
        if self._accept("not"):
            return Not(self._require_condition(self._nested(self._read_not)), column=column)
        return self._read_comparison()

    def _read_comparison(self) -> Node:
        left = self._read_operand()
        if self._accept("include"):
            return self._read_include(left)
        if self._accept("in"):
            return self._read_in(left, negated=False)
        if self._token.text == "not":
            self._advance()
            self._expect("in")
            return self._read_in(left, negated=True)
        return self._read_chain(left)

    def _read_chain(self, left: Node) -> Node:
        operands, relations = [left], []
        while self._token.kind is TokenKind.SYMBOL and self._token.text in _RELATIONS:
            relations.append(Relation(self._advance().text))
            operands.append(self._read_operand())
        if not relations:
            return left
        checked = tuple(self._require_operand(operand) for operand in operands)
        return Compare(checked, tuple(relations), column=left.column)

    def _read_in(self, left: Node, *, negated: bool) -> Node:
        values = self._read_set(self._read_literal)
        return In(self._require_operand(left), tuple(values), negated, column=left.column)

    def _read_include(self, left: Node) -> Node:
        if not isinstance(left, Name):
            raise ExpressionError("only a list field can include something", column=left.column)
        items = self._read_set(self._read_item) if self._accept("any") else [self._read_item()]
        return Include(left, tuple(items), column=left.column)

    def _read_set(self, read: Callable[[], _T]) -> list[_T]:
        self._expect("{")
        values = [read()]
        while self._accept(","):
            values.append(read())
        self._expect("}")
        return values

    def _read_item(self) -> Item:
        column = self._token.column
        is_class = self._accept("class")
        text = self._read_literal()
        if not isinstance(text, Text):
            raise ExpressionError("a list includes a text in quotes", column=text.column)
        return Item(text.value, is_class, column=column)

    def _read_literal(self) -> Number | Text | Day:
        literal = self._find_literal()
        if literal is None:
            raise self._wrong(f"expected a text in quotes, a number or a date and found {self._token}")
        return literal

    def _find_literal(self) -> Number | Text | Day | None:
        token = self._token
        match token.kind:
            case TokenKind.TEXT:
                return self._read_text()
            case TokenKind.NUMBER:
                self._advance()
                return Number(Decimal(token.text), self._find_unit(), column=token.column)
            case TokenKind.DAY:
                return self._read_day()
        return None

    def _read_text(self) -> Text:
        token = self._token
        value = token.text[1:-1].replace("''", "'")
        if not value.isprintable():
            raise self._wrong("a text is one line of printable characters")
        self._advance()
        return Text(value, column=token.column)

    def _find_unit(self) -> str | None:
        is_here = self._token.kind is TokenKind.WORD and is_unit(self._token.text)
        return self._advance().text if is_here else None

    def _read_day(self) -> Day:
        token = self._token
        try:
            day = dt.date.fromisoformat(token.text)
        except ValueError:
            raise self._wrong("the calendar has no such date") from None
        self._advance()
        return Day(day, column=token.column)

    def _read_operand(self) -> Node:
        if self._accept("("):
            inner = self.read_or()
            self._expect(")")
            return inner
        return self._find_literal() or self._read_word()

    def _read_word(self) -> Node:
        token = self._token
        if token.kind is not TokenKind.WORD:
            raise self._wrong(f"expected a condition or a value and found {token}")
        read = _FUNCTIONS.get(token.text)
        if read is not None:
            self._advance()
            return read(self, token.column)
        if not is_name(token.text):
            raise self._wrong(f"{token} is no name", nearest_hint(token.text, KEYWORDS))
        self._advance()
        if self._token.text == "(":
            raise ExpressionError(
                f"there is no function {token}", column=token.column, hint=nearest_hint(token.text, _FUNCTIONS)
            )
        return Name(token.text, column=token.column)

    def _read_name(self) -> Name:
        token = self._token
        if token.kind is not TokenKind.WORD or not is_name(token.text):
            raise self._wrong(f"expected the name of a field and found {token}")
        self._advance()
        return Name(token.text, column=token.column)

    def _read_condition(self) -> Node:
        return self._require_condition(self.read_or())

    def _read_date(self) -> Node:
        return _require_kind(
            self._read_operand(), (Day, AsOf, Name, Pick), "this is no date", "give a date field, a date or as_of"
        )

    def read_quantified(self, quantifier: Quantifier, column: int) -> Node:
        elements, condition = self._read_elements()
        return Quantified(quantifier, elements, condition, column=column)

    def read_count(self, column: int) -> Node:
        elements, condition = self._read_elements()
        return Count(elements, condition, column=column)

    def _read_elements(self) -> tuple[Name, Node]:
        self._expect("(")
        elements = self._read_name()
        self._expect(",")
        condition = self._read_condition()
        self._expect(")")
        return elements, condition

    def read_pick(self, choice: Choice, column: int) -> Node:
        self._expect("(")
        elements = self._read_name()
        self._expect(",")
        date = self._read_name()
        self._expect(",")
        condition = self._read_condition()
        self._expect(")")
        return Pick(choice, elements, date, condition, column=column)

    def read_of_latest(self, column: int) -> Node:
        self._expect("(")
        elements, date, wanted = (self._read_name_before_comma() for _ in range(3))
        condition = self._read_condition()
        self._expect(")")
        return OfLatest(elements, date, wanted, condition, column=column)

    def _read_name_before_comma(self) -> Name:
        name = self._read_name()
        self._expect(",")
        return name

    def read_months_between(self, column: int) -> Node:
        self._expect("(")
        start = self._read_date()
        self._expect(",")
        end = self._read_date()
        self._expect(")")
        return MonthsBetween(start, end, column=column)

    def read_months_since(self, column: int) -> Node:
        self._expect("(")
        start = self._read_date()
        self._expect(")")
        return MonthsSince(start, column=column)


_FUNCTIONS: dict[str, Callable[[_Parser, int], Node]] = {
    "true": lambda _, column: Constant(True, column=column),  # noqa: FBT003 - the value of the constant
    "false": lambda _, column: Constant(False, column=column),  # noqa: FBT003 - the value of the constant
    "as_of": lambda _, column: AsOf(column=column),
    "any": lambda parser, column: parser.read_quantified(Quantifier.ANY, column),
    "all": lambda parser, column: parser.read_quantified(Quantifier.ALL, column),
    "none": lambda parser, column: parser.read_quantified(Quantifier.NONE, column),
    "count": _Parser.read_count,
    "latest": lambda parser, column: parser.read_pick(Choice.LATEST, column),
    "earliest": lambda parser, column: parser.read_pick(Choice.EARLIEST, column),
    "of_latest": _Parser.read_of_latest,
    "months_between": _Parser.read_months_between,
    "months_since": _Parser.read_months_since,
}


def _require_kind(node: Node, kinds: tuple[type[Node], ...], message: str, hint: str) -> Node:
    if not isinstance(node, kinds):
        raise ExpressionError(message, column=node.column, hint=hint)
    return node
