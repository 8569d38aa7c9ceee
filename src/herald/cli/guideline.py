"""`herald guideline`: the guideline itself, checked, listed, shown, tested and compared."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from herald.cli.knowledge import KNOWLEDGE, get_lexicon
from herald.cli.output import print_csv, print_json
from herald.cli.parameters import as_of_option, format_option
from herald.core.errors import HeraldError, UsageError, nearest_hint
from herald.decisions.cases import FailedCases, read_cases, run_cases
from herald.decisions.comparison import AnswerChange, Comparison
from herald.decisions.inputs import read_inputs
from herald.decisions.lexicon import VocabularyLexicon
from herald.decisions.soundness import check_soundness
from herald.guideline.dependents import entries_by_noun, find_entries
from herald.guideline.errors import BrokenGuideline
from herald.guideline.loading import load_guideline
from herald.guideline.rules import Rule, Standing
from herald.patients.formats import read_record
from herald.reports import guideline as pages
from herald.vocabulary.tables import load_vocabulary

OWN = KNOWLEDGE / "guideline"
PATIENT_FILES = (".yaml", ".yml", ".json")

_folder = click.Path(file_okay=False, path_type=Path)
folder_argument = click.argument("folder", type=_folder, default=OWN)
folder_option = click.option(
    "--guideline", "folder", type=_folder, default=OWN, show_default="the one that comes with Herald",
    help="Folder of the guideline.",
)  # fmt: skip


@click.group("guideline")
def command() -> None:
    """Check, list, show, test and compare guidelines.

    A guideline is a folder of YAML files (docs/reference/guideline-files.md). Without a folder, the one that comes
    with Herald is meant.

    \b
    Examples:
      herald guideline check
      herald guideline list --standing recommended --format csv
      herald guideline show her2_status
      herald guideline test my-guideline
      herald guideline diff old-guideline new-guideline --patients examples/patients
    """


@command.command("check")
@folder_argument
@format_option("text", "json")
def check(folder: Path, format_: str) -> None:
    """Refuse what cannot be relied on, each with file, line and hint.

    Unknown fields, values, agents and sources; units that do not fit; rows that no patient can reach or that overlap;
    rules and rows without source; fields that no reader can fill. Exits 5 where there is any.

    \b
    Examples:
      herald guideline check
      herald guideline check my-guideline --format json
    """
    vocabulary = load_vocabulary()
    try:
        guideline = load_guideline(folder, VocabularyLexicon(vocabulary))
    except BrokenGuideline as broken:
        if format_ == "json":
            print_json({"sound": False, "problems": [pages.problem_record(problem) for problem in broken.problems]})
        raise
    soundness = check_soundness(guideline, vocabulary)
    if format_ == "json":
        print_json(pages.check_record(guideline, soundness))
    else:
        click.echo(pages.render_check(guideline, soundness))
    if soundness.problems:
        raise BrokenGuideline(soundness.problems)


@command.command("list")
@folder_option
@click.option("--chapter", metavar="TEXT", help="Only chapters whose title has this text.")
@click.option("--standing", type=click.Choice([*map(str, Standing), "advice"]), help="Only rules of this standing.")
@click.option("--jurisdiction", metavar="NAME", help="Only rules for this jurisdiction: US, EU, international.")
@click.option("--source", metavar="ID", help="Only rules that rest on this source.")
@click.option("--agent", metavar="NAME", help="Only rules whose regimen has this drug, by any of its names.")
@click.option("--in-force", is_flag=True, help="Only rules that hold on the day of --as-of.")
@as_of_option
@format_option("text", "json", "csv")
def list_rules(folder: Path, as_of: dt.date, format_: str, **filters: Any) -> None:
    """List the rules, with standing, strength, jurisdiction, source and date.

    \b
    Examples:
      herald guideline list --chapter "brain metastases"
      herald guideline list --agent Enhertu --jurisdiction EU
      herald guideline list --format csv > rules.csv
    """
    lexicon = get_lexicon()
    guideline = load_guideline(folder, lexicon)
    agent = filters.pop("agent")
    wanted = None if agent is None else lexicon.resolve_agent(agent)
    rules = [rule for rule in guideline.rules.values() if wanted is None or _has_agent(rule, wanted)]
    records = [pages.rule_record(rule, guideline, as_of) for rule in rules]
    chosen = [record for record in records if _is_chosen(record, **filters)]
    if format_ == "json":
        print_json({"guideline": pages.name_of(guideline), "as_of": as_of.isoformat(), "rules": chosen})
    elif format_ == "csv":
        print_csv(pages.RULE_COLUMNS, [pages.rule_row(record) for record in chosen])
    else:
        click.echo(pages.render_rules(chosen))


def _has_agent(rule: Rule, agent: str) -> bool:
    return any(agent in part.agents for part in rule.offer)


def _is_chosen(
    record: pages.Record,
    *,
    chapter: str | None,
    standing: str | None,
    jurisdiction: str | None,
    source: str | None,
    in_force: bool,
) -> bool:
    equal = {"standing": standing, "jurisdiction": jurisdiction, "source": source}
    return (
        all(wanted is None or (record[key] or "advice") == wanted for key, wanted in equal.items())
        and (chapter is None or chapter.casefold() in record["chapter"].casefold())
        and (record["in_force"] or not in_force)
    )


@command.command("show")
@click.argument("name")
@folder_option
@format_option("text", "json")
def show(name: str, folder: Path, format_: str) -> None:
    """Show one entry, in words and as it is written, with who relies on it.

    NAME is the id of a rule, a caution, a row or a source, or the name of a table or a field.

    \b
    Examples:
      herald guideline show her2_status
      herald guideline show mbc.her2-positive.second-line.trastuzumab-deruxtecan
      herald guideline show lvef --format json
    """
    guideline = load_guideline(folder, get_lexicon())
    found = find_entries(guideline, name)
    if not found:
        names = [known for entries in entries_by_noun(guideline).values() for known in entries]
        hint = nearest_hint(name, names) or "herald guideline list names the rules"
        raise UsageError(f"the guideline has nothing called '{name}'", hint=hint)
    records = [pages.entry_record(noun, entry, guideline) for noun, entry in found]
    if format_ == "json":
        print_json({"guideline": pages.name_of(guideline), "name": name, "entries": records})
    else:
        click.echo("\n\n".join(map(pages.render_entry, records)))


@command.command("test")
@folder_argument
@as_of_option
@format_option("text", "json")
def test(folder: Path, as_of: dt.date, format_: str) -> None:
    """Run the cases beside the chapters, and say what they show.

    Cases are patients with the answer written by hand, in the folder `cases` of the guideline. What fails is named
    with file and line; so is every rule, row and caution that no case shows TRUE, FALSE and UNKNOWN. Exits 5 where
    there is either.

    \b
    Examples:
      herald guideline test
      herald guideline test my-guideline --format json
    """
    lexicon = get_lexicon()
    guideline = load_guideline(folder, lexicon)
    report = run_cases(read_cases(folder), guideline, lexicon, as_of)
    if format_ == "json":
        print_json(pages.cases_record(guideline, report))
    else:
        click.echo(pages.render_cases(report))
    if report.failed or report.gaps:
        message = f"{len(report.failed)} cases fail, and {len(report.gaps)} entries are not shown by any case"
        raise FailedCases(message, hint="write the missing cases by hand, in the folder 'cases'")


@command.command("diff")
@click.argument("before", type=_folder)
@click.argument("after", type=_folder)
@click.option(
    "--patients", type=_folder, help="Folder of records or FHIR bundles: which of them get another answer, and why."
)
@as_of_option
@format_option("text", "json")
def diff(before: Path, after: Path, patients: Path | None, as_of: dt.date, format_: str) -> None:
    """Say which rules, rows, fields and sources differ, and which patients get another answer.

    BEFORE and AFTER are folders of guidelines. Where an entry stands in its files makes no difference.

    \b
    Examples:
      herald guideline diff last-year this-year
      herald guideline diff last-year this-year --patients examples/patients --format json
    """
    lexicon = get_lexicon()
    comparison = Comparison(load_guideline(before, lexicon), load_guideline(after, lexicon), as_of)
    answers: list[AnswerChange] = []
    unread: dict[str, str] = {}
    for path in [] if patients is None else _patient_files(patients):
        try:
            answers.append(_compare_patient(path, comparison, lexicon, as_of))
        except HeraldError as error:
            unread[path.name] = error.message
    names = pages.name_of(comparison.older), pages.name_of(comparison.newer)
    record = pages.comparison_record(names, comparison.changes, answers, unread)
    if format_ == "json":
        print_json(record)
    else:
        click.echo(pages.render_comparison(record, answers))


def _patient_files(folder: Path) -> list[Path]:
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix in PATIENT_FILES)
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}", hint="name a folder of records") from None
    if not found:
        raise UsageError(f"{folder} has no patient records", hint="records are YAML or JSON files, or FHIR bundles")
    return found


def _compare_patient(path: Path, comparison: Comparison, lexicon: VocabularyLexicon, as_of: dt.date) -> AnswerChange:
    record = read_record(path, load_vocabulary(), as_of)
    before, after = (read_inputs(record, each, lexicon, as_of) for each in (comparison.older, comparison.newer))
    return comparison.compare_answers(path.name, before, after)
