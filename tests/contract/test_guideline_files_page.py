"""The page on a guideline's files names every key that the loader takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.spec.small import CAUTIONS, CHAPTER, FIELDS, INDEX, SOURCES, TABLES, load_small

from herald.guideline import BrokenGuideline

BOGUS = "zzzzzzzzzz: x"
PLACES = {
    "guideline": INDEX + BOGUS,
    "fields": FIELDS + f"  - {{ {BOGUS} }}\n",
    "sources": SOURCES + f"  - {{ {BOGUS} }}\n",
    "tables": TABLES + f"  - {{ {BOGUS} }}\n",
    "chapter": CHAPTER + f"  - {{ {BOGUS} }}\n",
    "cautions": CAUTIONS + f"  - {{ {BOGUS} }}\n",
}
INNER = {
    "fields": FIELDS.replace("because: the patient declines it", BOGUS),
    "tables": TABLES.replace("because: IHC 3+ is positive", BOGUS),
    "chapter": CHAPTER.replace("because: harms the unborn child", BOGUS),
}


def _allowed(file: str, text: str) -> set[str]:
    with pytest.raises(BrokenGuideline) as error:
        load_small(**{file: text})
    found = re.search(r"allowed: ([\w, ]+)", str(error.value))
    assert found is not None, str(error.value)
    return set(found[1].split(", "))


@pytest.mark.parametrize(("file", "text"), [*PLACES.items(), *INNER.items()])
def test_every_key_is_on_the_page(root: Path, file: str, text: str) -> None:
    page = (root / "docs" / "reference" / "guideline-files.md").read_text(encoding="utf-8")
    assert _allowed(file, text) <= set(re.findall(r"`(\w+)[`:]", page))
