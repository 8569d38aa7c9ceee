"""The language of a text, by its function words."""

from __future__ import annotations

import re
from collections import Counter
from operator import itemgetter

FUNCTION_WORDS = {
    "en": "the of and in to with for was were is are that by from as this be at which or not than has have an",
    "de": "der die das und mit von für nicht den dem ein eine einer im ist wurde wurden bei zu auf auch oder sich",
    "fr": "le la les des et du un une dans est pour que par sur avec ont été au aux ces cette qui chez ou plus",
    "es": "el la los las de y en del que con por para una un se fue fueron es al como su más entre sin o",
    "it": "il lo la gli le di e in del della dei con per una un che è sono al alla nel nella stato più non si",
    "pt": "o a os as de e em do da dos das com para uma um que foi foram por no na ao não mais se entre é",
    "nl": "de het een en van in met voor op dat is zijn werd werden niet bij aan te door als ook naar om uit",
    "sv": "och i att det som en på är av för med den till inte om ett var har de vid eller från kan hos",
    "da": "og i at det som en på er af for med den til ikke om et var har de ved eller fra kan hos blev",
    "pl": "i w z na do się że nie jest to o od po przez dla oraz u był była były ich lub są jak",
}

_LANGUAGES_OF = {
    word: tuple(code for code, known in FUNCTION_WORDS.items() if word in known.split())
    for words in FUNCTION_WORDS.values()
    for word in words.split()
}
_LETTER = re.compile(r"[^\W\d_]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_SPACED = bytes(code if code > 127 or chr(code).isalpha() else 32 for code in range(256))
WORDS_READ = 3000
FEWEST_HITS = 5
SMALLEST_SHARE = 0.12
LEAD = 1.2


def find_language(text: str) -> str | None:
    """Returns the ISO 639-1 code of the language of `text`; None where it cannot be told.

    None stands for too short a text, for a language that is not in the table, and for a mixture: the winner has
    at least `FEWEST_HITS` function words, `SMALLEST_SHARE` of all words, and `LEAD` times as many as the next.
    """
    words = _words(text[: WORDS_READ * 12])[:WORDS_READ]
    times = Counter(words)
    counts = dict.fromkeys(FUNCTION_WORDS, 0)
    for word in times.keys() & _LANGUAGES_OF.keys():
        for code in _LANGUAGES_OF[word]:
            counts[code] += times[word]
    (best, most), (_, next_most), *_ = sorted(counts.items(), key=itemgetter(1), reverse=True)
    is_clear = most >= max(FEWEST_HITS, SMALLEST_SHARE * len(words)) and most >= LEAD * next_most
    return best if is_clear else None


def _words(text: str) -> list[str]:
    """Returns the words of a text, folded: what stands between characters that are no letters."""
    folded = text.casefold()
    for foreign in () if folded.isascii() else set(_FOREIGN.findall(folded)):
        if not _LETTER.match(foreign):
            folded = folded.replace(foreign, " ")
    return folded.encode().translate(_SPACED).decode().split()


def language_of_code(value: str) -> str | None:
    """Returns the two-letter code of a page's declaration: 'en-US' and 'EN' are 'en'."""
    code = value.strip().casefold().replace("_", "-").split("-")[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None
