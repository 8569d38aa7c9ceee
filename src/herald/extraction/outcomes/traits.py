"""Whether figures tell who the patients were, and not what became of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herald.extraction.measurements import Measurement
from herald.extraction.patterns import Pattern
from herald.extraction.phrases import Phrases
from herald.extraction.scene import Scene

TRAIT = Phrases(
    r"\b(?:came|were|was|are)\sfrom\b|\b(?:prior|previous(?:ly)?|earlier(?!\s(?:and|in|on|than|at)\b)|pretreated|de\snovo)\b"
    r"|\bhad\s(?:already\s)?(?:received|undergone|been\streated)\b"
    r"|\b(?:nodes?|nodal|receptor|HER2|ER|PR|HR|PD-L1)[-\s](?:positiv\w+|negativ\w+|low|mutat\w+)|\b(?:pre|post)-?menopausal\b"
    r"|\b(?:brain|visceral|liver|bone|lung|CNS)\s(?:metastas[ie]s|disease|involvement)\b|\binoperable\b|\bwhite\b|\b(?:childless|married)\b|\b(?:was|were)\spresent\b"
    r"|\b(?:homo|hetero)zygous\b|\bcarriers?\b|\bmutat(?:ed|ions?)\b|\bconcordan(?:t|ce)\b"
    r"|\bstill\s(?:being\s)?(?:treated|on\streatment)\b|\bduration\sof\s(?:exposure|treatment|therapy)\b|\bcompleted\b|\bhad\shad\b|\bgiven\sto\b|\b(?:treated|enrolled|recruited)\sin\b|\bECOG\b|\bEastern\sCooperative\b|\bKarnofsky\b|\bperformance\sstatus\b",
    re.IGNORECASE,
)
_PLANNED = Pattern(r"\b(?:planned|required|expected)\s(?:\w+\s)?(?:events|deaths)\b", re.IGNORECASE)
_EVENT = Pattern(
    r"\b(?:develop\w*|progress\w*|relaps\w*|recurr\w*|occurr\w*|convert\w*|achiev\w*|respon\w+|surviv\w*|died|deaths?|events?|discontinu\w*|free|detected\sat\sthe\ssame|(?:risks?|incidence|frequency)(?=\s)|within\s\w+\s(?:months|years))\b",
    re.IGNORECASE,
)
_REACH = 70


def are_traits(scene: Scene, low: int, run: Sequence[Measurement], high: int) -> bool:
    """Whether the words around figures name a trait with which patients entered, and nothing that happened to them."""
    end = min(high, run[-1].end + _REACH)
    if _PLANNED.search(scene.text, low, end):
        return True
    return bool(TRAIT.search(scene.text, low, end)) and _EVENT.search(scene.text, low, end) is None
