"""PubMed records in their three text shapes. The records are made up; their form is PubMed's."""

from __future__ import annotations

import pytest

from herald.core.dates import PartialDate
from herald.core.documents import BlockRole, Document, DocumentKind, MeshTerm, NoticeKind, Relation
from herald.documents import parse_documents, read_text
from herald.documents.errors import SeveralRecords

COPIED = """\
J Ex Oncol
. 2019 Mar 5;12(3):100-9. doi: 10.1000/jeo.2019.1.

Two drugs or one in advanced disease

Jane Q Public 1, John Roe 2

Affiliations
1 Example Hospital, Oslo, Norway.

PMID: 12345678 PMCID: PMC1234567 DOI: 10.1000/jeo.2019.1

Abstract

Background: Two drugs may be better than one.

Results: Median survival was 11 months.

Keywords: drugs; numbers.

Publication types

  • Clinical Trial, Phase III
  • Retracted Publication

MeSH terms

  • Breast Neoplasms / drug therapy*
  • Drug Resistance, Neoplasm
  • Receptor, ErbB-2 / antagonists & inhibitors*

Substances

  • Receptor, ErbB-2

Similar articles

Another trial of two drugs.
"""

EXPORTED = """\
1. J Ex Oncol. 2019 Mar 5;12(3):100-9. doi: 10.1000/jeo.2019.1. Epub 2018
Dec 1.

Two drugs or one in advanced disease: a trial with a title that is wrapped onto
a second line.

Public JQ(1), Roe J(2), van der Poe E(1)(2).

Author information:
(1)Example Hospital, Oslo, Norway.
(2)Another Hospital.

Comment in
    J Ex Oncol. 2019 May;12(5):1. doi: 10.1000/other.

BACKGROUND: Two drugs may be better than one, and this sentence is wrapped onto
a second line.
RESULTS: Median survival was 11 months.

© 2019 Example Society.

DOI: 10.1000/jeo.2019.1
PMCID: PMC1234567
PMID: 12345678 [Indexed for MEDLINE]

Conflict of interest statement: None.
"""

TAGGED = """\
PMID- 12345678
OWN - NLM
DP  - 2019 Mar 5
TI  - Two drugs or one in advanced
      disease
LID - 10.1000/jeo.2019.1 [doi]
AB  - BACKGROUND: Two drugs may be better
      than one. RESULTS: Median survival was 11 months.
PT  - Journal Article
PT  - Review
JT  - Journal of example oncology
TA  - J Ex Oncol
RN  - 0 (Receptor, ErbB-2)
RN  - EC 2.7.10.1 (ERBB2 protein, human)
MH  - Breast Neoplasms/*drug therapy/genetics
MH  - *Drug Resistance, Neoplasm
PMC - PMC1234567
"""


def unwrapped(record: str) -> str:
    return record.replace("\n      ", " ")


def words_of(document: Document, role: BlockRole) -> list[str]:
    return [" ".join(document.text[block.start : block.end].split()) for block in document.blocks if block.role is role]


@pytest.mark.parametrize(
    "record", [COPIED.replace("Oncol\n.", "Oncol."), EXPORTED, TAGGED], ids=["page", "export", "tags"]
)
def test_each_shape_gives_journal_date_identifiers_and_kind(record: str) -> None:
    document = read_text(record, source="x")
    assert document.format == "pubmed text"
    assert document.kind is DocumentKind.ABSTRACT
    assert document.journal == "J Ex Oncol"
    assert document.published == PartialDate.parse("2019-03-05")
    assert document.identifiers == {"doi": "10.1000/jeo.2019.1", "pmid": "12345678", "pmcid": "PMC1234567"}
    assert document.title is not None
    assert document.title.startswith("Two drugs or one in advanced disease")
    assert document.text == (unwrapped(record) if record is TAGGED else record)


def test_a_copied_page_gives_its_index_terms() -> None:
    document = read_text(COPIED.replace("Oncol\n.", "Oncol."), source="x")
    assert document.publication_types == ("Clinical Trial, Phase III", "Retracted Publication")
    assert document.mesh == (
        MeshTerm("Breast Neoplasms", "drug therapy", is_major=True),
        MeshTerm("Drug Resistance, Neoplasm"),
        MeshTerm("Receptor, ErbB-2", "antagonists & inhibitors", is_major=True),
    )
    assert document.substances == ("Receptor, ErbB-2",)


def test_only_title_and_abstract_of_a_copied_page_are_content() -> None:
    document = read_text(COPIED.replace("Oncol\n.", "Oncol."), source="x")
    assert words_of(document, BlockRole.TITLE) == ["Two drugs or one in advanced disease"]
    assert words_of(document, BlockRole.PARAGRAPH) == [
        "Background: Two drugs may be better than one.",
        "Results: Median survival was 11 months.",
    ]
    assert words_of(document, BlockRole.BOILERPLATE) == ["Similar articles", "Another trial of two drugs."]


