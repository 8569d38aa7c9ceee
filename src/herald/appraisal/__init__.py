"""One document held against its own arithmetic, against the evidence base and against what became of it."""

from herald.appraisal.advice import Advice, load_advice
from herald.appraisal.appraising import appraise
from herald.appraisal.issues import Appraisal, Derived, Figure, Issue, IssueKind, Severity
from herald.appraisal.known import Known, KnownEvidence, known_from_base, load_known

__all__ = [
    "Advice",
    "Appraisal",
    "Derived",
    "Figure",
    "Issue",
    "IssueKind",
    "Known",
    "KnownEvidence",
    "Severity",
    "appraise",
    "known_from_base",
    "load_advice",
    "load_known",
]
