"""One `<PubmedArticle>` of PubMed or MEDLINE XML to a document.

Source: MEDLINE/PubMed XML element descriptions, https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from types import MappingProxyType
from xml.etree.ElementTree import Element  # the type; parsing is `xml_tree`'s

from herald.core.dates import PartialDate
from herald.core.documents import BlockRole, Document, DocumentKind, MeshTerm, Relation
from herald.documents.dates import find_date, find_year
from herald.documents.description import describe
from herald.documents.errors import EmptyDocument
from herald.documents.frames import AUTHORS, REFERENCES, without
from herald.documents.layout import Layout
from herald.documents.xml_tree import parse_xml, words_of

FORMAT = "pubmed xml"
_FRAMES = (AUTHORS, REFERENCES)
"""Of no use to the document, and most of a record's elements."""
_ARTICLE = "MedlineCitation/Article"
_RETRACTS = "Retraction of Publication"
_MONTHS = re.compile(r"(?P<year>\d{4}) (?P<first>[A-Z][a-z]{2})-(?:(?P<other_year>\d{4}) )?(?P<last>[A-Z][a-z]{2})")
_RELATIONS = {
    "CommentIn": "Comment in",
    "CommentOn": "Comment on",
    "ErratumIn": "Erratum in",
    "ErratumFor": "Erratum for",
    "CorrectedandRepublishedIn": "Corrected and republished in",
    "CorrectedandRepublishedFrom": "Corrected and republished from",
    "ExpressionOfConcernIn": "Expression of concern in",
    "ExpressionOfConcernFor": "Expression of concern for",
    "RetractionIn": "Retraction in",
    "RetractionOf": "Retraction of",
    "RetractedandRepublishedIn": "Retracted and republished in",
    "RetractedandRepublishedFrom": "Retracted and republished from",
    "RepublishedIn": "Republished in",
    "RepublishedFrom": "Republished from",
    "UpdateIn": "Update in",
    "UpdateOf": "Update of",
}
"""Relations that are kept, as PubMed's page words them; "Cites" and the like are the article's references."""


def read_pubmed_article(data: bytes, *, source: str) -> Document:
    """Returns the document of one record.

    The canonical text is the title, the journal line, the abstract with its labels, and then what the record says of
    itself. Each block's origin is the path of its element under `PubmedArticle`.

    Raises:
        EmptyDocument: It has neither title nor abstract.
        DocumentError: As `parse_xml`.
    """
    root = parse_xml(without(data, _FRAMES), source=source)
    citation, article = _first(root, "MedlineCitation"), _first(root, "MedlineCitation", "Article")
    if citation is None or article is None:
        raise EmptyDocument(f"{source} is a PubMed record without an article")
    record = _Record(root, citation, article)
    layout = Layout()
    _lay_out(record, layout)
    return describe(
        Document(
            text=layout.text,
            source=source,
            format=FORMAT,
            kind=DocumentKind.RETRACTION_NOTICE if _RETRACTS in record.types else DocumentKind.ABSTRACT,
            title=record.title or None,
            journal=record.journal or None,
            published=record.published,
            identifiers=MappingProxyType(record.identifiers),
            publication_types=record.types,
            mesh=record.mesh,
            substances=record.substances,
            blocks=layout.blocks,
            vernacular_title=record.vernacular_title or None,
            relations=record.relations,
        )
    )


def _all(element: Element, *path: str) -> list[Element]:
    """Returns what `findall` of the path does; step by step it costs a third."""
    found = [element]
    for name in path:
        found = [child for parent in found for child in parent.findall(name)]
    return found


def _first(element: Element, *path: str) -> Element | None:
    return next(iter(_all(element, *path)), None)


