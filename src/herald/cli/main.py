"""The `herald` command: its list of commands, and what becomes of errors."""

from __future__ import annotations

import gc
import importlib
import sys

import click

import herald
from herald.core.errors import HeraldError, InternalError

NOTICE = (
    "Herald supports professionals and does not replace them. No clinician has reviewed its content. "
    "It is not a medical device and must not be the only basis of a treatment decision."
)

COMMANDS = {
    "demo": "Read example documents and a patient, show the answer, write a report.",
    "extract": "Show what documents found, without storing anything.",
    "read": "Read documents into the evidence base.",
    "findings": "Ask the evidence base what was found.",
    "show": "Show one document: its text, its findings, or a page with them in place.",
    "check": "Hold documents against their own arithmetic and against what is known.",
    "her2": "Interpret HER2 test results: IHC, ISH groups, recounts.",
    "options": "Give one patient's options, with evidence, exclusions and missing tests.",
    "guideline": "Check, list, show, test and compare guidelines.",
    "pool": "Pool the effects of several studies, or a network of them.",
    "vocabulary": "Look up drugs, genes, endpoints, populations, trials and their names.",
}
"""Each command stands in the module of its name; the list is here so that help loads none of them."""


GARBAGE = (100_000, 50, 100)
"""When Python looks for cycles: what a command loads stays until it ends, so looking every 700 objects is waste."""


class Commands(click.Group):
    """A group that imports a command only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"herald.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, epilog=NOTICE)
@click.version_option(herald.__version__, prog_name="herald")
def commands() -> None:
    """Evidence to decision for HER2 breast cancer.

    Documents and a patient in, options with the sentence behind each out.

    \b
    Examples:
      herald demo
      herald extract article.html --format json
      herald her2 --ihc 2+ --ratio 1.7 --copies 4.6
      herald options patient.yaml --html report.html
    """


def main() -> None:
    """Runs the command line and exits: 0 success, 2 usage, the error family's code, 130 interrupted, 70 a bug."""
    gc.set_threshold(*GARBAGE)
    try:
        status = commands.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("herald: interrupted; what was finished is kept", err=True)
        status = 130
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except InternalError:
        raise
    except HeraldError as error:
        report_error(error)
        status = error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        status = 141
    sys.exit(status if isinstance(status, int) else 0)


def report_error(error: HeraldError) -> None:
    """Writes an error and its hint to standard error."""
    click.echo(f"herald: {error.code}: {error.message}", err=True)
    if error.hint:
        click.echo(f"  hint: {error.hint}", err=True)
