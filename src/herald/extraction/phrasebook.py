"""The phrases that are sought in every document, all at once."""

from __future__ import annotations

from herald.extraction import arms, effects, numbers, restatements, studies, topics
from herald.extraction.phrases import Phrasebook

BOOK = Phrasebook(
    (
        arms.LISTS,
        arms.ROLES,
        arms.SPEAKS_OF_ARMS,
        effects.CUE,
        numbers.NUMBER,
        restatements.PREDICTS,
        restatements.SHOWS,
        studies.ENROLS,
        studies.OPENS_STUDY,
        topics.PARAPHRASE,
        topics.PLAN,
        topics.REJECTION,
    )
)