def test_a_journal_line_that_the_copy_broke_is_still_the_journal_line() -> None:
    document = read_text(COPIED, source="x")
    assert (document.journal, document.published) == ("J Ex Oncol", PartialDate.parse("2019-03-05"))
    assert document.title == "Two drugs or one in advanced disease"


def test_a_retracted_publication_has_its_notice() -> None:
    document = read_text(COPIED, source="x")
    assert [notice.kind for notice in document.notices] == [NoticeKind.RETRACTED]


def test_only_title_and_abstract_of_an_export_are_content() -> None:
    document = read_text(EXPORTED, source="x")
    assert words_of(document, BlockRole.PARAGRAPH) == [
        "BACKGROUND: Two drugs may be better than one, and this sentence is wrapped onto a second line."
        " RESULTS: Median survival was 11 months."
    ]
    assert words_of(document, BlockRole.BOILERPLATE) == ["© 2019 Example Society."]


def test_a_tagged_record_gives_its_index_terms() -> None:
    document = read_text(TAGGED, source="x")
    assert document.publication_types == ("Journal Article", "Review")
    assert document.mesh == (
        MeshTerm("Breast Neoplasms", "drug therapy", is_major=True),
        MeshTerm("Breast Neoplasms", "genetics"),
        MeshTerm("Drug Resistance, Neoplasm", is_major=True),
    )
    assert document.substances == ("Receptor, ErbB-2", "ERBB2 protein, human")


def test_the_tag_of_an_abstract_is_not_part_of_it() -> None:
    document = read_text(TAGGED, source="x")
    (abstract,) = words_of(document, BlockRole.PARAGRAPH)
    assert abstract.startswith("BACKGROUND: Two")
    assert abstract.endswith("11 months.")


def test_a_retraction_is_a_retraction_notice() -> None:
    document = read_text(TAGGED.replace("PT  - Review", "PT  - Retraction of Publication"), source="x")
    assert document.kind is DocumentKind.RETRACTION_NOTICE


SECOND = "22222222"


def second(record: str) -> str:
    """Returns the record under another PMID, and in an export under the next number."""
    renamed = record.replace("12345678", SECOND)
    return "2" + renamed[1:] if renamed.startswith("1. ") else renamed


@pytest.mark.parametrize("record", [TAGGED, EXPORTED], ids=["tags", "export"])
def test_each_record_of_an_export_is_a_document_of_its_own(record: str) -> None:
    several = f"{record}\n\n{second(record)}"
    documents = list(parse_documents(several.encode(), source="x.txt"))
    assert [document.source for document in documents] == ["x.txt#12345678", f"x.txt#{SECOND}"]
    assert [document.identifiers["pmid"] for document in documents] == ["12345678", SECOND]
    printed = [record, second(record)]
    assert [document.text for document in documents] == (list(map(unwrapped, printed)) if record is TAGGED else printed)


@pytest.mark.parametrize("record", [TAGGED, EXPORTED], ids=["tags", "export"])
def test_one_document_is_not_to_be_had_from_several_records(record: str) -> None:
    with pytest.raises(SeveralRecords, match="more than one record") as caught:
        read_text(f"{record}\n\n{second(record)}", source="x")
    assert caught.value.hint is not None


def test_a_numbered_list_inside_an_abstract_begins_no_record() -> None:
    record = EXPORTED.replace("RESULTS:", "\n\n2. Adv Ex. 2001;1:2 is not a record.\n\nRESULTS:")
    assert len(list(parse_documents(record.encode(), source="x.txt"))) == 1


def test_a_field_of_several_lines_is_one_line() -> None:
    document = read_text(TAGGED, source="x")
    assert "BACKGROUND: Two drugs may be better than one. RESULTS:" in document.text


def test_a_tagged_record_names_its_related_publications() -> None:
    related = "RIN - J Ex. 2013 Feb 2;368(5):487. doi: 10.1000/x. PMID: 11111111\nEIN - J Ex. 2012;1:1\n"
    assert read_text(TAGGED + related, source="x").relations == (
        Relation("RetractionIn", "J Ex. 2013 Feb 2;368(5):487. doi: 10.1000/x.", "11111111"),
        Relation("ErratumIn", "J Ex. 2012;1:1"),
    )


def test_without_its_abbreviation_the_journal_is_that_of_the_source() -> None:
    record = TAGGED.replace("TA  - J Ex Oncol\n", "").replace("JT  - Journal of example oncology\n", "")
    assert read_text(record + "SO  - J Ex Oncol. 2019 Mar 5;12(3):100-9.\n", source="x").journal == "J Ex Oncol"