class _Record:
    """What one record says, each part read once."""

    def __init__(self, root: Element, citation: Element, article: Element) -> None:
        self.root = root
        self.citation = citation
        self.article = article

    @cached_property
    def title(self) -> str:
        """The title without the brackets that PubMed puts around a translated one."""
        title = words_of(self.article.find("ArticleTitle")) or words_of(_first(self.article, "Book", "BookTitle"))
        bare = title.rstrip(".")
        return bare[1:-1] if bare.startswith("[") and bare.endswith("]") else title

    @cached_property
    def journal(self) -> str:
        return (
            words_of(_first(self.citation, "MedlineJournalInfo", "MedlineTA"))
            or words_of(_first(self.article, "Journal", "ISOAbbreviation"))
            or words_of(_first(self.article, "Journal", "Title"))
        )

    @cached_property
    def issue(self) -> Element | None:
        return _first(self.article, "Journal", "JournalIssue")

    @cached_property
    def printed_date(self) -> Element | None:
        return self.issue.find("PubDate") if self.issue is not None else None

    @property
    def published(self) -> PartialDate | None:
        """The date of the issue; the day on which it stood online where the issue gives only a year."""
        issue = _date(self.printed_date)
        online = _date(self.article.find("ArticleDate"))
        is_finer = online and issue and online.first.year == issue.first.year and str(issue) == str(issue.first.year)
        return online if is_finer or issue is None else issue

    @property
    def citation_line(self) -> str:
        """The journal line, as PubMed prints it: "J Ex Oncol. 2019 Mar 5;12(3):100-9."."""
        volume, number = (words_of(self.issue.find(n)) if self.issue is not None else "" for n in ("Volume", "Issue"))
        pages = words_of(_first(self.article, "Pagination", "MedlinePgn"))
        place = f";{volume}" + (f"({number})" if number else "") + (f":{pages}" if pages else "") if volume else ""
        return f"{self.journal}. {_printed_date(self.printed_date)}{place}."

    @cached_property
    def types(self) -> tuple[str, ...]:
        return tuple(map(words_of, _all(self.article, "PublicationTypeList", "PublicationType")))

    @cached_property
    def identifiers(self) -> dict[str, str]:
        found = {"pmid": words_of(self.citation.find("PMID"))}
        for element in _all(self.root, "PubmedData", "ArticleIdList", "ArticleId"):
            name = {"doi": "doi", "pmc": "pmcid"}.get(element.get("IdType", ""))
            if name:
                found.setdefault(name, words_of(element))
        for element in self.article.findall("ELocationID"):
            if element.get("EIdType") == "doi":
                found.setdefault("doi", words_of(element))
        return {name: value for name, value in found.items() if value}

    @cached_property
    def mesh(self) -> tuple[MeshTerm, ...]:
        return tuple(
            term for heading in _all(self.citation, "MeshHeadingList", "MeshHeading") for term in _terms(heading)
        )

    @cached_property
    def substances(self) -> tuple[str, ...]:
        return tuple(map(words_of, _all(self.citation, "ChemicalList", "Chemical", "NameOfSubstance")))

    @property
    def keywords(self) -> list[str]:
        return list(map(words_of, _all(self.citation, "KeywordList", "Keyword")))

    @property
    def accessions(self) -> list[str]:
        banks = _all(self.article, "DataBankList", "DataBank")
        return [
            f"{words_of(bank.find('DataBankName'))}: {words_of(number)}"
            for bank in banks
            for number in _all(bank, "AccessionNumberList", "AccessionNumber")
        ]

    @cached_property
    def vernacular_title(self) -> str:
        return words_of(self.article.find("VernacularTitle"))

    @property
    def languages(self) -> list[str]:
        return list(map(words_of, self.article.findall("Language")))

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        corrections = _all(self.citation, "CommentsCorrectionsList", "CommentsCorrections")
        return tuple(
            Relation(kind, words_of(element.find("RefSource")), words_of(element.find("PMID")) or None)
            for element in corrections
            if (kind := element.get("RefType", "")) in _RELATIONS
        )


