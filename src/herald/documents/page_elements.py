"""What the elements of a page mean for its text: which show, which stand apart, which belong to the page's frame."""

from __future__ import annotations

import re
from collections.abc import Mapping

Attributes = Mapping[str, str | None]

UNSEEN = frozenset(
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "canvas",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "select",
        "option",
        "datalist",
        "input",
        "textarea",
        "map",
        "area",
        "param",
        "source",
        "track",
        "link",
        "meta",
        "title",
        "base",
        "rp",
    ]
)
"""Elements whose text a reader of the page does not see as text."""

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
"""Source: HTML Standard, section 15.3 (rendering: flow content, sections, lists, tables)."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LIST_ITEMS = frozenset({"li", "dt", "dd"})

_FRAME_ELEMENTS = {
    "nav": "inside <nav>",
    "aside": "inside <aside>",
    "footer": "inside <footer>",
    "header": "inside the page's <header>",
    "form": "inside <form>",
    "button": "a button",
    "dialog": "inside <dialog>",
    "menu": "inside <menu>",
    "search": "inside <search>",
}
_FRAME_ROLES = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
        "tablist",
    ]
)
_FRAME_TOKENS = {
    "navigation": "nav navbar navigation menu breadcrumb breadcrumbs pagination pager sidebar masthead skip skiplink"
    " toc",
    "advertisement": "ad ads advert adverts advertisement advertising adslot adunit dfp sponsored sponsor sponsors"
    " promo promos promotion promoted",
    "newsletter box": "newsletter newsletters subscribe subscription signup optin paywall",
    "share bar": "share shares sharing sharebar social addthis sharethis",
    "related links": "related recommended recommendations recirc trending popular outbrain taboola readmore",
    "cookie notice": "cookie cookies consent gdpr",
    "comments": "comments disqus respond",
    "page footer": "footer colophon copyright",
    "pop-up": "popup modal overlay",
}
_REASON_OF_TOKEN = {token: reason for reason, tokens in _FRAME_TOKENS.items() for token in tokens.split()}
_CONTENT_TOKENS = frozenset(["takeaways", "takeaway", "highlights", "keypoints", "summary", "abstract"])
REFERENCE_TOKENS = frozenset(["references", "reference", "reflist", "bibliography", "citations", "footnotes"])
METADATA_TOKENS = frozenset(
    [
        "byline",
        "author",
        "authors",
        "dateline",
        "date",
        "dates",
        "pubdate",
        "published",
        "updated",
        "timestamp",
        "posted",
        "credit",
        "credits",
    ]
)
_HAS_NOT = re.compile(r"\b(?:has|no|with|without|show|hide|is|not|js|enable|enabled)[-_]", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_LONGEST_NAMES = 400


def is_hidden(tag: str, attributes: Attributes) -> bool:
    """Whether an element and all in it is not shown: by its name, `hidden`, `aria-hidden` or its own style."""
    return (
        tag in UNSEEN
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search((attributes.get("style") or "")[:_LONGEST_NAMES]))
    )


def find_tokens(attributes: Attributes) -> frozenset[str]:
    """Returns the words of class and id, whole: "newsletterBox promo-1" has newsletter, box, promo, 1.

    Names that only say what a page has or lacks ("has-sidebar", "no-ads") are left out.
    """
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:_LONGEST_NAMES].split()
    return frozenset(token.casefold() for name in names if not _HAS_NOT.match(name) for token in _TOKEN.findall(name))


def reason_of_element(tag: str, attributes: Attributes, *, in_article: bool) -> str | None:
    """Returns why an element's own name or role makes it part of the frame; None for the rest.

    Inside an article a header or footer belongs to the article.
    """
    if in_article and tag in ("header", "footer"):
        return None
    role = (attributes.get("role") or "").strip().casefold()
    if role in _FRAME_ROLES:
        return f'role "{role}"'
    return _FRAME_ELEMENTS.get(tag)


def reason_of_names(tokens: frozenset[str]) -> str | None:
    """Returns why the words of class and id make an element part of the frame; None where they do not."""
    if tokens & _CONTENT_TOKENS:
        return None
    token = min(tokens & _REASON_OF_TOKEN.keys(), default=None)
    return f'{_REASON_OF_TOKEN[token]}: named "{token}"' if token else None
