"""Whatever the text: no crash, every span quotes it, the same answer twice, and boilerplate changes nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from herald.core.documents import Block, BlockRole, Document
from herald.core.findings import Extraction
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

_PIECES = (
    "median PFS was ", "OS ", "the ORR ", "pCR ", "trastuzumab ", "placebo ", "lapatinib plus capecitabine ",
    "versus ", "and ", "respectively ", "12.5 months ", "8.2 ", "41% ", "(95% CI, 0.5-0.9) ", "HR 0.65 ",
    "P < .001 ", "(n = 30) ", "29 of 30 (97%) ", "not reached ", "nor was it ", "at 12 months ", "Arm A (", ") ",
    "; ", ". ", "| ", "[", "≥5% ", "Twenty-nine ", "in HER2-positive disease ", "moved from 0.1 to ",
    "DESTINY-Breast03 ", "\n\n", "may ", "· ", "0·7 ", "11 complete responses ", "less than .01 ", "1,095 women ",
)  # fmt: skip
_clauses = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)
_texts = st.one_of(_clauses, st.text(max_size=300))


def _document(text: str, boilerplate: str = "") -> Document:
    """A document of one paragraph, and of boilerplate behind it."""
    blocks = [Block(0, len(text), BlockRole.PARAGRAPH)] if text else []
    if boilerplate:
        blocks.append(Block(len(text), len(text) + len(boilerplate), BlockRole.BOILERPLATE))
    return Document(text + boilerplate, source="test", format="text", blocks=tuple(blocks))


def _read(document: Document) -> Extraction:
    return extract(document, load_vocabulary())


@given(_texts)
@settings(max_examples=150, deadline=None)
def test_every_span_of_any_text_quotes_it(text: str) -> None:
    found = _read(_document(text))
    spans = [span for f in found.findings for e in f.evidence for span in (e.span, *e.spans.values())]
    spans += [span for study in found.studies for span in study.spans.values()]
    spans += [rejected.span for rejected in found.rejected] + [s for d in found.discussions for s in d.spans]
    for span in spans:
        span.verify(text)


@given(_clauses)
@settings(max_examples=100, deadline=None)
def test_a_printed_figure_is_the_quote_of_its_span(text: str) -> None:
    for finding in _read(_document(text)).findings:
        for name, span in finding.evidence[0].spans.items():
            if not name.endswith("_as_printed"):
                assert str(getattr(finding, name)) == span.quote


@given(_texts)
@settings(max_examples=50, deadline=None)
def test_the_same_text_gives_the_same_extraction(text: str) -> None:
    assert _read(_document(text)) == _read(_document(text))


@given(_clauses)
@settings(max_examples=50, deadline=None)
def test_boilerplate_behind_a_text_changes_no_figure(text: str) -> None:
    def figures(document: Document) -> list[tuple[object, ...]]:
        return [(f.endpoint, f.value, f.comparator_value, f.effect, f.p) for f in _read(document).findings]

    assert figures(_document(text)) == figures(_document(text, "\n\nSubscribe to 12 newsletters."))
