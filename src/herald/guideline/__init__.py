from __future__ import annotations

from herald.guideline.errors import BrokenGuideline, ExpressionError, GuidelineProblem, UnfitInputs
from herald.guideline.evaluation import Evaluation, evaluate
from herald.guideline.guideline import Guideline
from herald.guideline.inputs import check_inputs
from herald.guideline.lexicon import Lexicon
from herald.guideline.loading import load_guideline
from herald.guideline.parsing import parse
from herald.guideline.rendering import render

__all__ = [
    "BrokenGuideline",
    "Evaluation",
    "ExpressionError",
    "Guideline",
    "GuidelineProblem",
    "Lexicon",
    "UnfitInputs",
    "check_inputs",
    "evaluate",
    "load_guideline",
    "parse",
    "render",
]
