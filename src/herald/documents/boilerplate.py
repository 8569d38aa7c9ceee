"""What a page prints around its article, told by whole lines.

Precision comes first: a kept advert costs little, a lost result costs the answer. So a cue matches a whole short
line, and a line that states a figure is never boilerplate by its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_LINE = 240
"""Longer stretches are prose, whatever words they hold."""

FIGURE = re.compile(
    r"\d\s?%|\bpercent\b|\d(?:\.\d+)?[\s-](?:months?|years?|weeks?|patients|women|men|people)\b|\bCI\b|\bHR\b"
    r"|\b[Pp]\s?[=<>≤]|hazard ratio|\bn\s?=\s?\d"
)
"""What a result is printed with."""


@dataclass(frozen=True, slots=True)
class LineCue:
    """A line that matches `pattern` from end to end is boilerplate, because of `why`."""

    why: str
    pattern: re.Pattern[str]


def _cue(why: str, *forms: str) -> LineCue:
    return LineCue(why, re.compile(rf"(?:{'|'.join(forms)})[.!…:]*", re.IGNORECASE))


CUES = (
    _cue(
        "newsletter box",
        r"subscribe(?: (?:icon|now|today|here|to .{1,60}))?",
        r"sign[ -]?up(?: (?:now|today|here|for .{1,60}))?",
        r"(?:our |daily |weekly )?(?:e-?)?newsletters?",
        r"stay (?:updated|informed|up[ -]to[ -]date|connected)(?: with .{1,60})?",
        r"(?:get|receive) .{0,160}(?:delivered )?(?:to|in) your in-?box.{0,30}",
        r"(?:enter )?(?:your )?e-?mail address",
    ),
    _cue(
        "share bar",
        r"share(?: (?:this|on|via|by|to|the) ?.{0,40}|)",
        r"(?:print|e-?mail|tweet|facebook|twitter|linkedin|whatsapp|copy link|save|bookmark|cite)",
        r"(?:facebook|twitter|linkedin|x|e-?mail|print)(?:[ |,/·]+(?:facebook|twitter|linkedin|x|e-?mail|print))+",
        r"follow us(?: on)?.{0,40}",
    ),
    _cue(
        "request for feedback",
        r"share your feedback",
        r"help us .{0,30}improve (?:our|this).{0,60}",
        r"was this (?:article|page|information) helpful\??",
        r"(?:leave|post|write) (?:a )?(?:comment|reply)",
    ),
    _cue(
        "link to the full text",
        r"(?:\.\.\.|…)? ?(?:click here )?to read the full (?:story|article|text)",
        r"(?:read|see|view) (?:more|the full (?:story|article|text))(?: here)?",
        r"continue reading",
        r"(?:register|log ?in|sign in) to (?:read|continue|view|access).{0,60}",
    ),
    _cue(
        "navigation",
        r"skip to (?:main )?content",
        r"(?:menu|home|search|close|log ?in|log ?out|sign ?in|register|my account|next|previous|back to top|top)",
        r"(?:view|see|show|load|browse) (?:all|more|conference coverage)(?: .{1,30})?",
        r"(?:[^\W\d][\w&' -]{1,30}\s*[>›»]\s*)+(?:[^\W\d][\w&' -]{1,40})?",
        r"jump to:?.{0,60}",
    ),
    _cue(
        "advertisement",
        r"(?:advertisement|advertising|advert|sponsored(?: content| by .{1,40})?|promoted(?: content)?)",
        r"(?:article continues below|continue below) .{0,30}",
        r"(?:publication (?:top|bottom) border|border publication)",
    ),
    _cue(
        "copyright line",
        r"(?:©|\(c\)|copyright\b).{0,200}",
        r"(?:.{0,80}\b)?all rights reserved.{0,100}",
    ),
    _cue(
        "legal notice",
        r"(?:privacy (?:policy|notice)|terms (?:of (?:use|service)|(?:and|&) conditions))",
        r"(?:cookie (?:policy|settings|preferences)|disclaimer|contact us|about us|advertise(?: with us)?)",
        r"(?:privacy policy|terms of (?:use|service)|contact us|about us)(?:[ |·,]+.{1,120})?",
    ),
    _cue(
        "cookie notice",
        r"(?:this|our) (?:web)?site uses cookies.{0,200}",
        r"we use cookies.{0,200}",
        r"(?:accept|reject|manage)(?: all)? cookies",
        r"by (?:continuing|using) .{0,80}cookies.{0,80}",
    ),
    _cue(
        "note of the archive",
        r"we archive (?:older )?(?:articles|stories|content|news).{0,160}",
    ),
)  # fmt: skip

HEADINGS_OF_LINKS = re.compile(
    r"(?:related|recommended|popular|trending|more|latest|top|featured|similar)"
    r" (?:topics?|articles?|content|news|stories|stor(?:y|ies)|posts?|videos?|reading|coverage|links)"
    r"|most (?:read|popular|viewed)|you (?:may|might) also (?:like|be interested in).{0,20}|recommended for you"
    r"|(?:online )?cme activities|(?:upcoming )?events|topics|tags|categories|cited by|linkout.{0,30}|similar articles",
    re.IGNORECASE,
)
"""Headings over lists of links to something else."""

HEADINGS_OF_REFERENCES = re.compile(
    r"(?:references?|reference news|bibliography|works cited|literature(?: cited)?|sources?|citations?)"
    r"(?: \(\d+\))?:?",
    re.IGNORECASE,
)

_AUTHOR = r"[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)? [A-Z]{1,3}"
REFERENCE = re.compile(
    rf"(?:\[?\d{{1,3}}[\].)]\s*)?(?>{_AUTHOR})(?>, (?:and )?{_AUTHOR}){{0,40}}+(?:,? et al)?\.\s"
    r"(?![A-Z][\w'’-]+(?:,\s(?:MD|PhD|DO|MBBS|MPH|MSc|PharmD|RN)\b|\s(?:and|said|says|told|looks|reported|presented|of|from)\b))"
    r"(?=[\s\S]{0,600}\b(?:19|20)\d\d\b)"
)
"""A bibliography entry: surnames with initials, a stop, and a year further on; 'Anna B. Smith, MD, said' is none."""

REFERENCE_MARK = re.compile(r"\[\d{1,3}\]")
LONGEST_REFERENCE = 400


def find_reason(line: str) -> str | None:
    """Returns why a whole line is boilerplate, or None where nothing says so."""
    if len(line) > LONGEST_LINE or FIGURE.search(line):
        return None
    return next((cue.why for cue in CUES if cue.pattern.fullmatch(line)), None)


def is_reference(line: str) -> bool:
    """Whether a line is an entry of a bibliography by its own look."""
    return bool(REFERENCE.match(line)) or (len(line) <= LONGEST_REFERENCE and bool(REFERENCE_MARK.match(line)))
