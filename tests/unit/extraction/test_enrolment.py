"""How many people a study enrolled, in the ways that texts say it."""

from __future__ import annotations

import pytest

from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


def _n(text: str) -> str | None:
    studies = extract(read_text(text, source="test"), load_vocabulary()).studies
    return studies[0].n if studies else None


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("A total of 212 women with early breast cancer were randomised to yoga or usual care.", "212"),
        ("Two hundred and ten patients who had finished chemotherapy were enrolled.", "Two hundred and ten"),
        ("Women with hot flushes (n = 120) were randomly assigned to acupuncture or rest.", "120"),
        ("Patients with lymphoedema were randomised (n = 64).", "64"),
        ("Of 85 patients randomised, 80 could be assessed.", "85"),
        ("Between May 2003 and June 2006, 144 women took part.", "144"),
        ("Massage for nausea in 90 women with breast cancer: a randomised trial.", "90"),
        ("We randomised 1\u202f204 women to letters or calls.", "1\u202f204"),
        ("Data were available for 77 patients. In all, 95 patients were enrolled.", "95"),
        ("Sixty women were divided by lot: 31 received ginger and 29 received placebo.", "Sixty"),
        ("31 of 322 eligible women participated in the trial.", "31"),
    ],
)
def test_the_number_enrolled_is_read_as_it_is_said(text: str, n: str) -> None:
    assert _n(text) == n


@pytest.mark.parametrize(
    "text",
    [
        "In this trial 40 women were assigned to yoga and 42 to usual care.",
        "Nine patients were excluded and 12 patients died.",
        "Thirteen clinics were randomised.",
        "Patients were enrolled between 1999 and 2004.",
        "Fever occurred in 12 patients on docetaxel.",
    ],
)
def test_sizes_of_arms_losses_and_years_are_not_the_number_enrolled(text: str) -> None:
    assert _n(text) is None
