"""The phrases that are sought in every document, all at once."""

from __future__ import annotations

from herald.extraction import (
    allotments,
    arms,
    choices,
    covariates,
    divisions,
    effects,
    enrolment,
    groups,
    hedges,
    inheritance,
    numbers,
    partitions,
    populations,
    restatements,
    studies,
    topic_phrases,
    units,
)
from herald.extraction.outcomes import claims, kinds, traits
from herald.extraction.phrases import Phrasebook

BOOK = Phrasebook(
    (
        allotments.SPEAKS_OF_EACH,
        arms.CONTROL_LEFT,
        arms.LISTS,
        arms.PRIOR_LEFT,
        arms.ROLES,
        arms.SPEAKS_OF_ARMS,
        arms.STEM,
        arms.TESTED_LEFT,
        choices.OFFERS,
        claims.AIM,
        covariates.GROUPS,
        covariates.LACK,
        divisions.DIVIDES,
        effects.COMPARISON,
        effects.CUE,
        enrolment.SPEAKS_OF_PEOPLE,
        groups.ROLE,
        hedges.HEDGE,
        inheritance.ANAPHORA,
        numbers.NUMBER,
        kinds.GATHERS,
        kinds.GIVES,
        kinds.PLANS,
        kinds.WISHES,
        partitions.SETS_OUT,
        populations.ANIMALS,
        restatements.PREDICTS,
        restatements.SHOWS,
        studies.DESIGN,
        studies.ENROLS,
        studies.OPENS_STUDY,
        studies.PHASE,
        topic_phrases.PARAPHRASE,
        topic_phrases.PLAN,
        topic_phrases.REJECTION,
        topic_phrases.SPOKEN_CUES,
        topic_phrases.SURVEY,
        traits.TRAIT,
        units.IN_UNIT,
    )
)
