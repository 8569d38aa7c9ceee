"""How fast the guideline answers: one rule beside other engines, the whole guideline, and how the cost grows.

Run: python -m benchmarks.decisions [--peers FOLDER] [--patients 10000]

FOLDER holds the other engines, which nothing else needs: `pip install --target FOLDER/python zen-engine` and
`npm install --prefix FOLDER cql-execution cql-exec-fhir`. Without it their rows say that they were left out. Times are
the best of several rounds over all patients, in which the engines take turns.
"""

from __future__ import annotations

import argparse
import copy
import datetime as dt
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import herald
from herald.core.truth import Truth
from herald.decisions.deciding import decide
from herald.decisions.evidence import load_results
from herald.decisions.lexicon import VocabularyLexicon
from herald.decisions.missing import find_missing
from herald.decisions.triage import Offers, triage
from herald.guideline import Guideline, check_inputs, evaluate, load_guideline
from herald.guideline.values import Value
from herald.vocabulary.tables import load_vocabulary

HERE = Path(__file__).parent
AS_OF = dt.date(2026, 11, 21)
LEXICON = VocabularyLexicon(load_vocabulary())
ROUNDS = 9
Patient = dict[str, str | int]
Answers = list[str]
TRUTHS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}
LABELS = {True: "yes", False: "no", None: "unknown"}

SHOWN: dict[str, Patient] = {
    "IHC 3+, line 2, LVEF 60 %": {"her2_ihc": "3+", "line": 2, "lvef": 60},
    "IHC 3+, line 2, LVEF not measured": {"her2_ihc": "3+", "line": 2},
    "IHC 2+ without ISH, line 2, LVEF 60 %": {"her2_ihc": "2+", "line": 2, "lvef": 60},
    "IHC 0, LVEF not measured": {"her2_ihc": "0", "line": 2},
    "nothing known": {},
}
"""Patients on whom the engines differ; the first column of the table of missing values."""


def generate_patients(number: int) -> list[Patient]:
    """Returns patients of a fixed seed, each third of whom lacks one value that the rule asks for."""
    chance = random.Random(20261121)
    patients: list[Patient] = []
    for place in range(number):
        patient: Patient = {
            "her2_ihc": chance.choice(["0", "1+", "2+", "3+", "3+"]),
            "her2_ish": chance.choice(["amplified", "not amplified"]),
            "line": chance.randint(1, 4),
            "lvef": chance.randint(30, 70),
        }
        if place % 3 == 0:
            del patient[chance.choice(list(patient))]
        patients.append(patient)
    return patients


@dataclass(frozen=True)
class Engine:
    """One way to evaluate the rule.

    Attributes:
        prepare: Takes a patient to what the engine asks for; not timed.
        answer: Takes that to an answer, which `word` puts in words; only the answer is timed.
    """

    name: str
    prepare: Callable[[Patient], Any]
    answer: Callable[[Any], Any]
    word: Callable[[Any], str] = str


def ask_in_turn(engines: Sequence[Engine], patients: Sequence[Patient]) -> dict[str, tuple[Answers, float]]:
    """Returns each engine's answers and its best time; they take turns, so that a busy moment hits all."""
    asked = {engine.name: [engine.prepare(patient) for patient in patients] for engine in engines}
    seconds: dict[str, list[float]] = {engine.name: [] for engine in engines}
    answers: dict[str, list[Any]] = {}
    for _ in range(ROUNDS):
        for engine in engines:
            start = time.perf_counter()
            answers[engine.name] = [engine.answer(patient) for patient in asked[engine.name]]
            seconds[engine.name].append(time.perf_counter() - start)
    return {each.name: (list(map(each.word, answers[each.name])), min(seconds[each.name])) for each in engines}


