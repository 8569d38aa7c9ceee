"""JATS full text (PubMed Central, publishers) to documents: sections, tables row by row, captions, references.

Source: JATS 1.3, Journal Publishing Tag Set, https://jats.nlm.nih.gov/publishing/tag-library/1.3/.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from xml.etree.ElementTree import Element  # the type; parsing is `xml_tree`'s

from herald.core.dates import PartialDate
from herald.core.documents import BlockRole, Document, DocumentKind, Relation
from herald.documents.dates import find_date, find_year
from herald.documents.description import describe
from herald.documents.errors import EmptyDocument
from herald.documents.jats_tables import table_rows
from herald.documents.language import language_of_code
from herald.documents.layout import Layout
from herald.documents.xml_tree import name_of, parse_xml, words_of

FORMAT = "jats"
_IDENTIFIERS = {"doi": "doi", "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid"}
_RETRACTIONS = ("retraction", "retraction-notice")
_PLAIN_PARTS = ("p", "disp-quote", "verse-group", "statement", "boxed-text", "supplementary-material", "disp-formula")
_TITLED_PARTS = ("sec", "app", "ack", "notes", "fn-group", "glossary", "abstract", "trans-abstract", "def-list")
_FIGURES = ("fig", "fig-group", "media", "graphic")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_jats(text: str, *, source: str) -> list[Document]:
    """Returns the documents of an article, or of a set of them as PubMed Central sends it.

    Raises:
        EmptyDocument: The file holds no article, or one without words.
        DocumentError: As `parse_xml`.
    """
    root = parse_xml(text.encode("utf-8", "replace"), source=source)
    articles = [root] if name_of(root) == "article" else [each for each in root.iter() if name_of(each) == "article"]
    if len(articles) == 1:
        return [_document(articles[0], source)]
    return [_document(each, f"{source}#{number}") for number, each in enumerate(articles, 1)]


def _document(article: Element, source: str) -> Document:
    layout = Layout()
    _ArticleLayout(layout).add_article(article)
    if not layout.blocks:
        raise EmptyDocument(f"{source} is an article without words")
    meta = article.find("front/article-meta")
    meta = Element("article-meta") if meta is None else meta
    is_retraction = article.get("article-type") in _RETRACTIONS
    return describe(
        Document(
            text=layout.text,
            source=source,
            format=FORMAT,
            kind=DocumentKind.RETRACTION_NOTICE if is_retraction else DocumentKind.UNKNOWN,
            title=words_of(meta.find("title-group/article-title")) or None,
            journal=words_of(article.find("front/journal-meta//journal-title")) or None,
            published=_published(meta),
            language=language_of_code(article.get(_LANGUAGE, "")),
            identifiers=MappingProxyType(_identifiers(meta)),
            publication_types=tuple(filter(None, [article.get("article-type")])),
            blocks=layout.blocks,
            relations=tuple(_relations(meta)),
        )
    )


def _identifiers(meta: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in meta.iterfind("article-id"):
        name, value = _IDENTIFIERS.get(element.get("pub-id-type", "")), words_of(element)
        if name and value:
            found[name] = f"PMC{value}" if name == "pmcid" and value.isdigit() else value
    return found


def _published(meta: Element) -> PartialDate | None:
    """Returns the earliest date of publication, the finest of equals; dates of receipt and the like are left."""
    dates = filter(None, map(_date, meta.iterfind("pub-date")))
    return min(dates, key=lambda date: (date.last, -date.first.toordinal()), default=None)


def _date(element: Element) -> PartialDate | None:
    year, month, day = (words_of(element.find(name)) for name in ("year", "month", "day"))
    if not month.isdigit():
        return find_date(f"{year} {month} {day}") or find_year(year)
    parts = [year, month.zfill(2), *([day.zfill(2)] if day else [])]
    try:
        return PartialDate.parse("-".join(parts))
    except ValueError:
        return find_year(year)


def _relations(meta: Element) -> Iterator[Relation]:
    for element in meta.iterfind("related-article"):
        target = next((value for name, value in element.attrib.items() if name.endswith("href")), "")
        yield Relation(element.get("related-article-type", ""), words_of(element) or target)


class _ArticleLayout:
    """Writes one article: front, abstract, body, back, floats, each element with its path."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def add_article(self, article: Element) -> None:
        meta, path = article.find("front/article-meta"), "front/article-meta"
        if meta is not None:
            self._add(meta.find("title-group/article-title"), BlockRole.TITLE, f"{path}/title-group/article-title")
            for number, abstract in enumerate(meta.iterfind("abstract"), 1):
                self._add_parts(abstract, f"{path}/abstract[{number}]", BlockRole.PARAGRAPH)
            for number, abstract in enumerate(meta.iterfind("trans-abstract"), 1):
                self._add_parts(abstract, f"{path}/trans-abstract[{number}]", BlockRole.METADATA)
        for name, role in (("body", None), ("floats-group", None), ("back", BlockRole.METADATA)):
            part = article.find(name)
            if part is not None:
                self._add_parts(part, name, role or BlockRole.PARAGRAPH)

    def _add(self, element: Element | None, role: BlockRole, path: str, *, is_next_line: bool = False) -> None:
        self._layout.add(words_of(element), role, path, is_next_line=is_next_line)

    def _add_parts(self, parent: Element, path: str, role: BlockRole) -> None:
        counts: dict[str, int] = {}
        for child in parent:
            name = name_of(child)
            counts[name] = counts.get(name, 0) + 1
            self._add_part(child, name, f"{path}/{name}[{counts[name]}]", role)

    def _add_part(self, element: Element, name: str, path: str, role: BlockRole) -> None:
        if name == "title":
            self._add(element, BlockRole.HEADING if role is BlockRole.PARAGRAPH else role, path)
        elif name == "p" and any(name_of(child) in ("list", "table-wrap", *_FIGURES) for child in element):
            self._add_mixed(element, path, role)
        elif name in _PLAIN_PARTS:
            self._add(element, role, path)
        elif name == "list":
            self._add_list(element, path, role)
        elif name in ("table-wrap", "table-wrap-group"):
            self._add_table(element, path)
        elif name in _FIGURES:
            self._layout.add(_caption(element), role, path)
        elif name == "ref-list":
            self._add_references(element, path)
        elif name in _TITLED_PARTS or name in ("sec-meta", "app-group"):
            self._add_parts(element, path, role)

    def _add_mixed(self, paragraph: Element, path: str, role: BlockRole) -> None:
        """Writes the words of a paragraph first, then the lists and tables that it holds."""
        inner = [child for child in paragraph if name_of(child) in ("list", "table-wrap", *_FIGURES)]
        bare = Element("p")
        bare.text = paragraph.text
        for child in paragraph:
            if child not in inner:
                bare.append(child)
            elif len(bare):
                bare[-1].tail = f"{bare[-1].tail or ''} {child.tail or ''}"
            else:
                bare.text = f"{bare.text or ''} {child.tail or ''}"
        self._add(bare, role, path)
        for number, child in enumerate(inner, 1):
            self._add_part(child, name_of(child), f"{path}/{name_of(child)}[{number}]", role)

    def _add_list(self, element: Element, path: str, role: BlockRole) -> None:
        item_role = BlockRole.LIST_ITEM if role is BlockRole.PARAGRAPH else role
        items = [child for child in element if name_of(child) == "list-item"]
        for number, item in enumerate(items, 1):
            self._add(item, item_role, f"{path}/list-item[{number}]", is_next_line=number > 1)

    def _add_table(self, element: Element, path: str) -> None:
        """Writes a table as its caption, its rows with cells divided by bars, and its notes."""
        self._layout.add(_caption(element), BlockRole.HEADING, f"{path}/caption")
        for table_number, table in enumerate((each for each in element.iter() if name_of(each) == "table"), 1):
            for place, (number, row) in enumerate(table_rows(table)):
                origin = f"{path}//table[{table_number}]//tr[{number}]"
                self._layout.add(row, BlockRole.TABLE_ROW, origin, is_next_line=place > 0)
        for number, note in enumerate((each for each in element if name_of(each) == "table-wrap-foot"), 1):
            self._add(note, BlockRole.METADATA, f"{path}/table-wrap-foot[{number}]")

    def _add_references(self, element: Element, path: str) -> None:
        self._add(element.find("title"), BlockRole.REFERENCE, f"{path}/title")
        for number, reference in enumerate(element.iterfind("ref"), 1):
            words = " ".join(filter(None, map(_citation, reference)))
            self._layout.add(words, BlockRole.REFERENCE, f"{path}/ref[{number}]", is_next_line=True)


def _citation(element: Element) -> str:
    """Returns the words of a reference, apart where the file leaves the punctuation to its reader."""
    is_punctuated = any((part.tail or "").strip() for part in element)
    return words_of(element) if is_punctuated else " ".join(" ".join(element.itertext()).split())


def _caption(element: Element) -> str:
    label, caption = words_of(element.find("label")), words_of(element.find("caption"))
    return f"{label.rstrip('.')}. {caption}" if label and caption else label or caption
