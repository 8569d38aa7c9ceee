"""Kinds by cues that can be shown."""

from __future__ import annotations

import pytest

from herald.core.documents import DocumentKind
from herald.documents.kinds import find_cues, find_kind


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        (DocumentKind.RETRACTION_NOTICE, "Retraction: A study of two drugs", "The authors retract this article."),
        (DocumentKind.TRIAL_RECORD, "A Study of Two Drugs", "ClinicalTrials.gov ID: NCT02614794\nStudy Type: x\n"),
        (DocumentKind.PATIENT_ARTICLE, "A Pill for Your Bones", "Talk to your doctor about what this means."),
        (DocumentKind.CONFERENCE_REPORT, "Drug Works", "It did, according to data presented at the ESMO Congress."),
        (DocumentKind.GUIDELINE_OVERVIEW, "Guideline for second line", "The panel recommends the drug."),
        (DocumentKind.NEWS, "Drug approved", 'The FDA approved it. "We are glad," said the head of the trial.'),
        (DocumentKind.ABSTRACT, "A trial", "METHODS: We gave it to half of the women who came.\nRESULTS: Fine."),
        (DocumentKind.UNKNOWN, "A poem", "Roses are red."),
    ],
)  # fmt: skip
def test_the_weightiest_cues_name_the_kind(kind: DocumentKind, title: str, text: str) -> None:
    assert find_kind(title, text) is kind


def test_every_cue_that_speaks_can_say_why() -> None:
    assert [cue.why for cue in find_cues(None, "Ask your doctor. (chemical name: trastuzumab)")] == [
        "addresses a patient",
        "explains a drug by its chemical name",
    ]


def test_a_text_that_mentions_a_trial_number_is_no_trial_record() -> None:
    assert find_kind("News", "The trial (NCT02614794) was large.") is DocumentKind.UNKNOWN