def _lay_out(record: _Record, layout: Layout) -> None:
    layout.add(record.title, BlockRole.TITLE, f"{_ARTICLE}/ArticleTitle")
    layout.add(record.citation_line, BlockRole.METADATA, f"{_ARTICLE}/Journal")
    for number, part in enumerate(_all(record.article, "Abstract", "AbstractText"), 1):
        layout.add(_labelled(part), BlockRole.PARAGRAPH, f"{_ARTICLE}/Abstract/AbstractText[{number}]")
    for number, part in enumerate(_all(record.citation, "OtherAbstract", "AbstractText"), 1):
        layout.add(_labelled(part), BlockRole.METADATA, f"MedlineCitation/OtherAbstract//AbstractText[{number}]")
    for heading, path, lines in _about(record):
        for number, line in enumerate([heading, *lines] if lines else []):
            layout.add(line, BlockRole.METADATA, path, is_next_line=number > 0)


def _about(record: _Record) -> Iterator[tuple[str, str, list[str]]]:
    """Yields what a record says of itself: a heading, where it stands, and its lines, as PubMed's page shows them."""
    citation = "MedlineCitation"
    yield "Publication types", f"{_ARTICLE}/PublicationTypeList", list(record.types)
    relations = [f"{_RELATIONS[each.kind]} {each.reference}" for each in record.relations]
    yield "Related publications", f"{citation}/CommentsCorrectionsList", relations
    yield "MeSH terms", f"{citation}/MeshHeadingList", [_mesh_line(term) for term in record.mesh]
    yield "Substances", f"{citation}/ChemicalList", list(record.substances)
    yield "Keywords", f"{citation}/KeywordList", record.keywords
    yield "Trial registration", f"{_ARTICLE}/DataBankList", record.accessions
    vernacular = [record.vernacular_title] if record.vernacular_title else []
    yield "Vernacular title", f"{_ARTICLE}/VernacularTitle", vernacular
    yield "Language of the article", f"{_ARTICLE}/Language", [each for each in record.languages if each != "eng"]
    names = {"pmid": "PMID", "pmcid": "PMCID", "doi": "DOI"}
    lines = [f"{names[name]}: {value}" for name, value in record.identifiers.items()]
    yield "Identifiers", "PubmedData/ArticleIdList", lines


def _labelled(part: Element) -> str:
    words, label = words_of(part), (part.get("Label") or "").strip()
    return f"{label}: {words}" if label and label != "UNLABELLED" and words else words


def _date(element: Element | None) -> PartialDate | None:
    if element is None:
        return None
    year, month, day = (words_of(element.find(name)) for name in ("Year", "Month", "Day"))
    if month.isdigit():
        written = "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])
        try:
            return PartialDate.parse(written)
        except ValueError:
            return find_year(year)
    printed = _printed_date(element)
    return _range_of_months(printed) or find_date(printed) or find_year(printed)


def _printed_date(element: Element | None) -> str:
    return " ".join(map(words_of, element)) if element is not None else ""


def _range_of_months(printed: str) -> PartialDate | None:
    """Returns the days of "2018 Nov-Dec" or "2018 Dec-2019 Jan": an issue of two months."""
    match = _MONTHS.fullmatch(printed)
    if match is None:
        return None
    first = find_date(f"{match['year']} {match['first']}")
    last = find_date(f"{match['other_year'] or match['year']} {match['last']}")
    return PartialDate(first.first, last.last) if first and last and first.first <= last.last else None


def _terms(heading: Element) -> Iterator[MeshTerm]:
    descriptor = heading.find("DescriptorName")
    name, is_major = words_of(descriptor), descriptor is not None and _is_major(descriptor)
    qualifiers = heading.findall("QualifierName")
    if not qualifiers:
        yield MeshTerm(name, None, is_major)
    yield from (MeshTerm(name, words_of(each), is_major or _is_major(each)) for each in qualifiers)


def _is_major(element: Element) -> bool:
    return element.get("MajorTopicYN") == "Y"


def _mesh_line(term: MeshTerm) -> str:
    star = "*" if term.is_major else ""
    return f"{term.heading} / {term.qualifier}{star}" if term.qualifier else f"{term.heading}{star}"
