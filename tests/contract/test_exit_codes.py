from __future__ import annotations

import re
from pathlib import Path

from herald.core.errors import HeraldError, InternalError


def families() -> dict[str, int]:
    return {c.code: c.exit_code for c in HeraldError.__subclasses__() if not issubclass(c, InternalError)}


def test_the_page_of_exit_codes_lists_every_error_family(root: Path) -> None:
    page = (root / "docs/reference/exit-codes.md").read_text(encoding="utf-8")
    listed = {family: int(code) for code, family in re.findall(r"^\| (\d+) \| (\w+) \|", page, re.M)}
    assert listed == families()


def test_no_two_families_share_an_exit_code() -> None:
    codes = list(families().values())
    assert len(codes) == len(set(codes))
