"""How fast documents are read, beside the field's usual tools on the same records in the same run, on one core.

Run: python -m benchmarks.extraction MEDLINE.xml.gz [--peers PYTHON] [--abstracts 200]

PYTHON is an interpreter with the extra `bench` (pubmed_parser, medSpaCy); medSpaCy pins old versions of its libraries,
so it is best kept in an environment of its own. A peer that is not there is named and left out.

1. `herald extract` over a whole file, as a user runs it, beside pubmed_parser, which only parses.
2. Full extraction of an abstract beside medSpaCy's default pipeline and beside spaCy's bare tokeniser.
3. The largest resident size of `herald extract` over the file and over four times the file.

Seconds are those of the processor: none of the programs waits for anything, and what else the machine does counts less.
Each is measured three times, in turn, and its best time counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from herald.core.documents import Document
from herald.documents.concern import Concern
from herald.documents.pieces import FilePieces
from herald.extraction.pipeline import extract
from herald.vocabulary.tables import load_vocabulary

HERALD = str(Path(sys.executable).with_name("herald"))
ONE_CORE = {**os.environ, "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
ONE_CORE.pop("PYTHONDONTWRITEBYTECODE", None)  # the peers were compiled when they were installed; so is Herald

PARSER = """
import json, sys, time, pubmed_parser
start = time.process_time()
count = sum(1 for _ in pubmed_parser.parse_medline_xml(sys.argv[1]))
print(json.dumps([count, time.process_time() - start]))
"""
PIPELINE = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
texts = json.load(open(sys.argv[1]))
if sys.argv[2] == "medspacy":
    import logging; logging.disable(logging.CRITICAL)
    from loguru import logger; logger.remove()
    import medspacy
    run = medspacy.load()
else:
    import spacy
    run = spacy.blank("en")
for text in texts[:5]: run(text)
start = time.process_time()
for text in texts: run(text)
print(json.dumps([len(texts), time.process_time() - start]))
"""


def run_peer(python: str, code: str, *arguments: str) -> float | None:
    """Returns the items a second of a peer, or None where it is not installed."""
    done = subprocess.run([python, "-c", code, *arguments], capture_output=True, text=True, env=ONE_CORE, check=False)
    if done.returncode:
        print(f"  (left out: {done.stderr.strip().splitlines()[-1]})")
        return None
    count, seconds = json.loads(done.stdout.splitlines()[-1])
    return float(count / seconds)


def count_records(path: Path) -> int:
    pieces = FilePieces(path, concern=Concern(load_vocabulary()))
    for _ in pieces:
        pass
    return pieces.count


def time_command(path: Path) -> tuple[float, int]:
    """Returns the seconds and the largest resident size in kilobytes of `herald extract` over a file."""
    with subprocess.Popen(
        [HERALD, "extract", str(path), "--format", "json"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ONE_CORE,
    ) as running:
        _, _, usage = os.wait4(running.pid, 0)
        running.returncode = 0
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def read_abstracts(path: Path, most: int) -> list[Document]:
    pieces = FilePieces(path, concern=Concern(load_vocabulary()))
    return [document for _, piece in zip(range(most), pieces, strict=False) for document in piece.read()]


def content_of(document: Document) -> str:
    return "\n\n".join(document.text[block.start : block.end] for block in document.content_blocks())


def extraction_rate(documents: list[Document]) -> float:
    vocabulary = load_vocabulary()
    for document in documents[:5]:
        extract(document, vocabulary)
    start = time.process_time()
    for document in documents:
        extract(document, vocabulary)
    return len(documents) / (time.process_time() - start)


def best_rates(*measures: Callable[[], float | None]) -> list[float | None]:
    """Returns the best of three rates of each measure; they are taken in turn, so that all meet the same machine."""
    rounds = [[measure() for measure in measures] for _ in range(3)]
    return [max((rate for rate in rates if rate is not None), default=None) for rates in zip(*rounds, strict=True)]


def show(name: str, rate: float | None, own: float, target: float | None = None) -> None:
    if rate is not None:
        verdict = "" if target is None else f"  target {target:g} x: {'met' if own / rate >= target else 'MISSED'}"
        print(f"  {name:36} {rate:12,.1f} /s   Herald is {own / rate:6.2f} x{verdict}")


def compare_files(path: Path, python: str) -> None:
    records = count_records(path)
    own, parser = best_rates(lambda: records / time_command(path)[0], lambda: run_peer(python, PARSER, str(path)))
    print(f"\nA file of {records:,} records, whole commands:")
    assert own is not None
    show("herald extract", own, own)
    show("pubmed_parser", parser, own, 10)


def compare_abstracts(path: Path, python: str, most: int) -> None:
    documents = read_abstracts(path, most)
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder, "texts.json")
        texts.write_text(json.dumps([content_of(document) for document in documents]), encoding="utf-8")
        own, medspacy, blank = best_rates(
            lambda: extraction_rate(documents),
            lambda: run_peer(python, PIPELINE, str(texts), "medspacy"),
            lambda: run_peer(python, PIPELINE, str(texts), "blank"),
        )
    print(f"\n{len(documents)} abstracts that concern Herald, full extraction:")
    assert own is not None
    show("herald", own, own)
    show("medSpaCy, default pipeline", medspacy, own, 20)
    show("spaCy, blank tokeniser", blank, own, 1)


def compare_memory(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        four_times = Path(folder, f"four-times-{path.name}")
        with four_times.open("wb") as file:
            for _ in range(4):
                file.write(path.read_bytes())
        sizes = [time_command(each)[1] / 1024 for each in (path, four_times)]
    print(f"\nLargest resident size: {sizes[0]:.0f} MB for the file, {sizes[1]:.0f} MB for four times the file")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("medline", type=Path)
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--abstracts", type=int, default=200)
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    compare_files(arguments.medline, arguments.peers)
    compare_abstracts(arguments.medline, arguments.peers, arguments.abstracts)
    compare_memory(arguments.medline)


if __name__ == "__main__":
    main()
