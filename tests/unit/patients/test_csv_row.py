"""One row of a table as a record: the choice of the row, lists in one cell, and what is refused."""

from __future__ import annotations

import pytest

from herald.core.errors import PatientError
from herald.patients.csv_row import Choice, read_row
from herald.patients.record import PatientRecord, parse_patient
from herald.vocabulary.tables import load_vocabulary

TWO = b"id,her2_ihc,age\nA,3+,58\nB,IHC 1+,61\n"


def read(content: bytes, choice: Choice | None = None) -> PatientRecord:
    return read_row(content, "t.csv", load_vocabulary(), choice)


def test_a_row_is_chosen_by_number_or_by_id() -> None:
    assert read(TWO, Choice(row=2)).values == {"her2_ihc": "1+", "age": "61"}
    assert read(TWO, Choice(id="A")).values == {"her2_ihc": "3+", "age": "58"}


def test_the_only_row_needs_no_choice() -> None:
    assert read(b"her2_ihc\n2+\n").values == {"her2_ihc": "2+"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_seen_from_the_header(delimiter: str) -> None:
    content = f"her2_ihc{delimiter}age\n3+{delimiter}58\n".encode()
    assert read(content).values == {"her2_ihc": "3+", "age": "58"}


def test_an_empty_cell_is_not_known_and_a_spelling_is_friendly() -> None:
    assert read(b"\xef\xbb\xbfage,sex,ild\n,F,no\n").values == {"age": None, "sex": "female", "ild": "no"}


def test_a_cell_of_treatments_says_what_a_list_of_a_record_says() -> None:
    cell = "adjuvant: TCHP [2024-01..2024-12, completed] | metastatic: T-DXd [2026-01.., progressed, PR]"
    written = """
    treatments:
      - {agents: TCHP, setting: adjuvant, start: 2024-01, end: 2024-12, stopped_for: completed}
      - {agents: T-DXd, setting: metastatic, start: 2026-01, progressed: yes, best_response: partial response}
    """
    record = parse_patient(written.encode(), "r.yaml", load_vocabulary())
    assert read(f'treatments\n"{cell}"\n'.encode()).values == record.values


def test_a_treatment_may_be_no_more_than_its_drugs() -> None:
    values = read(b"treatments\nletrozole + palbociclib | fulvestrant\n").values
    assert values["treatments"] == (
        {"agents": ("agent:letrozole", "agent:palbociclib")},
        {"agents": ("agent:fulvestrant",)},
    )


def test_none_is_an_empty_list() -> None:
    assert read(b"treatments,variants\nnone,none\n").values == {"treatments": (), "variants": ()}


def test_markers_of_resistance_stand_between_bars() -> None:
    values = read(b"resistance_markers\np95HER2 | MUC4 overexpressed\n").values
    assert values["resistance_markers"] == ("p95HER2", "MUC4 overexpressed")


def test_variants_stand_between_bars() -> None:
    values = read(b"variants\nERBB2 p.V777L | PIK3CA H1047R\n").values
    assert values["variants"] == ({"gene": "ERBB2", "protein": "V777L"}, {"gene": "PIK3CA", "protein": "H1047R"})


def test_a_place_names_the_line_of_the_row() -> None:
    assert read(TWO, Choice(row=2)).place("age") == "t.csv:3"


@pytest.mark.parametrize(
    ("content", "choice", "what"),
    [
        (b"", None, "an empty table"),
        (b"age\n", None, "0 patients"),
        (TWO, None, "2 patients"),
        (TWO, Choice(row=3), "no row 3"),
        (TWO, Choice(id="C"), "0 rows with that id"),
        (b"age\n58\n", Choice(id="A"), "no column 'id'"),
        (b"age,age\n1,2\n", None, "field 'age' a second time"),
        (b"age,\n1,2\n", None, "a column without a name"),
        (b"age\n58,59\n", None, "more cells"),
        (b"age,sex\n58\n", None, "fewer cells"),
        (b'age\n"58\n', None, "not a well-formed table"),
        (b"age\n\xff\n", None, "not UTF-8"),
        (b"treatments\nadjuvant:\n", None, "an entry that cannot be read"),
        (b'treatments\n"T-DXd [soon]"\n', None, "in brackets"),
        (b"treatments\nsoap\n", None, "a drug that the vocabulary does not know"),
    ],
)
def test_a_table_that_cannot_be_read_says_why_and_where(content: bytes, choice: Choice | None, what: str) -> None:
    with pytest.raises(PatientError, match=what) as caught:
        read(content, choice)
    assert caught.value.message.startswith("t.csv")
    assert "58" not in caught.value.message
