"""Views as pages: one HTML file each that asks nothing of the network and runs no script."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from herald.reports.wording import NO_OPTIONS, POOLED

if TYPE_CHECKING:
    from jinja2 import Environment

    from herald.reports.views import DocumentView, OptionsView


def render_options_page(view: OptionsView) -> str:
    return _render("options.html", view)


def render_document_page(view: DocumentView) -> str:
    return _render("document.html", view)


def content_security_policy(style: str) -> str:
    """Returns a policy that forbids everything but the one style sheet inside the page, by its digest.

    Source: W3C Content Security Policy Level 3, section 6.7.3.3 (hash sources).
    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _render(template: str, view: OptionsView | DocumentView) -> str:
    style = _style()
    page = _environment().get_template(template)
    return page.render(
        view=view, style=style, policy=content_security_policy(style), no_options=NO_OPTIONS, pooled_note=POOLED
    )


@lru_cache(maxsize=1)
def _style() -> str:
    return files("herald.reports").joinpath("templates", "page.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("herald.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
