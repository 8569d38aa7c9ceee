"""PDF: columns, running heads, hyphens, tables, and files that are refused. reportlab writes the pages."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable

import pytest

from herald.core.documents import BlockRole, Document
from herald.documents import parse_document
from herald.documents.errors import (
    BrokenDocument,
    DocumentTooLarge,
    EmptyDocument,
    ReaderMissing,
    UnreadableDocument,
)

pytest.importorskip("pypdfium2", reason="needs the extra 'pdf'")
canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="needs reportlab, to write the pages")

LEFT, RIGHT, TOP, LEADING = 56, 316, 700, 12
LEFT_COLUMN = [
    "Two antibodies were given to 101 women and one anti-",
    "body to 99 women, in a trial of random assignment.",
    "The median progression-free survival was 18.9 months",
    "with both and 15.8 months with one, and the progression-",
    "free survival at two years was 40% and 29% in the two",
    "groups. The hazard ratio for progression or death was",
]
RIGHT_COLUMN = [
    "0.65, with a confidence interval from 0.48 to 0.89.",
    "A response was seen in 63.3% of the women who had",
    "both antibodies and in 55.7% of those who had one.",
    "More than half of the patients were alive after four",
    "years, and no new signal of toxicity was seen in them.",
]
TABLE = [("Endpoint", "Both", "One"), ("Median PFS, months", "18.9", "15.8"), ("Response, %", "63.3", "55.7")]


def write(draw: Callable[[object, int], None], pages: int = 2, **options: object) -> bytes:
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, **options)
    for number in range(1, pages + 1):
        draw(page, number)
        page.showPage()
    page.save()
    return buffer.getvalue()


def draw_article(page: object, number: int) -> None:
    page.setFont("Times-Roman", 8)  # type: ignore[attr-defined]
    page.drawString(LEFT, 815, f"Journal of Examples, volume {number}")  # type: ignore[attr-defined]
    page.drawString(LEFT, 20, f"Page {number} of 2")  # type: ignore[attr-defined]
    if number == 1:
        page.setFont("Times-Bold", 18)  # type: ignore[attr-defined]
        page.drawString(LEFT, 750, "Two antibodies or one in advanced disease")  # type: ignore[attr-defined]
    page.setFont("Times-Roman", 10)  # type: ignore[attr-defined]
    columns = ((LEFT, LEFT_COLUMN), (RIGHT, RIGHT_COLUMN)) if number == 1 else ()
    for x, lines in columns:
        for row, line in enumerate(lines):
            page.drawString(x, TOP - row * LEADING, line)  # type: ignore[attr-defined]
    for row, cells in enumerate(TABLE if number == 2 else ()):
        for x, cell in zip((LEFT, 250, 400), cells, strict=True):
            page.drawString(x, TOP - row * LEADING, cell)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def document() -> Document:
    return parse_document(write(draw_article), source="x.pdf")


def words_of(document: Document, role: BlockRole) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.role is role]


def test_columns_are_read_one_after_the_other_and_a_sentence_goes_on_in_the_next(document: Document) -> None:
    (prose,) = words_of(document, BlockRole.PARAGRAPH)
    assert "The hazard ratio for progression or death was 0.65, with a confidence interval" in prose
    assert prose.startswith("Two antibodies were given")
    assert prose.endswith("was seen in them.")


def test_a_hyphen_goes_where_it_broke_a_word_and_stays_where_it_belongs(document: Document) -> None:
    assert "one antibody to 99 women" in document.text
    assert "the progression-free survival at two years" in document.text


def test_the_largest_print_is_the_title(document: Document) -> None:
    assert document.title == "Two antibodies or one in advanced disease"
    assert document.format == "pdf"


def test_running_heads_and_page_numbers_are_boilerplate_with_the_reason(document: Document) -> None:
    why = {document.text[b.start : b.end]: b.why for b in document.blocks if b.role is BlockRole.BOILERPLATE}
    assert why == {
        "Journal of Examples, volume 1": "head of the page",
        "Journal of Examples, volume 2": "head of the page",
        "Page 1 of 2": "foot of the page",
        "Page 2 of 2": "foot of the page",
    }


def test_a_table_keeps_its_rows(document: Document) -> None:
    assert words_of(document, BlockRole.TABLE_ROW) == [" | ".join(row) for row in TABLE]


def test_every_block_leads_back_to_its_page_and_box(document: Document) -> None:
    row = next(block for block in document.blocks if block.role is BlockRole.TABLE_ROW)
    assert row.origin is not None
    match = re.fullmatch(r"page (\d+), box ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)", row.origin)
    assert match is not None
    page, left, bottom, right, top = map(float, match.groups())
    assert page == 2
    assert LEFT - 1 < left < LEFT + 2 < 400 < right < 430
    assert TOP - 4 < bottom < top < TOP + 10
    (prose,) = [block for block in document.blocks if block.role is BlockRole.PARAGRAPH]
    assert (prose.origin or "").count("page 1, box") == 2


def test_an_encrypted_file_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="encrypted"):
        parse_document(write(draw_article, encrypt="secret"), source="x.pdf")


def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(BrokenDocument, match="damaged"):
        parse_document(b"%PDF-1.7\n%\xe2\xe3 and nothing else", source="x.pdf")


def test_a_file_of_too_many_pages_is_refused_before_they_are_read() -> None:
    with pytest.raises(DocumentTooLarge, match="501 pages"):
        parse_document(write(lambda _page, _number: None, pages=501), source="x.pdf")


def test_a_page_of_scattered_letters_is_refused() -> None:
    def scatter(page: object, _: int) -> None:
        for place in range(3_100):
            page.drawString(5 + place % 40 * 14, 5 + place // 40 * 10, "x")  # type: ignore[attr-defined]

    with pytest.raises(DocumentTooLarge, match="3,100 stretches of text on page 1"):
        parse_document(write(scatter, pages=1), source="x.pdf")


def test_a_scan_is_refused_with_the_way_out() -> None:
    with pytest.raises(EmptyDocument) as caught:
        parse_document(write(lambda page, _: page.rect(10, 10, 50, 50), pages=1), source="x.pdf")  # type: ignore[attr-defined]
    assert "text recognition" in str(caught.value)


def test_without_the_reader_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(ReaderMissing) as caught:
        parse_document(b"%PDF-1.7", source="x.pdf")
    assert "pip install 'herald-her2[pdf]'" in str(caught.value)


def draw_paper(page: object, number: int) -> None:
    """A page as journals print it: reference marks, a bold head, a table in the text, a footnote, a turned line."""

    def say(x: float, y: float, words: str, size: float = 10, font: str = "Times-Roman", rise: float = 0) -> float:
        text = page.beginText(x, y)  # type: ignore[attr-defined]
        text.setFont(font, size)
        text.setRise(rise)
        text.textOut(words)
        page.drawText(text)  # type: ignore[attr-defined]
        return x + page.stringWidth(words, font, size)  # type: ignore[attr-defined, no-any-return]

    say(LEFT, 745, "Examples in Oncology")
    say(500, 745, str(number + 40))
    if number == 2:
        say(LEFT, 700, "antibodies than with one. No new toxicity was seen.")
        for row, line in enumerate(("Author A, Writer B. A first trial of antibodies that is long", "told in full.")):
            say(LEFT + 18 * row, 660 - 12 * row, line)
        for row, line in enumerate(("Writer B, Author A. A second trial of antibodies that is as", "long as it.")):
            say(LEFT + 18 * row, 636 - 12 * row, line)
        return
    say(LEFT, 700, "Results of the trial", font="Times-Bold")
    end = say(LEFT, 686, "The median progression-free survival was 18.9 months in the group of two")
    end = say(LEFT, 674, "antibodies, as in the study before it.")
    end = say(end, 674, "12", size=6.5, rise=4)
    say(end, 674, " The response was greater with both of these")
    for row, cells in enumerate(TABLE):
        for x, cell in zip((LEFT, 250, 400), cells, strict=True):
            say(x, 640 - 12 * row, cell)
    say(LEFT, 100, "* Two women were not treated.", size=8)
    page.saveState()  # type: ignore[attr-defined]
    page.rotate(90)  # type: ignore[attr-defined]
    say(300, -20, "Downloaded on a Tuesday")
    page.restoreState()  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def paper() -> Document:
    return parse_document(write(draw_paper), source="x.pdf")


def test_a_raised_reference_mark_stays_on_its_line_and_joins_no_number(paper: Document) -> None:
    assert "in the study before it. [12] The response" in paper.text


def test_a_bold_line_above_its_paragraph_is_a_heading(paper: Document) -> None:
    assert words_of(paper, BlockRole.HEADING) == ["Results of the trial"]


def test_a_sentence_goes_on_behind_a_table_a_footnote_and_the_head_of_the_next_page(paper: Document) -> None:
    assert (
        "The response was greater with both of these antibodies than with one. No new toxicity was seen." in paper.text
    )
    assert len(words_of(paper, BlockRole.TABLE_ROW)) == len(TABLE)


def test_a_head_that_stands_low_on_its_page_is_known_by_its_return(paper: Document) -> None:
    why = {paper.text[b.start : b.end]: b.why for b in paper.blocks if b.role is BlockRole.BOILERPLATE}
    assert why == {
        "Examples in Oncology": "head of the page",
        "41": "head of the page",
        "42": "head of the page",
        "Downloaded on a Tuesday": "printed up or down the page",
    }


def test_an_entry_with_hanging_lines_is_one_paragraph(paper: Document) -> None:
    entries = [words for role in BlockRole for words in words_of(paper, role) if " trial of antibodies " in words]
    assert entries == [
        "Author A, Writer B. A first trial of antibodies that is long told in full.",
        "Writer B, Author A. A second trial of antibodies that is as long as it.",
    ]


def test_a_cell_of_two_lines_is_one_cell() -> None:
    rows = [
        (("Endpoint", "Both", "Hazard ratio"), 700),
        (("(n = 40)", "(95% CI)"), 688),
        (("Median survival,", "18.9", "0.65"), 668),
        (("months", "(14.1–27.7)", "(0.48–0.89)"), 656),
        (("Response", "63", "—"), 636),
    ]

    def draw(page: object, _: int) -> None:
        for cells, y in rows:
            for x, cell in zip((LEFT, 250, 400)[-len(cells) :], cells, strict=True):
                page.drawString(x, y, cell)  # type: ignore[attr-defined]

    document = parse_document(write(draw, pages=1), source="x.pdf")
    assert words_of(document, BlockRole.TABLE_ROW) == [
        "Endpoint | Both (n = 40) | Hazard ratio (95% CI)",
        "Median survival, months | 18.9 (14.1–27.7) | 0.65 (0.48–0.89)",
        "Response | 63 | —",
    ]


def test_a_table_in_a_column_does_not_hide_the_columns() -> None:
    def draw(page: object, _: int) -> None:
        page.setFont("Times-Roman", 10)  # type: ignore[attr-defined]
        for row, line in enumerate(LEFT_COLUMN):
            page.drawString(LEFT, TOP - row * LEADING, line)  # type: ignore[attr-defined]
        for row, cells in enumerate(TABLE):
            for x, cell in zip((RIGHT, 440, 490), cells, strict=True):
                page.drawString(x, TOP - row * LEADING, cell)  # type: ignore[attr-defined]
        for row, line in enumerate(RIGHT_COLUMN, len(TABLE) + 2):
            page.drawString(RIGHT, TOP - row * LEADING, line)  # type: ignore[attr-defined]

    document = parse_document(write(draw, pages=1), source="x.pdf")
    assert words_of(document, BlockRole.TABLE_ROW) == [" | ".join(row) for row in TABLE]
    (prose,) = words_of(document, BlockRole.PARAGRAPH)
    assert "The hazard ratio for progression or death was 0.65" in prose


def test_letters_of_tex_fonts_without_unicode_are_read_and_an_unknown_sign_is_shown() -> None:
    words = "".join(f"<{code:02x}>" for code in (*b"e", 30, *b"cacy 0.48", 21, *b"0.89 ", 3, *b"0.2"))
    document = parse_document(tex_page(words), source="x.pdf")
    assert document.text == "efficacy 0.48–0.89 \ufffd0.2"


def tex_page(shown: str) -> bytes:
    """A page in a font whose characters have shapes (empty boxes) and no names that say what they are."""
    shape = b"500 0 0 0 400 500 d1 0 0 400 500 re f"
    names = b" ".join(b"/g%d" % code for code in range(128))
    procedures = b" ".join(b"/g%d 5 0 R" % code for code in range(128))
    content = f"BT /F 10 Tf 56 700 Td [{shown}] TJ ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Length %d>>stream\n%s\nendstream" % (len(shape), shape),
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 500 500]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 0/LastChar 127"
        b"/Widths[%s]/CharProcs<<%s>>/Encoding<</Differences[0 %s]>>/Resources<<>>>>"
        % (b"500 " * 128, procedures, names),
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(objects, 1))
    return body + b"trailer<</Root 1 0 R>>\n%%EOF"
