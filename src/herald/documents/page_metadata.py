"""What a page says of itself in its head: JSON-LD, meta elements, the title element."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from herald.core.dates import PartialDate
from herald.documents.dates import parse_machine_date
from herald.documents.identifiers import IDENTIFIERS, tidy_identifier
from herald.documents.language import language_of_code
from herald.documents.page_elements import METADATA_TOKENS, find_tokens

ARTICLE_TYPES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "BlogPosting",
        "Report",
        "ScholarlyArticle",
        "MedicalScholarlyArticle",
        "TechArticle",
    ]
)
PAGE_TYPES = frozenset({"WebPage", "MedicalWebPage", "AboutPage", "ItemPage"})
"""schema.org types whose dates speak of the page; an article's dates come first."""

_TITLES = ("citation_title", "dc.title", "og:title")
_PUBLISHED = (
    "article:published_time", "citation_publication_date", "citation_online_date", "citation_date", "dc.date",
    "dc.date.issued", "dcterms.issued", "dcterms.date", "datepublished", "publication_date", "pubdate", "date",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "dcterms.modified", "dc.date.modified", "datemodified", "last-modified",
)  # fmt: skip
_JOURNALS = ("citation_journal_title", "prism.publicationname")
_SITES = ("og:site_name", "application-name")
_LONGEST_JSON = 1 << 20
_MOST_NODES = 10_000
_MOST_TIMES = 50


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """The fields of a page's head that were filled; None where it is silent."""

    title: str | None = None
    journal: str | None = None
    published: PartialDate | None = None
    updated: PartialDate | None = None
    language: str | None = None
    is_news: bool = False
    identifiers: dict[str, str] = field(default_factory=dict)


def find_metadata(tree: LexborHTMLParser) -> PageMetadata:
    """Returns what the head of a page says; schema.org before meta elements, where both speak."""
    meta = _read_meta(tree)
    articles = sorted(_find_articles(tree), key=lambda item: not _types(item) & ARTICLE_TYPES)
    language = _first(tree.root.attributes.get("lang") if tree.root else None, meta.get("content-language"))
    return PageMetadata(
        title=_title(tree, meta, articles),
        journal=next((meta[name] for name in _JOURNALS if name in meta), None),
        published=_date(articles, "datePublished", meta, _PUBLISHED) or _date_of_time_element(tree),
        updated=_date(articles, "dateModified", meta, _UPDATED),
        language=language_of_code(language) if language else None,
        is_news=any("NewsArticle" in name for item in articles for name in _types(item)),
        identifiers=_identifiers(meta),
    )


def _read_meta(tree: LexborHTMLParser) -> dict[str, str]:
    """Returns the first content of each name, in lower case."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = _first(attributes.get("name"), attributes.get("property"), attributes.get("http-equiv"))
        content = _tidy(attributes.get("content") or "")
        if name and content:
            found.setdefault(name.strip().casefold(), content)
    return found


def _find_articles(tree: LexborHTMLParser) -> Iterator[dict[str, object]]:
    for script in tree.css('script[type="application/ld+json"]'):
        words = script.text()
        if len(words) <= _LONGEST_JSON:
            yield from (item for item in _json_objects(words) if _types(item) & (ARTICLE_TYPES | PAGE_TYPES))


def _json_objects(words: str) -> Iterator[dict[str, object]]:
    """Yields every object in a JSON text, outermost first; none where it is no JSON."""
    try:
        waiting: list[object] = [json.loads(words)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, dict):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def _types(item: dict[str, object]) -> set[str]:
    types = item.get("@type")
    return {str(name) for name in (types if isinstance(types, list) else [types])}


def _date(
    articles: list[dict[str, object]], key: str, meta: dict[str, str], names: tuple[str, ...]
) -> PartialDate | None:
    values = [str(item[key]) for item in articles if item.get(key)] + [meta[name] for name in names if name in meta]
    return next(filter(None, map(parse_machine_date, values)), None)


def _date_of_time_element(tree: LexborHTMLParser) -> PartialDate | None:
    """Returns the date of the first <time> that is a date of publication by its own names or its parent's."""
    for node in tree.css("time[datetime]")[:_MOST_TIMES]:
        names = find_tokens(node.attributes) | (find_tokens(node.parent.attributes) if node.parent else frozenset())
        is_named = bool(names & METADATA_TOKENS) and "updated" not in names
        if is_named or node.attributes.get("itemprop") == "datePublished":
            return parse_machine_date(node.attributes.get("datetime") or "")
    return None


def _title(tree: LexborHTMLParser, meta: dict[str, str], articles: list[dict[str, object]]) -> str | None:
    """Returns the title without the site's name: citation, Open Graph, schema.org, h1, and <title> last."""
    headline = next((_tidy(str(item["headline"])) for item in articles if item.get("headline")), None)
    heading = tree.css_first("article h1, main h1") or tree.css_first("h1")
    named = _first(
        *(meta.get(name) for name in _TITLES),
        headline,
        _tidy(heading.text(separator=" ")) if heading else None,
        _tidy(node.text()) if (node := tree.css_first("title")) else None,
    )
    return _without_site(named, _first(*(meta.get(name) for name in _SITES))) if named else None


def _without_site(title: str, site: str | None) -> str:
    """Cuts " | Site" and " - Site"; without a known name only what follows the last bar, if it is short."""
    if site and (match := re.fullmatch(rf"(.+?)\s+[|–—-]\s+{re.escape(site)}", title)):
        return match[1]
    match = re.fullmatch(r"(.{20,})\s\|\s[^|]{2,40}", title)
    return match[1] if match else title


def _identifiers(meta: dict[str, str]) -> dict[str, str]:
    named = {"doi": meta.get("citation_doi"), "pmid": meta.get("citation_pmid"), "pmcid": meta.get("citation_pmcid")}
    found = {
        name: tidy_identifier(re.sub(r"^(?:doi:|https?://(?:dx\.)?doi\.org/)", "", value))
        for name, value in named.items()
        if value
    }
    stated = meta.get("dc.identifier") or meta.get("prism.doi") or ""
    match = IDENTIFIERS["doi"].search(stated if "doi" in stated.casefold() else f"doi:{stated}")
    return found if "doi" in found or not match else {"doi": tidy_identifier(match[1]), **found}


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)


def _tidy(value: str) -> str:
    return re.sub(r"\s+", " ", value).strip()
