from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from herald.core.dates import PartialDate
from herald.core.documents import Block, BlockRole, Document, MeshTerm, Notice, NoticeKind
from herald.core.errors import StoreError
from herald.core.findings import Arm, Discussion, Evidence, Extraction, Finding, Reason, Rejected, Study, StudyArm
from herald.evidence.reading import Reading
from herald.evidence.store import Added, EvidenceBase

TODAY = dt.date(2026, 11, 21)
TEXT = "Response in 42% of patients. Follow-up was 15 months."


def reading(text: str = TEXT, extractor: str = "herald 1") -> Reading:
    document = Document(
        text=text,
        source="a.txt",
        format="text",
        title="A title",
        published=PartialDate.parse("2025-01-24"),
        mesh=(MeshTerm("Breast Neoplasms", "drug therapy", is_major=True),),
        notices=(Notice(NoticeKind.ARCHIVED, Document(text, "", "text").span(0, 8)),),
        blocks=(Block(0, len(text), BlockRole.PARAGRAPH),),
    )
    evidence = Evidence(document.id, document.span(0, 28), {"value": document.span(12, 14)})
    finding = Finding("ORR", trial="SUMMIT", arm=Arm("neratinib", ("agent:neratinib",)), value="42", unit="%")
    extraction = Extraction(
        (replace(finding, evidence=(evidence,), confidence=0.9),),
        (Study(document.id, "SUMMIT", n="45", n_value=45, arms=(StudyArm("neratinib", "45", 45),)),),
        (Discussion(document.id, "agent:neratinib", "HER2-mutant", (document.span(0, 8),)),),
        (Rejected(document.id, Reason.FOLLOW_UP, "follow-up time", document.span(43, 45)),),
    )
    return Reading(document, extraction, extractor)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[EvidenceBase]:
    with EvidenceBase(tmp_path / "herald.db") as base:
        yield base


def test_what_was_stored_is_what_comes_out(base: EvidenceBase) -> None:
    one = reading()
    base.add(one, read_on=TODAY)
    assert base.get_reading(one.document.id[:6]) == one


def test_reading_a_document_twice_changes_nothing(base: EvidenceBase, tmp_path: Path) -> None:
    assert base.add(reading(), read_on=TODAY) is Added.NEW
    before = dump(tmp_path)
    assert base.add(reading(), read_on=TODAY + dt.timedelta(days=1)) is Added.UNCHANGED
    assert dump(tmp_path) == before


def test_a_newer_extractor_reads_the_document_again(base: EvidenceBase) -> None:
    base.add(reading(), read_on=TODAY)
    newer = replace(reading(extractor="herald 2"), extraction=Extraction())
    assert base.add(newer, read_on=TODAY) is Added.RENEWED
    assert base.findings() == ()


def test_two_documents_that_report_one_result_make_one_finding_with_two_places(base: EvidenceBase) -> None:
    one, two = reading(), reading(TEXT + " Archived.")
    base.add(one, read_on=TODAY)
    base.add(two, read_on=TODAY)
    (finding,) = base.findings()
    assert sorted(e.document for e in finding.evidence) == sorted([one.document.id, two.document.id])


def test_findings_are_filtered_by_trial_endpoint_and_agent(base: EvidenceBase) -> None:
    base.add(reading(), read_on=TODAY)
    assert len(base.findings(trial="summit", endpoint="orr", agent="agent:neratinib")) == 1
    assert base.findings(agent="agent:lapatinib") == ()
    assert base.findings(endpoint="PFS") == ()


def test_an_interrupted_reading_leaves_nothing_behind(base: EvidenceBase, tmp_path: Path) -> None:
    before = dump(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        base.add(replace(reading(), extraction=Extraction(studies=interrupted())), read_on=TODAY)  # type: ignore[arg-type]
    assert dump(tmp_path) == before


def test_another_programs_file_is_refused_with_its_name(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (a)")
    db.close()
    with pytest.raises(StoreError, match=r"other\.db is not an evidence base"):
        EvidenceBase(other)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "notes.db"
    other.write_text("just some notes\n" * 100)
    with pytest.raises(StoreError, match="not a database"):
        EvidenceBase(other)


def test_an_unknown_document_id_says_so(base: EvidenceBase) -> None:
    with pytest.raises(StoreError, match=r"no document .* with id ffff"):
        base.get_reading("ffff")


def interrupted() -> Iterator[Study]:
    yield Study("id", "SUMMIT")
    raise KeyboardInterrupt


def dump(folder: Path) -> list[str]:
    db = sqlite3.connect(folder / "herald.db")
    lines = list(db.iterdump())
    db.close()
    return lines
