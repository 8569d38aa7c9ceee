"""Views as plain text, readable from 60 columns up; colour only where a terminal wants it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from herald.reports import wording

if TYPE_CHECKING:
    from rich.console import Console

    from herald.reports.views import DocumentView, FindingsView, OptionsView
    from herald.reports.views.findings import FindingView
    from herald.reports.views.missing import MissingView, OutcomeView
    from herald.reports.views.options import CautionView, FlagView, OptionView, ResultView, SupportView
    from herald.reports.views.pooled import NetworkView
    from herald.reports.views.sources import ReasonView, SourceView
    from herald.vocabulary.concepts import Concept

TABLE_WIDTH = 96
NAME_WIDTH = 18
TESTS_IN_FULL = 8
UNDECIDED_IN_FULL = 8
NAMES_IN_FULL = 5
NAMES_AS_EXAMPLES = 2
"""A terminal shows the first; the page and the JSON have all."""


def print_findings(view: FindingsView, console: Console) -> None:
    _heading(console, wording.counted(len(view.rows), "finding").capitalize())
    if console.width >= TABLE_WIDTH and view.rows:
        _print_findings_table(view.rows, console)
    else:
        for row in view.rows:
            _print_finding(row, console)
    _print_section(console, "Documents that differ", view.disagreements)
    if view.documents:
        console.print()
        _line(console, "Documents:")
    for number, name in view.documents:
        _line(console, f"[{number}] {name}", indent=2, hang=4)


def print_options(view: OptionsView, console: Console) -> None:
    _print_facts(view, console)
    _print_to_do(view, console)
    _heading(console, f"Options ({len(view.options)})")
    if view.options:
        _line(console, view.ordering, indent=2)
        console.print()
    else:
        _line(console, wording.NO_OPTIONS, indent=2)
    for option in view.options:
        _print_option(option, console)
    _print_missing(view.missing, console)
    _heading(console, f"Undecided ({len(view.undecided)})")
    for undecided in view.undecided[:UNDECIDED_IN_FULL]:
        needs = wording.first_of(undecided.needs, NAMES_IN_FULL)
        _line(console, f"? {undecided.regimen}: needs {needs}", indent=2, hang=2)
        _line(console, f"rule {undecided.rule}", indent=4, style="dim")
    rest = [undecided.regimen for undecided in view.undecided[UNDECIDED_IN_FULL:]]
    _print_listed("undecided, too", rest, console, indent=2)
    _heading(console, f"Excluded ({len(view.excluded)})")
    for exclusion in view.excluded:
        _line(console, f"× {exclusion.regimen}", indent=2, hang=2)
        _print_reasons(exclusion.reasons, console, indent=4)
        _line(console, f"rule {exclusion.rule}", indent=4, style="dim")
    _print_conflicts(view, console)
    _print_networks(view.networks, console)
    _print_sources(view.sources, console)
    _print_safety(view.safety, console)
    _line(console, f"{view.stamp}.")


def print_document(view: DocumentView, console: Console) -> None:
    _heading(console, view.title)
    for label, value in view.details:
        _line(console, f"{label}: {value}", indent=2, hang=2)
    for notice in view.notices:
        _line(console, f"! {notice}", indent=2, hang=2)
    _heading(console, wording.counted(len(view.findings), "finding").capitalize())
    for row in view.findings:
        _print_finding(row, console)
    if view.harms:
        _heading(console, wording.counted(len(view.harms), "harm").capitalize())
    for row in view.harms:
        _print_finding(row, console)
    _print_section(console, "Studies", [f"{s.name}: phase {s.phase}, {s.size}, {s.population}" for s in view.studies])
    _print_section(console, "Discussed", [f"{d.agent}, for {d.population}" for d in view.discussions])
    _print_section(
        console,
        "Rejected figures",
        [f"{row.reason}: {row.message} ({wording.one_line(row.quote)})" for row in view.rejected],
    )


def print_concept(concept: Concept, console: Console) -> None:
    from herald.vocabulary.concepts import as_record

    for name, value in as_record(concept).items():
        _line(console, f"{name}: {_plain(value)}", hang=2)


def print_concept_list(concepts: Iterable[Concept], console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in ("Id", "Name", "Identifier"):
        table.add_column(name, overflow="fold")
    for concept in concepts:
        table.add_row(*map(Text, (concept.id, concept.name, concept.curie if concept.curie != concept.id else "–")))
    console.print(table)


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {item}" for name, item in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value)


def _print_section(console: Console, title: str, lines: Sequence[str]) -> None:
    if lines:
        _heading(console, f"{title} ({len(lines)})")
    for line in lines:
        _line(console, f"- {line}", indent=2, hang=2)


def _print_findings_table(rows: Sequence[FindingView], console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 1, 0), pad_edge=False, header_style="bold", expand=True)
    table.add_column(
        "Study", width=min(NAME_WIDTH, max(len("Study"), *(len(row.study) for row in rows))), overflow="fold"
    )
    table.add_column("Endpoint", width=len("Endpoint"), overflow="fold")
    for name, ratio in (("Arm", 5), ("Comparator", 5), ("Figures", 6)):
        table.add_column(name, ratio=ratio, overflow="fold")
    table.add_column("Document", width=len("Document"), overflow="fold")
    for row in rows:
        cells = (row.study, row.endpoint, row.arm, row.comparator, "\n".join([row.figures, *row.notes]))
        table.add_row(*map(Text, cells), Text(f"[{row.document}]"))
    console.print(table)


def _print_finding(row: FindingView, console: Console) -> None:
    document = f"[{row.document}]" if row.document else ""
    _line(console, wording.spaced(f"{row.study}, {row.endpoint}", document), style="bold", hang=2)
    _line(console, row.population, indent=2, hang=2)
    _line(console, f"{row.arm} against {row.comparator}" if row.comparator != "–" else row.arm, indent=2)
    for text in (row.figures, *row.notes):
        _line(console, text, indent=2, hang=2)
    console.print()


def _print_facts(view: OptionsView, console: Console) -> None:
    _heading(console, "The patient, as recorded")
    for fact in view.facts:
        _line(console, f"{fact.label}: {fact.value}", indent=2, hang=2, style=None if fact.is_known else "bold")
        if fact.open_question:
            _line(console, fact.open_question, indent=4)
        _print_reasons(fact.reasons, console, indent=4)
    for fact in (fact for fact in view.further_facts if fact.is_known):
        _line(console, f"{fact.label}: {fact.value}", indent=2, hang=2, style="dim")


def _print_to_do(view: OptionsView, console: Console) -> None:
    if view.do_now:
        _heading(console, "Do now")
    for number, test in enumerate(view.do_now, start=1):
        _line(console, f"{number}. {test}", indent=2, hang=3)


def _print_option(option: OptionView, console: Console) -> None:
    _line(console, f"{option.rank}. {option.regimen}", style="bold", hang=3)
    _line(console, f"{option.standing}; strength {option.strength}; certainty {option.certainty}", indent=3)
    _line(console, _dated(option.source), indent=3, hang=2)
    _line(console, f"rule {option.rule} ({option.jurisdiction})", indent=3, hang=2, style="dim")
    if option.note:
        _line(console, f"note: {option.note}", indent=3, hang=2)
    _print_reasons(option.reasons, console, indent=3)
    for result in option.results:
        _print_result(result, console)
    _print_pooled(option, console)
    _print_cautions(option, console)
    for support in option.also:
        _print_support(support, console)
    console.print()


def _print_support(support: SupportView, console: Console) -> None:
    grades = f"{support.standing}; strength {support.strength}; certainty {support.certainty}"
    _line(console, f"also {grades}; {_dated(support.source)}", indent=3, hang=2)
    _line(console, f"rule {support.rule} ({support.jurisdiction})", indent=5, style="dim")


def _print_result(result: ResultView, console: Console) -> None:
    _line(console, f"{result.trial}: {result.figures}", indent=3, hang=2)
    _line(console, result.arms, indent=5)
    _line(console, result.scope, indent=5)
    if result.quote:
        _line(console, f"“{wording.one_line(result.quote)}”", indent=5, style="italic")
    else:
        _line(console, "no sentence kept for this result", indent=5)
    _line(console, ", ".join(filter(None, (f"read in: {result.read_in}", result.address))), indent=5, style="dim")
    if result.figures_seen_at:
        _line(console, f"figures seen at {result.figures_seen_at}", indent=5, style="dim")
    if result.note:
        _line(console, f"note: {result.note}", indent=5)


def _print_pooled(option: OptionView, console: Console) -> None:
    for effect in option.pooled:
        _line(console, f"pooled {effect.words}", indent=3, hang=2)
        _line(console, f"{effect.basis} (network {effect.number})", indent=5)
    for missing in option.not_pooled:
        because = "; ".join(missing.reasons)
        _line(console, f"no pooled {missing.endpoint}, because {because}", indent=3, hang=2)


def _print_networks(networks: Sequence[NetworkView], console: Console) -> None:
    if networks:
        _heading(console, f"Networks of trials behind the pooled effects ({len(networks)})")
        _line(console, wording.POOLED, indent=2)
    said: set[str] = set()
    for network in networks:
        _line(console, f"{network.number}. {network.title}: {network.size}", indent=2, hang=3, style="bold")
        _line(console, network.stamp, indent=5, style="dim")
        for limit in network.limits:
            if limit not in said:
                _line(console, f"- {limit}", indent=5, hang=2)
        again = len(said.intersection(network.limits))
        if again:
            _line(console, f"- and {wording.counted(again, 'limit')} that it shares with those above", indent=5, hang=2)
        said.update(network.limits)


def _print_cautions(option: OptionView, console: Console) -> None:
    for caution in option.cautions:
        _line(console, f"! {_caution_words(caution)}", indent=3, hang=2)
    if option.possible_cautions:
        number = wording.counted(len(option.possible_cautions), "caution")
        until = f" until these are known: {'; '.join(option.possible_needs)}" if option.possible_needs else ""
        _line(console, f"? {number} cannot be ruled out{until}", indent=3, hang=2)
    for caution in option.possible_cautions:
        _line(console, f"- {_caution_words(caution)}", indent=5, hang=2)


def _caution_words(caution: CautionView) -> str:
    return wording.spaced(f"{caution.agent}, {caution.kind}: {caution.text}", _reference(caution.source))


def _print_missing(missing: Sequence[MissingView], console: Console) -> None:
    _heading(console, f"Missing, and what each result would change ({len(missing)})")
    for test in missing[:TESTS_IN_FULL]:
        _print_test(test, console)
    rest = [test.name for test in missing[TESTS_IN_FULL:]]
    if rest:
        _line(console, f"Further inputs that would change the answer: {'; '.join(rest)}", indent=2, hang=2)


def _print_test(test: MissingView, console: Console) -> None:
    _line(console, f"{test.name}: {test.change}", indent=2, hang=2, style="bold")
    for outcome in test.outcomes:
        _print_outcome(outcome, console)
    _print_listed("whatever the result, still needed", test.always_needed, console, indent=4)


def _print_outcome(outcome: OutcomeView, console: Console) -> None:
    _line(console, f"{outcome.result} → {_outcome_options(outcome)}", indent=4, hang=2)
    _print_listed("no longer", outcome.dropped, console)
    if outcome.options or not outcome.left_open:
        _print_listed("left open", outcome.left_open, console)
        _print_listed("ruled out", outcome.ruled_out, console)
        _print_listed("would still need", outcome.still_missing, console)


def _print_listed(what: str, names: Sequence[str], console: Console, *, indent: int = 8) -> None:
    if names:
        _line(console, f"{what}: {wording.first_of(names, NAMES_IN_FULL)}", indent=indent, hang=2)


def _outcome_options(outcome: OutcomeView) -> str:
    """Returns the options; where there are none yet, how far the result narrows what is open."""
    named = [regimen if is_today else f"{regimen} (new)" for regimen, is_today in outcome.options]
    if named or not outcome.left_open:
        return "; ".join(named) or "no regimen from these rules"
    stays = f"{len(outcome.left_open)} stay open ({wording.first_of(outcome.left_open, NAMES_AS_EXAMPLES)})"
    return f"no regimen yet; {stays}; {len(outcome.ruled_out)} ruled out"


def _print_conflicts(view: OptionsView, console: Console) -> None:
    if view.conflicts:
        _heading(console, f"Conflicts ({len(view.conflicts)})")
    for conflict in view.conflicts:
        _line(console, f"- {_with_rules(conflict.text, conflict.rules)}", indent=2, hang=2)
        for position in conflict.positions:
            _line(console, f"· {position}", indent=6, hang=2)
    _print_section(console, "To note", [_flag_words(flag) for flag in view.flags])


def _flag_words(flag: FlagView) -> str:
    return wording.spaced(f"{flag.kind}: {flag.text}", _reference(flag.source), f"[{flag.rule}]" if flag.rule else "")


def _with_rules(text: str, rules: Sequence[str]) -> str:
    return f"{text} [{', '.join(rules)}]" if rules else text


def _print_reasons(reasons: Iterable[ReasonView], console: Console, *, indent: int) -> None:
    for reason in reasons:
        _line(console, wording.spaced("because", reason.text, _reference(reason.source)), indent=indent, hang=2)


def _reference(source: SourceView | None) -> str:
    """Returns the source's number in the list at the end; its name where it stands in no list."""
    return f"[{source.number or source.citation}]" if source else ""


