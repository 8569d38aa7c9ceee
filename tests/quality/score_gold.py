"""Scores extraction against the gold of our own: by half, by style, and by what surrounds the figures.

    score_gold.py [--split dev|test] [--details]

The cells are those of `scoring`: an endpoint, a field, a printed number. Context is counted over the gold results for
which some finding shares a cell: does the finding that shares the most also agree on unit, arm, time point, assessor?
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import scoring

from herald.core.findings import Arm, Finding
from herald.core.mentions import ConceptKind
from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary
from herald.vocabulary.vocabulary import Vocabulary

GOLD = Path(__file__).parent / "gold" / "gold.jsonl"
CONTEXT = (
    "unit", "statistic", "effect_measure", "ci_level", "arm_n", "comparator_n",
    "events", "comparator_events", "timepoint", "assessed_by",
)  # fmt: skip
REGIMEN_KINDS = {ConceptKind.AGENT, ConceptKind.AGENT_CLASS, ConceptKind.REGIMEN}
NOT_THE_NAME = re.compile(r" (rate|events)$| \(breast\)$|^.* (?=cumulative incidence$)", re.IGNORECASE)
KINDS_OF_RATE = {"proportion", "event rate", "event-free rate", "cumulative incidence"}

Document = Mapping[str, Any]
Record = dict[str, Any]
Pair = tuple[Document, Sequence[Finding]]


def read_gold(split: str | None = None) -> list[Document]:
    documents = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [document for document in documents if split in (None, document["split"])]


def gold_record(result: Mapping[str, Any]) -> Record:
    """Returns the result with its endpoint's bare name, so that "iDFS rate" and "iDFS" are one endpoint."""
    return _record(result["endpoint"], result)


def found_record(finding: Finding) -> Record:
    return _record(finding.endpoint, {name: getattr(finding, name) for name in (*scoring.FIELDS, *CONTEXT)})


def _record(endpoint: str, fields: Mapping[str, Any]) -> Record:
    plain = {name: _plain(fields.get(name)) for name in scoring.FIELDS}
    return {**fields, **plain, "endpoint": NOT_THE_NAME.sub("", endpoint).casefold().replace("-", " ")}


def _plain(printed: str | None) -> str | None:
    """Returns a printed number in the notation that `scoring.number` reads."""
    return printed and re.sub(r"less than\s*", "<", printed.replace("≤", "<"), flags=re.IGNORECASE)


def cells(records: Iterable[Record], *, arm_aware: bool) -> set[scoring.Cell]:
    return {cell for record in records for cell in scoring.cells_of_gold(record, arm_aware=arm_aware)}


def count_cells(pairs: Iterable[Pair], *, arm_aware: bool) -> Counter[str]:
    counted: Counter[str] = Counter()
    for document, findings in pairs:
        wanted = cells(map(gold_record, document["gold"]), arm_aware=arm_aware)
        have = cells(map(found_record, findings), arm_aware=arm_aware)
        counted += Counter(right=len(wanted & have), missed=len(wanted - have), wrong=len(have - wanted))
    return counted


def f1(counted: Counter[str]) -> float:
    right = 2 * counted["right"]
    return right / max(1, right + counted["missed"] + counted["wrong"])


def whole_results(pairs: Iterable[Pair]) -> tuple[int, int]:
    """Returns how many gold results some finding reproduces without a cell too many or too few, and of how many."""
    outcomes = [
        cells([gold_record(result)], arm_aware=False) in [cells([found_record(f)], arm_aware=False) for f in findings]
        for document, findings in pairs
        for result in document["gold"]
        if cells([gold_record(result)], arm_aware=False)
    ]
    return sum(outcomes), len(outcomes)


