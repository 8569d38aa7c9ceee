"""Files of many records: nothing of concern is lost, memory stays flat, and the number of processes is not seen."""

from __future__ import annotations

import gzip
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from herald.core.mentions import ConceptKind, Mention
from herald.documents.concern import HER2_CLASS, HER2_GENE, Concern
from herald.documents.pieces import FilePieces
from herald.vocabulary.concepts import Concept
from herald.vocabulary.tables import load_vocabulary
from herald.vocabulary.vocabulary import Vocabulary

HERALD = str(Path(sys.executable).with_name("herald"))
RECORD = """\
<PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID><Article>
<ArticleTitle>{title}</ArticleTitle>
<Abstract><AbstractText>In {disease}, the objective response rate with lapatinib was {rate}%.</AbstractText></Abstract>
<Language>eng</Language></Article></MedlineCitation></PubmedArticle>
"""


def write_set(path: Path, records: int, *, every: int = 50) -> Path:
    """Writes a packed set in which one record of `every` concerns Herald."""
    with gzip.open(path, "wt", compresslevel=1) as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n')
        for number in range(records):
            concerns = number % every == 0
            disease = "HER2-positive breast cancer" if concerns else "a disease of the knee"
            record = RECORD.format(pmid=10_000_000 + number, title="A trial", disease=disease, rate=number % 90 + 1)
            file.write(record if concerns else record.replace("lapatinib", "rest " * 200))
        file.write("</PubmedArticleSet>\n")
    return path