def _dated(source: SourceView) -> str:
    date = f"({source.date})" if source.date else ""
    return wording.spaced("source:", source.citation, date, _reference(source) if source.number else "")


def _print_sources(sources: Iterable[SourceView], console: Console) -> None:
    _heading(console, "Sources")
    for source in sources:
        details = [source.date, source.jurisdiction, source.basis and f"read: {source.basis}", source.verified]
        _line(console, f"[{source.number}] {source.citation}", indent=2, hang=4)
        _line(console, "; ".join(part for part in details if part), indent=6)
        _line(console, source.address or "", indent=6, style="dim")


def _print_safety(lines: Iterable[str], console: Console) -> None:
    console.print()
    for line in lines:
        _line(console, line)


def _heading(console: Console, text: str) -> None:
    console.print()
    _line(console, text, style="bold")
    _line(console, "─" * min(len(text), console.width), style="dim")


def _line(console: Console, text: str, *, indent: int = 0, hang: int = 0, style: str | None = None) -> None:
    """Prints a paragraph at `indent`, its further lines `hang` deeper, broken to the width; no text, no line."""
    from rich.text import Text

    if not text:
        return
    room = max(console.width - indent - hang, 20)
    for number, line in enumerate(Text(text, style=style or "").wrap(console, room, overflow="fold")):
        line.rstrip()
        console.print(Text(" " * (indent + (hang if number else 0))) + line, soft_wrap=True)