def herald_engines() -> Iterator[Engine]:
    """Yields the truth of the rule's condition alone, and the rule with its verdict and all that can be asked of it."""
    guideline = load_guideline(HERE / "one_rule", LEXICON)
    rule = guideline.rules["second-line"]
    condition = rule.when
    if condition is None:
        raise ValueError("the rule has a condition")

    def typed(patient: Patient) -> Mapping[str, Value]:
        return check_inputs(guideline.fields, patient, LEXICON, AS_OF)

    def truth(inputs: Mapping[str, Value]) -> Truth:
        return evaluate(guideline, inputs, AS_OF).truth(condition)

    def verdict(inputs: Mapping[str, Value]) -> Truth:
        return evaluate(guideline, inputs, AS_OF).rule(rule).truth

    yield Engine("herald", typed, truth, TRUTHS.__getitem__)
    yield Engine("herald, with verdict", typed, verdict, TRUTHS.__getitem__)


def zen_engines(peers: Path) -> Iterator[Engine]:
    """Yields zen's decision table, as its editor writes it, and its bare expression."""
    sys.path.append(str(peers / "python"))
    import zen  # type: ignore[import-not-found]

    table = zen.ZenEngine().create_decision(json.dumps(zen_table()))
    expression = zen.compile_expression(
        "(her2_ihc == '3+' or (her2_ihc == '2+' and her2_ish == 'amplified')) and line >= 2 and lvef >= 50"
    )

    def ask_expression(patient: Patient) -> str:
        try:
            return LABELS[expression.evaluate(patient)]
        except RuntimeError:
            return "error"

    yield Engine("zen, decision table", dict, table.evaluate, lambda answer: str(answer["result"]["answer"]))
    yield Engine("zen, expression", dict, ask_expression)


def zen_table() -> dict[str, object]:
    columns = ("her2_ihc", "her2_ish", "line", "lvef")
    rows = [
        ('"3+"', "", ">= 2", ">= 50", "yes"),
        ('"2+"', '"amplified"', ">= 2", ">= 50", "yes"),
        ("", "", "", "", "no"),
    ]
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in columns],
        "outputs": [{"id": "answer", "name": "answer", "field": "answer"}],
        "rules": [
            {"_id": str(place), **dict(zip(columns, row[:4], strict=True)), "answer": f'"{row[4]}"'}
            for place, row in enumerate(rows)
        ],
    }
    kinds = {"in": ("inputNode", None), "table": ("decisionTableNode", content), "out": ("outputNode", None)}
    nodes = [
        {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, **({"content": held} if held else {})}
        for name, (kind, held) in kinds.items()
    ]
    edges = [("in", "table"), ("table", "out")]
    return {
        "nodes": nodes,
        "edges": [{"id": a + b, "sourceId": a, "targetId": b, "type": "edge"} for a, b in edges],
    }


