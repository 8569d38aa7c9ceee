from __future__ import annotations

from herald.guideline.errors import BrokenGuideline, ExpressionError, GuidelineProblem, UnfitInputs
from herald.guideline.evaluation import Evaluation, evaluate
from herald.guideline.explanation import Clause, explain, explain_fact
from herald.guideline.guideline import Guideline
from herald.guideline.inputs import check_inputs
from herald.guideline.lexicon import Lexicon
from herald.guideline.loading import load_guideline
from herald.guideline.parsing import parse
from herald.guideline.rendering import render
from herald.guideline.trace import Trace, trace

__all__ = [
    "BrokenGuideline",
    "Clause",
    "Evaluation",
    "ExpressionError",
    "Guideline",
    "GuidelineProblem",
    "Lexicon",
    "Trace",
    "UnfitInputs",
    "check_inputs",
    "evaluate",
    "explain",
    "explain_fact",
    "load_guideline",
    "parse",
    "render",
    "trace",
]
