"""One `<PubmedArticle>` of PubMed or MEDLINE XML to a document.

Source: MEDLINE/PubMed XML element descriptions, https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    record = parse_xml(without(data, _FRAMES), source=source)
    article = record.find(_ARTICLE)
    if article is None:
        raise EmptyDocument(f"{source} is a PubMed record without an article")
    title = _title(article)
    layout = Layout()
    _lay_out(record, article, title, layout)
    types = tuple(map(words_of, article.iterfind("PublicationTypeList/PublicationType")))
    return describe(
        Document(
            text=layout.text,
            source=source,
            format=FORMAT,
            kind=DocumentKind.RETRACTION_NOTICE if "Retraction of Publication" in types else DocumentKind.ABSTRACT,
            title=title or None,
            journal=_journal(record, article) or None,
            published=_published(article),
            identifiers=MappingProxyType(_identifiers(record, article)),
            publication_types=types,
            mesh=tuple(_mesh(record)),
            substances=tuple(_substances(record)),
            blocks=layout.blocks,
            vernacular_title=words_of(article.find("VernacularTitle")) or None,
            relations=tuple(_relations(record)),
        )
    )


def _lay_out(record: Element, article: Element, title: str, layout: Layout) -> None:
    layout.add(title, BlockRole.TITLE, f"{_ARTICLE}/ArticleTitle")
    layout.add(_citation(record, article), BlockRole.METADATA, f"{_ARTICLE}/Journal")
    for number, part in enumerate(article.iterfind("Abstract/AbstractText"), 1):
        layout.add(_labelled(part), BlockRole.PARAGRAPH, f"{_ARTICLE}/Abstract/AbstractText[{number}]")
    for number, part in enumerate(record.iterfind("MedlineCitation/OtherAbstract/AbstractText"), 1):
        layout.add(_labelled(part), BlockRole.METADATA, f"MedlineCitation/OtherAbstract//AbstractText[{number}]")
    for heading, path, lines in _about(record, article):
        for number, line in enumerate([heading, *lines] if lines else []):
            layout.add(line, BlockRole.METADATA, path, is_next_line=number > 0)


def _about(record: Element, article: Element) -> Iterator[tuple[str, str, list[str]]]:
    """Yields what a record says of itself: a heading, where it stands, and its lines, as PubMed's page shows them."""
    citation = "MedlineCitation"
    types = [words_of(each) for each in article.iterfind("PublicationTypeList/PublicationType")]
    yield "Publication types", f"{_ARTICLE}/PublicationTypeList", types
    relations = [f"{_RELATIONS[each.kind]} {each.reference}" for each in _relations(record)]
    yield "Related publications", f"{citation}/CommentsCorrectionsList", relations
    yield "MeSH terms", f"{citation}/MeshHeadingList", [_mesh_line(term) for term in _mesh(record)]
    yield "Substances", f"{citation}/ChemicalList", list(_substances(record))
    keywords = [words_of(each) for each in record.iterfind(f"{citation}/KeywordList/Keyword")]
    yield "Keywords", f"{citation}/KeywordList", keywords
    yield "Trial registration", f"{_ARTICLE}/DataBankList", list(_accessions(article))
    vernacular = words_of(article.find("VernacularTitle"))
    yield "Vernacular title", f"{_ARTICLE}/VernacularTitle", [vernacular] if vernacular else []
    languages = [words_of(each) for each in article.iterfind("Language")]
    yield "Language of the article", f"{_ARTICLE}/Language", [each for each in languages if each != "eng"]
    names = {"pmid": "PMID", "pmcid": "PMCID", "doi": "DOI"}
    found = _identifiers(record, article)
    yield "Identifiers", "PubmedData/ArticleIdList", [f"{names[name]}: {value}" for name, value in found.items()]


def _title(article: Element) -> str:
    """Returns the title without the brackets that PubMed puts around a translated one."""
    title = words_of(article.find("ArticleTitle")) or words_of(article.find("Book/BookTitle"))
    bare = title.rstrip(".")
    return bare[1:-1] if bare.startswith("[") and bare.endswith("]") else title


def _labelled(part: Element) -> str:
    words, label = words_of(part), (part.get("Label") or "").strip()
    return f"{label}: {words}" if label and label != "UNLABELLED" and words else words


def _journal(record: Element, article: Element) -> str:
    return (
        words_of(record.find("MedlineCitation/MedlineJournalInfo/MedlineTA"))
        or words_of(article.find("Journal/ISOAbbreviation"))
        or words_of(article.find("Journal/Title"))
    )


def _citation(record: Element, article: Element) -> str:
    """Returns the journal line, as PubMed prints it: "J Ex Oncol. 2019 Mar 5;12(3):100-9."."""
    issue = article.find("Journal/JournalIssue")
    date = _printed_date(issue.find("PubDate") if issue is not None else None)
    volume, number = (words_of(issue.find(name)) if issue is not None else "" for name in ("Volume", "Issue"))
    pages = words_of(article.find("Pagination/MedlinePgn"))
    place = f";{volume}" + (f"({number})" if number else "") + (f":{pages}" if pages else "") if volume else ""
    return f"{_journal(record, article)}. {date}{place}."


def _published(article: Element) -> PartialDate | None:
    """Returns the date of the issue; the day on which it stood online where the issue gives only a year."""
    issue = _date(article.find("Journal/JournalIssue/PubDate"))
    online = _date(article.find("ArticleDate"))
    is_finer = online and issue and online.first.year == issue.first.year and str(issue) == str(issue.first.year)
    return online if is_finer or issue is None else issue


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


def _identifiers(record: Element, article: Element) -> dict[str, str]:
    found = {"pmid": words_of(record.find("MedlineCitation/PMID"))}
    for element in record.iterfind("PubmedData/ArticleIdList/ArticleId"):
        name = {"doi": "doi", "pmc": "pmcid"}.get(element.get("IdType", ""))
        if name:
            found.setdefault(name, words_of(element))
    for element in article.iterfind("ELocationID[@EIdType='doi']"):
        found.setdefault("doi", words_of(element))
    return {name: value for name, value in found.items() if value}


def _mesh(record: Element) -> Iterator[MeshTerm]:
    for heading in record.iterfind("MedlineCitation/MeshHeadingList/MeshHeading"):
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


def _substances(record: Element) -> Iterator[str]:
    return map(words_of, record.iterfind("MedlineCitation/ChemicalList/Chemical/NameOfSubstance"))


def _accessions(article: Element) -> Iterator[str]:
    for bank in article.iterfind("DataBankList/DataBank"):
        name = words_of(bank.find("DataBankName"))
        for number in bank.iterfind("AccessionNumberList/AccessionNumber"):
            yield f"{name}: {words_of(number)}"


def _relations(record: Element) -> Iterator[Relation]:
    for element in record.iterfind("MedlineCitation/CommentsCorrectionsList/CommentsCorrections"):
        kind = element.get("RefType", "")
        if kind in _RELATIONS:
            yield Relation(kind, words_of(element.find("RefSource")), words_of(element.find("PMID")) or None)