def ask_cql(peers: Path, patients: Sequence[Patient]) -> tuple[Answers, float]:
    """Returns what cql-execution answers over FHIR bundles; making and loading the bundles is not timed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "patients.json"
        file.write_text(json.dumps(patients), encoding="utf-8")
        command = ["node", str(HERE / "peers" / "cql.js"), str(peers / "node_modules"), str(file)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    record = json.loads(done.stdout)
    return [LABELS[answer] for answer in record["answers"]], record["seconds"]


def ask_all(patients: Sequence[Patient], peers: Path | None) -> dict[str, tuple[Answers, float]]:
    engines = [*herald_engines(), *(() if peers is None else zen_engines(peers))]
    results = ask_in_turn(engines, patients)
    return results if peers is None else {**results, "cql-execution on FHIR": ask_cql(peers, patients)}


def compare_engines(patients: Sequence[Patient], peers: Path | None) -> None:
    if peers is None:
        print("zen-engine and cql-execution left out: no --peers")
    results = ask_all(patients, peers)
    expected, own = results["herald"]
    print(f"\nOne rule, {len(patients):,} patients, a third of them with a missing value\n")
    print("| engine | µs a patient | × herald | yes | no | unknown | error | settled though not known |")
    print("|---|---|---|---|---|---|---|---|")
    for name, (answers, seconds) in results.items():
        counts = " | ".join(f"{answers.count(word):,}" for word in ("yes", "no", "unknown", "error"))
        pairs = zip(answers, expected, strict=True)
        hasty = sum(theirs in ("yes", "no") and ours == "unknown" for theirs, ours in pairs)
        print(f"| {name} | {seconds / len(patients) * 1e6:.1f} | {seconds / own:.1f} | {counts} | {hasty:,} |")
    shown = ask_all(list(SHOWN.values()), peers)
    print("\n| patient | " + " | ".join(shown) + " |")
    print("|---" * (len(shown) + 1) + "|")
    for place, label in enumerate(SHOWN):
        print(f"| {label} | " + " | ".join(answers[place] for answers, _ in shown.values()) + " |")


FULL: Mapping[str, object] = {
    "her2_ihc": "2+", "her2_ish_ratio": "2.6", "her2_ish_copies": "7.1", "er_percent": "80", "pr_percent": "30",
    "sex": "female", "menopausal_status": "postmenopausal", "pregnant": "no", "setting": "metastatic",
    "metastasis_confirmed": "yes", "lvef": "61", "ild": "no", "heart_failure": "no", "brain_metastases": "none",
    "visceral_crisis": "no", "declines_chemotherapy": "no", "taxane_contraindicated": "no", "pik3ca_mutation": "no",
    "esr1_mutation": "no", "germline_brca": "no", "ast_alt": "1.0", "bilirubin": "0.8", "platelets": "210",
    "neutrophils": "3.1", "creatinine_clearance": "85", "child_pugh": "A", "diabetes": "none", "qtcf": "420",
    "responding_to_induction": "no", "recurrence_date": "2025-02-10",
    "treatments": [
        {"agents": ["docetaxel", "trastuzumab", "pertuzumab"], "setting": "metastatic", "start": "2025-03-01",
         "end": "2026-06-20", "best_response": "partial response", "progressed": "yes"},
    ],
}  # fmt: skip
"""A patient with most of what the guideline asks for known."""

SIX = ("her2_ish_ratio", "er_percent", "lvef", "brain_metastases", "pik3ca_mutation", "ild")
MORE = ("germline_brca", "pregnant", "esr1_mutation", "menopausal_status", "her2_ihc", "treatments")
"""Inputs that are taken away: six for the target, the rest for the growth."""


def load_own() -> Guideline:
    return load_guideline(Path(herald.__file__).parent / "knowledge" / "guideline", LEXICON)


def best_ms(step: Callable[[], object], runs: int = 20) -> float:
    """Returns the best of some runs, in milliseconds of this process's own time: other load does not count."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        step()
        times.append(time.process_time() - start)
    return min(times) * 1e3


def ask_everything(guideline: Guideline, inputs: Mapping[str, Value]) -> None:
    """Evaluates every fact, rule and caution for a patient."""
    evaluation = evaluate(guideline, inputs, AS_OF)
    for name in guideline.tables:
        evaluation.fact(name)
    evaluation.rules()
    for caution in guideline.cautions.values():
        evaluation.caution(caution)


def ask_missing(guideline: Guideline, offers: Offers, inputs: Mapping[str, Value]) -> int:
    """Returns how many inputs the missing-input analysis names, after the answer itself."""
    evaluation = evaluate(guideline, inputs, AS_OF)
    return len(find_missing(evaluation, offers, triage(evaluation, offers)))


def without(inputs: Mapping[str, Value], names: Sequence[str]) -> dict[str, Value]:
    return {name: value for name, value in inputs.items() if name not in names}


