"""Friendly spellings of values, brought to the one that the guideline's fields declare."""

from __future__ import annotations

import re
from collections.abc import Mapping

from herald.patients.plain import Plain

_IHC = re.compile(r"(?:her2)?\s*(?:ihc)?\s*(?:score)?\s*(?P<score>\d)\s*\+?", re.IGNORECASE)
_WORDS = {
    "true": "yes", "false": "no", "f": "female", "m": "male", "woman": "female", "man": "male",
    "pre": "premenopausal", "post": "postmenopausal", "pre-menopausal": "premenopausal",
    "post-menopausal": "postmenopausal", "amplification": "amplified", "non-amplified": "not amplified",
}  # fmt: skip
_WORDS_OF_FIELD = {
    "brain_metastases": {"no": "none", "false": "none", "yes": "present", "true": "present"},
    "kind": {
        "primary tumour": "primary", "primary tumor": "primary", "metastatic": "metastasis",
        "residual": "residual disease", "recurrence": "local recurrence",
    },
    "erbb2_mutation": {"no": "none", "false": "none", "wild type": "none"},
}  # fmt: skip


def plain_spelling(field: str, value: Plain) -> Plain:
    """Returns the value as the fields declare it: "IHC 3+", "3+" and "3" are one, and so are `true` and `yes`.

    What is in no table passes unchanged, and the check against the fields decides about it.
    """
    if isinstance(value, Mapping):
        return {name: plain_spelling(name, part) for name, part in value.items()}
    if isinstance(value, tuple):
        return tuple(plain_spelling(field, part) for part in value)
    if value is None:
        return None
    if field == "her2_ihc":
        return ihc_score(value)
    word = value.casefold()
    return _WORDS_OF_FIELD.get(field, {}).get(word) or _WORDS.get(word, value)


def ihc_score(text: str) -> str:
    """Returns the score of a HER2 immunohistochemistry report, or the text itself where it states none.

    >>> ihc_score("HER2 IHC 3+"), ihc_score("0+"), ihc_score("not done")
    ('3+', '0', 'not done')
    """
    match = _IHC.fullmatch(text.strip())
    if match is None:
        return text.casefold()
    return "0" if match["score"] == "0" else f"{match['score']}+"
