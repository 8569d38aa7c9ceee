"""A guideline for those who maintain it: checked, listed, shown, tested and compared; as records and as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Any

from herald.core.truth import Truth
from herald.guideline.dependents import find_dependents, find_reliant_rules
from herald.guideline.fields import Field
from herald.guideline.rules import Caution, Rule
from herald.guideline.sources import Source
from herald.guideline.tables import Row, Table
from herald.guideline.wording import Wording, number_in_words
from herald.guideline.writing import written

if TYPE_CHECKING:
    from herald.decisions.cases import CaseReport, CaseResult, Coverage
    from herald.decisions.comparison import AnswerChange, EntryChange, FateChange
    from herald.decisions.soundness import Soundness
    from herald.guideline.errors import GuidelineProblem
    from herald.guideline.guideline import Guideline
    from herald.guideline.nodes import Node
    from herald.guideline.writing import Entry, Written

WIDTH = 100
LONG_LIST = 12
RULE_COLUMNS = (
    "id", "chapter", "title", "offer", "advise", "standing", "strength", "certainty", "jurisdiction", "source",
    "source_date", "locator", "since", "until", "in_force", "file", "line",
)  # fmt: skip

Record = dict[str, Any]
Words = list[tuple[str, str]]


def name_of(guideline: Guideline) -> str:
    return f"{guideline.id} {guideline.version}"


# Check


def check_record(guideline: Guideline, soundness: Soundness) -> Record:
    return {
        "guideline": name_of(guideline),
        "digest": guideline.digest,
        "sound": not soundness.problems,
        "counts": _counts(guideline),
        "tables_proven": list(soundness.proven),
        "problems": [problem_record(problem) for problem in soundness.problems],
        "remarks": [
            {"file": remark.place.file, "line": remark.place.line, "message": remark.text}
            for remark in soundness.remarks
        ],
    }


def problem_record(problem: GuidelineProblem) -> Record:
    message = problem.message.removeprefix(f"{problem.place}: ")
    return {"file": problem.place.file, "line": problem.place.line, "message": message, "hint": problem.hint}


def _counts(guideline: Guideline) -> dict[str, int]:
    return {
        "fields": len(guideline.fields),
        "tables": len(guideline.tables),
        "rows": sum(len(table.rows) for table in guideline.tables.values()),
        "rules": len(guideline.rules),
        "cautions": len(guideline.cautions),
        "sources": len(guideline.sources),
    }


def render_check(guideline: Guideline, soundness: Soundness) -> str:
    counts = ", ".join(f"{count} {noun}" for noun, count in _counts(guideline).items())
    lines = [f"{name_of(guideline)}: {counts}"]
    if not soundness.problems:
        proven = f"{len(soundness.proven)} of {len(guideline.tables)} tables"
        lines.append(f"Sound. Every row of {proven} is proven to be reachable.")
    lines += [f"remark: {remark.place}: {remark.text}" for remark in soundness.remarks]
    return "\n".join(lines)


# List


def rule_record(rule: Rule, guideline: Guideline, as_of: dt.date) -> Record:
    return {
        "id": rule.id,
        "chapter": rule.chapter,
        "title": rule.title,
        "offer": [_part(part.name, is_class=part.is_class) for part in rule.offer],
        "advise": rule.advise,
        "standing": _text(rule.standing),
        "strength": _text(rule.strength),
        "certainty": _text(rule.certainty),
        "jurisdiction": rule.jurisdiction,
        "source": rule.source,
        "source_date": guideline.sources[rule.source].date,
        "locator": rule.locator,
        "since": _text(rule.since),
        "until": _text(rule.until),
        "in_force": rule.holds_on(as_of),
        "file": rule.place.file,
        "line": rule.place.line,
    }


def _part(name: str, *, is_class: bool) -> str:
    return f"class {name}" if is_class else name


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def rule_row(record: Record) -> list[str]:
    """Returns the cells of a table of rules, in the order of `RULE_COLUMNS`."""
    return [_cell(record[column]) for column in RULE_COLUMNS]


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return " + ".join(map(str, value))
    return str(value)


def render_rules(records: Sequence[Record]) -> str:
    lines: list[str] = []
    chapter = None
    for record in records:
        if record["chapter"] != chapter:
            chapter = record["chapter"]
            lines += ["", chapter] if lines else [chapter]
        lines += [f"  {record['id']}", _hung(_summary(record), 6)]
    return "\n".join([*lines, "", f"{len(records)} rules"])


def _summary(record: Record) -> str:
    graded = [record["standing"] or "advice", record["strength"], record["jurisdiction"]]
    dated = f"{record['source']} ({record['source_date'] or 'no date'})"
    in_force = [] if record["in_force"] else ["not in force"]
    return " · ".join([part for part in graded if part] + [dated] + in_force)


# Show


def entry_record(noun: str, entry: Entry, guideline: Guideline) -> Record:
    dependents = [{"kind": found.noun, "name": found.name} for found in find_dependents(guideline, entry)]
    record: Record = {
        "kind": noun,
        "file": entry.place.file,
        "line": entry.place.line,
        "in_words": [{"label": label, "text": text} for label, text in in_words(entry, guideline)],
        "written": written(entry),
        "used_by": dependents,
    }
    if isinstance(entry, Field | Table):
        record["rules_that_rest_on_it"] = list(find_reliant_rules(guideline, entry))
    return record


def in_words(entry: Entry, guideline: Guideline) -> Words:
    """Returns what an entry says, as pairs of a heading and a text for readers who do not know the language."""
    words = Wording(guideline)
    match entry:
        case Rule():
            return list(_rule_in_words(entry, words, guideline))
        case Caution():
            return list(_caution_in_words(entry, words, guideline))
        case Table():
            return [("Fact", entry.label), *(_row_in_words(row, entry, words) for row in entry.rows)]
        case Row():
            table = next(table for table in guideline.tables.values() if entry in table.rows)
            return [("Row of", table.label), _row_in_words(entry, table, words), *_cited(entry, guideline)]
        case Field():
            return list(_field_in_words(entry, words, guideline))
        case Source():
            return list(_source_in_words(entry))


def _rule_in_words(rule: Rule, words: Wording, guideline: Guideline) -> Iterator[tuple[str, str]]:
    yield "Rule", rule.title
    yield "Chapter", rule.chapter
    if rule.advise is None:
        yield "Offers", rule.regimen or " + ".join(part.name for part in rule.offer)
    else:
        yield "Advises", rule.advise
    yield from _when("Speaks about patients where", rule.scope, words)
    yield from _when("Applies where", rule.when, words)
    for reason in rule.unless:
        yield "Not where", f"{words.condition(reason.when)} ({reason.because})"
    graded = (rule.standing, rule.strength, rule.certainty and f"{rule.certainty} certainty", rule.grade_note)
    yield "Standing", ", ".join(str(part) for part in graded if part) or "advice"
    yield "Jurisdiction", rule.jurisdiction
    yield "Holds", _period(rule)
    yield from _cited(rule, guideline)


def _when(label: str, node: Node | None, words: Wording) -> Iterator[tuple[str, str]]:
    if node is not None:
        yield label, words.condition(node)


def _period(rule: Rule) -> str:
    since = f"since {rule.since}" if rule.since else "without a first day"
    return f"{since}, until {rule.until}" if rule.until else since


def _cited(entry: Rule | Caution | Row, guideline: Guideline) -> Iterator[tuple[str, str]]:
    if entry.source is not None:
        source = guideline.sources[entry.source]
        parts = (source.citation, entry.locator, source.date, source.url or source.doi)
        yield "Source", ", ".join(part for part in parts if part)
    if entry.note:
        yield "Note", entry.note


def _caution_in_words(caution: Caution, words: Wording, guideline: Guideline) -> Iterator[tuple[str, str]]:
    yield "Caution", caution.text
    yield "Kind", f"{caution.kind}; where it applies the effect is: {caution.effect}"
    yield "Agents", ", ".join(sorted(caution.agents))
    yield from _when("Applies where", caution.when, words)
    yield from _cited(caution, guideline)


def _row_in_words(row: Row, table: Table, words: Wording) -> tuple[str, str]:
    condition = "otherwise" if row.when is None else f"where {words.condition(row.when)}"
    because = f" ({row.because})" if row.because else ""
    return table.display(row.then), f"{condition}{because}"


def _field_in_words(field: Field, words: Wording, guideline: Guideline) -> Iterator[tuple[str, str]]:
    yield "Field", field.label
    yield "Type", str(field.type)
    if field.low is not None and field.high is not None:
        yield "Range", f"{number_in_words(field.low, None)} to {number_in_words(field.high, field.unit)}"
    if field.test:
        yield "Known by", field.test
    told_apart = [outcome.label for outcome in guideline.outcomes(field.name)]
    if told_apart:
        yield "Rules tell apart", "; ".join(told_apart)
    if field.derive is not None:
        yield "Derived as", _derivation(field.derive, words)
    for label, cases in (("Derived", field.cases), ("Presumed", field.presume)):
        for case in cases:
            yield label, f"{field.display(str(case.value))} where {words.condition(case.when)} ({case.because})"
    for part in field.of.values():
        yield "Each entry has", f"{part.label}: {part.type}"


def _derivation(node: Node, words: Wording) -> str:
    try:
        return words.operand(node)
    except TypeError:
        return words.condition(node)


def _source_in_words(source: Source) -> Iterator[tuple[str, str]]:
    keys = ("citation", "date", "jurisdiction", "kind", "url", "doi", "pmid", "basis", "verified", "superseded_by")
    for key in (*keys, "note"):
        value = getattr(source, key)
        if value:
            yield key.replace("_", " ").capitalize(), value


def render_entry(record: Record) -> str:
    lines = [f"{record['kind']} at {record['file']}:{record['line']}", ""]
    lines += [_hung(f"{pair['label']}: {pair['text']}", 2) for pair in record["in_words"]]
    lines += ["", "As written:", *_written_lines(record["written"], 2), "", "Used by:"]
    lines += [f"  {found['kind']} {found['name']}" for found in record["used_by"]] or ["  nothing"]
    reliant = record.get("rules_that_rest_on_it")
    if reliant is not None:
        lines += ["", _hung(f"Rules that rest on it ({len(reliant)}): {_first_of(reliant)}", 2)]
    return "\n".join(lines)


def _first_of(names: Sequence[str]) -> str:
    more = f" and {len(names) - LONG_LIST} more" if len(names) > LONG_LIST else ""
    return ", ".join(names[:LONG_LIST]) + more


def _written_lines(value: Written, indent: int) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if isinstance(part, str):
                yield _hung(f"{key}: {part}", indent)
            else:
                yield " " * indent + f"{key}:"
                yield from _written_lines(part, indent + 2)
    elif isinstance(value, list):
        for part in value:
            if isinstance(part, str):
                yield _hung(f"- {part}", indent)
            else:
                yield " " * indent + "-"
                yield from _written_lines(part, indent + 2)


def _hung(text: str, indent: int) -> str:
    """Returns a text within the width, its further lines two columns deeper."""
    spaces = " " * indent
    return fill(
        text, WIDTH, initial_indent=spaces, subsequent_indent=f"{spaces}  ", break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


# Test


def cases_record(guideline: Guideline, report: CaseReport) -> Record:
    return {
        "guideline": name_of(guideline),
        "cases": len(report.results),
        "passed": len(report.results) - len(report.failed),
        "failed": [_failure_record(result) for result in report.failed],
        "coverage": [_coverage_record(each) for each in report.coverage],
    }


def _failure_record(result: CaseResult) -> Record:
    case = result.case
    return {
        "file": case.place.file,
        "line": case.place.line,
        "about": str(case.subject),
        "name": case.name,
        "expected": case.expected,
        "found": result.found,
    }


def _coverage_record(coverage: Coverage) -> Record:
    return {
        "kind": str(coverage.subject),
        "name": coverage.name,
        "file": coverage.place.file,
        "line": coverage.place.line,
        **{truth.value: coverage.counts[truth] for truth in Truth},
        "never": [truth.value for truth in coverage.never],
    }


def render_cases(report: CaseReport) -> str:
    lines = [_failure(result) for result in report.failed]
    lines += [
        f"{each.place}: no case shows the {each.subject} '{each.name}' {' or '.join(t.name for t in each.never)}"
        for each in report.gaps
    ]
    passed = len(report.results) - len(report.failed)
    lines.append(f"{passed} of {len(report.results)} cases give the answer written by hand.")
    for subject in dict.fromkeys(each.subject for each in report.coverage):
        every = [each for each in report.coverage if each.subject is subject]
        whole = sum(not each.never for each in every)
        noun = "row of a table" if subject == "row" else subject
        lines.append(f"{whole} of {len(every)}: {noun} shown TRUE, FALSE and UNKNOWN (or always TRUE).")
    return "\n".join(lines)


def _failure(result: CaseResult) -> str:
    case = result.case
    return f"{case.place}: {case.subject} '{case.name}': expected '{case.expected}', found '{result.found}'"


# Diff


def comparison_record(
    names: tuple[str, str], changes: Iterable[EntryChange], answers: Sequence[AnswerChange], unread: Mapping[str, str]
) -> Record:
    return {
        "before": names[0],
        "after": names[1],
        "changes": [_change_record(change) for change in changes],
        "patients": len(answers) + len(unread),
        "different_answers": [_answer_record(answer) for answer in answers if answer.is_different],
        "unread": [{"patient": patient, "message": message} for patient, message in unread.items()],
    }


def _change_record(change: EntryChange) -> Record:
    return {
        "kind": change.noun,
        "name": change.name,
        "change": str(change.change),
        "place": change.place,
        "keys": [{"key": each.key, "before": each.before, "after": each.after} for each in change.keys],
    }


def _answer_record(answer: AnswerChange) -> Record:
    return {
        "patient": answer.patient,
        "options_before": list(answer.before),
        "options_after": list(answer.after),
        "why": [
            {
                "kind": fate.noun,
                "name": fate.name,
                "title": fate.title,
                "before": fate.before,
                "after": fate.after,
                "because": list(fate.because),
            }
            for fate in answer.fates
        ],
    }


def render_comparison(record: Record, answers: Sequence[AnswerChange]) -> str:
    lines = [f"{record['before']} → {record['after']}: {len(record['changes'])} entries differ"]
    for change in record["changes"]:
        lines.append(f"  {change['change']} {change['kind']} {change['name']} ({change['place']})")
        lines += [_hung(f"{key['key']}: {_brief(key['before'])} → {_brief(key['after'])}", 6) for key in change["keys"]]
    if record["patients"]:
        different = [answer for answer in answers if answer.is_different]
        lines += ["", f"{len(different)} of {record['patients']} patients get another answer"]
        for answer in different:
            lines += _answer_lines(answer)
        lines += [f"  not read: {one['patient']}: {one['message']}" for one in record["unread"]]
    return "\n".join(lines)


def _brief(value: object) -> str:
    match value:
        case None:
            return "(none)"
        case list():
            return "[" + ", ".join(map(_brief, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{key}: {_brief(part)}" for key, part in value.items()) + "}"
    return str(value)


def _answer_lines(answer: AnswerChange) -> Iterator[str]:
    yield f"  {answer.patient}"
    if answer.before != answer.after:
        yield _hung(f"options before: {'; '.join(answer.before) or 'none'}", 4)
        yield _hung(f"options after: {'; '.join(answer.after) or 'none'}", 4)
    yield from (_hung(_fate_line(fate), 4) for fate in answer.fates)


def _fate_line(fate: FateChange) -> str:
    because = f", because of {', '.join(fate.because)}" if fate.because else ""
    return f"{fate.noun} {fate.name}: {fate.before} → {fate.after}{because}"
