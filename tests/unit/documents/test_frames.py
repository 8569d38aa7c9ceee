"""What a record prints around the study is left out; what is not whole is left in."""

from __future__ import annotations

from herald.documents.frames import AUTHORS, PUBMED_DATA, REFERENCES, Needle, outside, without


def test_a_needle_is_found_wherever_it_stands() -> None:
    assert Needle(b"ab").find_all(b"ab cab abab") == [0, 4, 7, 9]
    assert Needle(b"ab").find_all(b"") == []


def test_stretches_outside_of_frames_are_in_order_and_end_at_the_tags() -> None:
    data = b"x<AuthorList A='1'>Smith</AuthorList>y<PubmedData>1</PubmedData>z<AuthorList>J</AuthorList>"
    places = [*PUBMED_DATA.places(data), *AUTHORS.places(data)]
    assert [data[start:end] for start, end in outside(data, places)] == [b"x", b"y", b"z", b""]


def test_a_frame_that_is_the_last_of_its_element_ends_where_that_does() -> None:
    data = b"x<PubmedData>1</PubmedData> </PubmedArticle>y<PubmedData>2</PubmedArticle>"
    ends = Needle(b"</PubmedArticle>").find_all(data)
    assert outside(data, PUBMED_DATA.places(data, ends)) == [(0, 1), (28, 45), (58, len(data))]
    assert outside(data, PUBMED_DATA.places(data, ends[:1])) == [(0, len(data))]


def test_a_frame_within_another_goes_with_it() -> None:
    data = b"x<PubmedData>1<ReferenceList>2</ReferenceList>3</PubmedData>y"
    assert without(data, (REFERENCES, PUBMED_DATA)) == b"xy"


def test_frames_whose_tags_do_not_match_are_left_in() -> None:
    for data in (
        b"<AuthorList>x</AuthorList></AuthorList>",
        b"<AuthorList><AuthorList>x</AuthorList>",
        b"</AuthorList>x<AuthorList>",
        b"<AuthorList>x",
        b"<AuthorList>x</AuthorList><AuthorList>",
        b"<AuthorList><AuthorList>x</AuthorList>y</AuthorList>",
    ):
        assert without(data, (AUTHORS,)) == data