def herald(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([HERALD, *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def medline(shared: Path) -> Path:
    return shared / "medline" / "pubmed21n1298.xml.gz"


def is_of_concern(concept: Concept, vocabulary: Vocabulary) -> bool:
    """By the vocabulary alone: HER2, its variants, its agents; breast cancer and its kinds."""
    broader = vocabulary.ancestors(concept.id)
    if concept.kind is ConceptKind.POPULATION:
        axis = concept.attributes.get("axis", "")
        return "HER2" in axis or "triple" in concept.id or (axis == "disease" and "metastatic" not in concept.id)
    return concept.id == HER2_GENE or HER2_GENE in broader or concept.id == HER2_CLASS or HER2_CLASS in broader


def is_ambiguous(mention: Mention) -> bool:
    """Whether a disease is named by a bare abbreviation: ILC is also innate lymphoid cells, BC many things."""
    return mention.kind is ConceptKind.POPULATION and len(mention.span.quote.rstrip("s")) <= 3


def read_slowly(path: Path) -> Iterator[tuple[str, str]]:
    """Yields PMID, and title, abstract and index terms, of every record, by another parser than the readers use."""
    with gzip.open(path) as file:
        for _, element in ET.iterparse(file):
            if element.tag == "PubmedArticle":
                places = ("ArticleTitle", "Abstract", "MeshHeading", "Chemical", "Keyword")
                words = ["".join(each.itertext()) for place in places for each in element.iter(place)]
                yield element.findtext(".//PMID") or "", "\n\n".join(words)
                element.clear()


def test_no_record_that_names_her2_or_breast_cancer_is_passed_over(medline: Path) -> None:
    vocabulary = load_vocabulary()
    pieces = FilePieces(medline, concern=Concern(vocabulary))
    kept = {piece.name for piece in pieces}
    concerning = {concept.id for concept in vocabulary if is_of_concern(concept, vocabulary)}
    named = {
        pmid
        for pmid, text in read_slowly(medline)
        if any(
            mention.concept in concerning and not is_ambiguous(mention) for mention in vocabulary.find_mentions(text)
        )
    }
    assert pieces.count == 20_788
    assert len(named) > 300
    assert named <= kept
    assert pieces.passed_over == pieces.count - len(kept)
    assert len(kept) < 600


def test_what_is_passed_over_is_counted_and_said(tmp_path: Path) -> None:
    done = herald("extract", write_set(tmp_path / "set.xml.gz", 200), "--format", "json")
    record = json.loads(done.stdout)
    assert done.returncode == 0
    assert len(record["documents"]) == 4
    assert record["documents"][1]["source"].endswith("set.xml.gz#10000050")
    assert [each["why"] for each in record["passed_over"]] == ["196 of 200 records name neither HER2 nor breast cancer"]
    assert "196 of 200 records" in done.stderr


def test_the_output_is_the_same_for_any_number_of_processes(tmp_path: Path) -> None:
    path = write_set(tmp_path / "set.xml.gz", 400, every=4)
    (tmp_path / "broken.xml").write_bytes(b"<PubmedArticleSet><PubmedArticle>")
    runs = [herald("extract", tmp_path, "--jobs", jobs, "--format", "json") for jobs in (1, 2, 3)]
    assert path.exists()
    assert {run.returncode for run in runs} == {3}
    assert len({run.stdout for run in runs}) == 1
    assert len(json.loads(runs[0].stdout)["documents"]) == 100


def test_a_file_without_records_is_an_error_and_not_silence(tmp_path: Path) -> None:
    (tmp_path / "none.xml").write_bytes(b'<?xml version="1.0"?><PubmedArticleSet></PubmedArticleSet>')
    done = herald("extract", tmp_path / "none.xml", "--format", "json")
    assert done.returncode == 3
    assert [each["code"] for each in json.loads(done.stdout)["failed"]] == ["document.empty"]


def test_a_bad_record_is_listed_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "set.xml"
    good = RECORD.format(pmid=1, title="A trial", disease="breast cancer", rate=5)
    bad = good.replace("<Abstract>", "").replace(">1</PMID>", ">2</PMID>")
    path.write_text(f"<PubmedArticleSet>{good}{bad}{good.replace('>1<', '>3<')}</PubmedArticleSet>")
    done = herald("extract", path, "--format", "json")
    record = json.loads(done.stdout)
    assert done.returncode == 3
    assert [Path(each["source"]).name for each in record["documents"]] == ["set.xml#1", "set.xml#3"]
    assert [Path(each["path"]).name for each in record["failed"]] == ["set.xml#2"]


def test_one_record_is_shown_by_its_pmid(tmp_path: Path) -> None:
    path = write_set(tmp_path / "set.xml.gz", 100)
    assert "disease of the knee" in herald("show", f"{path}#10000007", "--text").stdout
    assert herald("show", f"{path}#99").returncode == 3
    assert "FILE#PMID" in herald("show", path).stderr


def peak_kilobytes(path: Path) -> int:
    """Returns the largest resident size of a process that reads the pieces of a file."""
    code = (
        "import resource, sys; from pathlib import Path; from herald.documents.pieces import FilePieces\n"
        "from herald.documents.concern import Concern; from herald.vocabulary.tables import load_vocabulary\n"
        "for piece in FilePieces(Path(sys.argv[1]), concern=Concern(load_vocabulary())): list(piece.read())\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(not hasattr(resource, "RUSAGE_SELF"), reason="needs getrusage")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    small = peak_kilobytes(write_set(tmp_path / "small.xml.gz", 5_000))
    large = peak_kilobytes(write_set(tmp_path / "large.xml.gz", 40_000))
    assert large < small + 8_000


def test_ctrl_c_leaves_the_base_whole_and_says_what_was_kept(tmp_path: Path) -> None:
    path, base = write_set(tmp_path / "set.xml.gz", 20_000, every=2), tmp_path / "base.db"
    command = [HERALD, "read", str(path), "--base", str(base)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout is not None
    for _ in range(5):
        running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "is whole and keeps" in errors
    with closing(sqlite3.connect(base)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (kept,) = database.execute("SELECT count(*) FROM document").fetchone()
    assert f"keeps {kept} new" in errors
    assert 5 <= kept < 10_000


def test_a_bar_with_rate_and_time_left_is_shown_on_a_terminal(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    for number in range(20):
        write_set(tmp_path / f"set{number}.xml.gz", 100)
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "140"}
    with (tmp_path / "out.txt").open("w") as out:
        running = subprocess.Popen(
            [HERALD, "extract", str(tmp_path), "--format", "json"], stdout=out, stderr=theirs, env=environment
        )
        os.close(theirs)
        shown = b""
        while running.poll() is None or not shown:
            try:
                shown += os.read(ours, 65536)
            except OSError:
                break
            time.sleep(0.01)
    running.wait(timeout=30)
    assert b"Reading" in shown
    assert b"documents" in shown
    assert b"/s" in shown