def measure_patient(guideline: Guideline, inputs: Mapping[str, Value]) -> None:
    offers, results = Offers(guideline, AS_OF), load_results()
    six = without(inputs, SIX)
    steps: dict[str, tuple[Callable[[], object], float | None]] = {
        "every fact, rule and caution, all known": (lambda: ask_everything(guideline, inputs), 2.0),
        "every fact, rule and caution, six unknown": (lambda: ask_everything(guideline, six), None),
        "with missing-input analysis, six unknown": (lambda: ask_missing(guideline, offers, six), 20.0),
        "the whole decision with all reasons, all known": (lambda: decide(inputs, guideline, results, AS_OF), None),
        "the whole decision with all reasons, six unknown": (lambda: decide(six, guideline, results, AS_OF), None),
    }
    print(f"\nOne patient, {len(guideline.rules)} rules, {len(guideline.cautions)} cautions, "
          f"{len(guideline.tables)} tables\n")  # fmt: skip
    print("| step | ms | target |")
    print("|---|---|---|")
    for name, (step, target) in steps.items():
        taken = best_ms(step)
        verdict = "" if target is None else f"{target:.0f} ms: {'met' if taken < target else 'MISSED'}"
        print(f"| {name} | {taken:.2f} | {verdict} |")


def measure_sets(guideline: Guideline, inputs: Mapping[str, Value]) -> None:
    """Takes six inputs away at random: some sets leave pairs of inputs to be tried, which costs most."""
    offers = Offers(guideline, AS_OF)
    chance = random.Random(20261121)
    sets = [tuple(chance.sample(list(inputs), 6)) for _ in range(60)]
    taken = sorted(
        (best_ms(partial(ask_missing, guideline, offers, without(inputs, names)), runs=3), names) for names in sets
    )
    below = sum(ms < 20 for ms, _ in taken)
    worst, names = taken[-1]
    print(f"\nMissing-input analysis for {len(sets)} random sets of six unknown inputs: median "
          f"{taken[len(taken) // 2][0]:.1f} ms, below 20 ms in {below} of {len(sets)}, worst {worst:.0f} ms "
          f"({', '.join(names)})")  # fmt: skip


def multiply(guideline: Guideline, factor: int) -> Guideline:
    """Returns a guideline with each rule several times, no condition shared between the copies: the dearest case."""
    rules = dict(guideline.rules)
    for number in range(1, factor):
        rules |= {f"{key}-{number}": _copied(rule, number) for key, rule in guideline.rules.items()}
    return replace(guideline, rules=MappingProxyType(rules))


def _copied(rule, number: int):  # type: ignore[no-untyped-def]
    nodes = {name: copy.deepcopy(getattr(rule, name)) for name in ("scope", "when")}
    return replace(rule, id=f"{rule.id}-{number}", **nodes)


def measure_growth(guideline: Guideline, inputs: Mapping[str, Value]) -> None:
    six = without(inputs, SIX)
    print("\n| rules | all known, ms | missing-input analysis, six unknown, ms |")
    print("|---|---|---|")
    for factor in (1, 2, 4, 8):
        larger = multiply(guideline, factor)
        offers = Offers(larger, AS_OF)
        known = best_ms(partial(ask_everything, larger, inputs))
        missing = best_ms(partial(ask_missing, larger, offers, six))
        print(f"| {len(larger.rules):,} | {known:.2f} | {missing:.1f} |")
    print("\n| unknown inputs | named as missing | ms |")
    print("|---|---|---|")
    offers = Offers(guideline, AS_OF)
    for number in (0, 2, 4, 6, 8, 10, 12):
        fewer = without(inputs, (*SIX, *MORE)[:number])
        named = ask_missing(guideline, offers, fewer)
        print(f"| {number} | {named} | {best_ms(partial(ask_missing, guideline, offers, fewer)):.1f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--patients", type=int, default=10_000)
    arguments = parser.parse_args()
    compare_engines(generate_patients(arguments.patients), arguments.peers)
    guideline = load_own()
    inputs = check_inputs(guideline.fields, FULL, LEXICON, AS_OF)
    measure_patient(guideline, inputs)
    measure_sets(guideline, inputs)
    measure_growth(guideline, inputs)


if __name__ == "__main__":
    main()