def count_context(pairs: Iterable[Pair], vocabulary: Vocabulary) -> dict[str, Counter[bool]]:
    """Returns, by field, how often the nearest finding agrees with the gold on what is not a figure of the result."""
    agreed: dict[str, Counter[bool]] = defaultdict(Counter)
    for result, finding in _nearest(pairs):
        for name in CONTEXT:
            if name in result:
                agreed[name][_same(name, result[name], getattr(finding, name))] += 1
        for name in ("arm", "comparator"):
            concepts = _concepts(result.get(name, ""), vocabulary)
            if concepts:
                agreed[name][concepts == _concepts_of_arm(getattr(finding, name), vocabulary)] += 1
    return agreed


def _nearest(pairs: Iterable[Pair]) -> Iterator[tuple[Mapping[str, Any], Finding]]:
    for document, findings in pairs:
        for result in document["gold"]:
            wanted = cells([gold_record(result)], arm_aware=True)
            shared = [len(wanted & cells([found_record(finding)], arm_aware=True)) for finding in findings]
            if max(shared, default=0):
                yield result, findings[shared.index(max(shared))]


def _same(name: str, wanted: Any, got: Any) -> bool:
    if name == "assessed_by" and got:
        return ("investigator" in wanted) == ("investigator" in str(got).lower())
    if name == "timepoint" and got:
        return re.findall(r"\d+|\b[a-z]", wanted.lower()) == re.findall(r"\d+|\b[a-z]", str(got).lower())
    return wanted == ("rate" if got in KINDS_OF_RATE else str(got)) if name == "statistic" else str(wanted) == str(got)


def _concepts(label: str, vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(m.concept for m in vocabulary.find_mentions(label) if m.kind in REGIMEN_KINDS)


def _concepts_of_arm(arm: Arm | None, vocabulary: Vocabulary) -> frozenset[str]:
    return _concepts(arm.label, vocabulary) if arm else frozenset()


def span_errors(pairs: Iterable[Pair]) -> int:
    return sum(
        document["text"][span.start : span.end].strip() != str(getattr(finding, name)).strip()
        for document, findings in pairs
        for finding in findings
        for evidence in finding.evidence
        for name, span in evidence.spans.items()
        if name in scoring.FIELDS
    )


def render(pairs: Sequence[Pair], vocabulary: Vocabulary) -> Iterator[str]:
    right, of = whole_results(pairs)
    false = sum(len(findings) for document, findings in pairs if not document["gold"])
    for arm_aware in (False, True):
        counted = count_cells(pairs, arm_aware=arm_aware)
        yield f"{'arm-aware' if arm_aware else 'arm-agnostic':13} F1 {f1(counted):.3f} {dict(counted)}"
    yield f"whole results {right}/{of}; findings where there are none {false}; spans that misquote {span_errors(pairs)}"
    agreed = count_context(pairs, vocabulary)
    yield "context " + ", ".join(f"{name} {n[True]}/{n.total()}" for name, n in sorted(agreed.items()))


def render_styles(pairs: Sequence[Pair]) -> Iterator[str]:
    styles: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        styles[pair[0]["style"]].append(pair)
    for style, members in sorted(styles.items()):
        counted = count_cells(members, arm_aware=False)
        yield f"  {style:34} {f1(counted):.3f} whole {'/'.join(map(str, whole_results(members)))} {dict(counted)}"


def render_details(pairs: Iterable[Pair]) -> Iterator[str]:
    for document, findings in pairs:
        wanted = cells(map(gold_record, document["gold"]), arm_aware=True)
        have = cells(map(found_record, findings), arm_aware=True)
        if wanted != have:
            yield f"{document['id']} missed {sorted(wanted - have)} wrong {sorted(have - wanted)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("dev", "test"))
    parser.add_argument("--details", action="store_true", help="name the cells that were missed or wrong")
    options = parser.parse_args()
    vocabulary = load_vocabulary()
    pairs = [(d, extract(read_text(d["text"], source=d["id"]), vocabulary).findings) for d in read_gold(options.split)]
    lines = [*render(pairs, vocabulary), *render_styles(pairs)]
    sys.stdout.write("\n".join([*lines, *(render_details(pairs) if options.details else ())]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
