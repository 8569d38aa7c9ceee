"""Options of the commands that read documents."""

from __future__ import annotations

import click

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1, max=256),
    default=1,
    show_default=True,
    help="How many processes read at once; the output is the same for any number.",
)
