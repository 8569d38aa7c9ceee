"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def parse_date(text: str) -> dt.date:
    """Returns the date of an argument, or raises what click shows beside the option's name."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a date; write it as 2026-11-21") from None


def today() -> dt.date:
    """Returns the date of the machine's clock: the one place where Herald looks at it."""
    return dt.datetime.now().astimezone().date()


def format_option(*formats: str) -> Callable[[F], F]:
    return click.option(
        "--format", "format_", type=click.Choice(formats), default="text", show_default=True, help="Form of the output."
    )


as_of_option = click.option(
    "--as-of",
    metavar="YYYY-MM-DD",
    default=lambda: today().isoformat(),
    callback=lambda _ctx, _param, text: parse_date(text),
    show_default="today",
    help='The date that counts as "today".',
)


def default_base() -> Path:
    """Returns the evidence base in the user's data folder, which is made if need be."""
    from platformdirs import user_data_path

    return user_data_path("herald", appauthor=False, ensure_exists=True) / "herald.db"


base_option = click.option(
    "--base",
    type=click.Path(dir_okay=False, path_type=Path),
    default=default_base,
    show_default="herald.db in the user's data folder",
    help="File of the evidence base.",
)
