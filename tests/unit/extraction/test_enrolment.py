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
        ("Out of 121 women who were seen, 112 women were randomly assigned to yoga or to rest.", "112"),
        ("We studied the effect of yoga on sleep in 144 healthy women.", "144"),
        ("We ran a parallel trial in 45 centres, with 1623 women aged 18 years or older.", "1623"),
        ("Forty consecutive women (age range 43-61).", "Forty"),
        ("We held a one-group study among women with breast cancer (n = 105).", "105"),
        ("Telomere data were available in 125 participants.", "125"),
        ("A total of 68 women were randomised into a yoga group (YG) and a rest group (RG).", "68"),
        ("A total of 39 women were randomised in a 1:1 ratio to yoga (20 women) or rest (19 women).", "39"),
        ("We did a trial in 266 healthy women (50% of normal weight, 20% obese).", "266"),
        ("31 of 322 eligible women participated in the trial.", "31"),
        ("A randomised trial in 71 BCS.", "71"),
        ("Sixty American Society of Anesthesiologists I-II women due for surgery were enrolled.", "Sixty"),
        ("Walking was assessed in 227 breast cancer survivors before and after the programme.", "227"),
        ("Ninety-six women provided evaluable data.", "Ninety-six"),
        ("In this study 1,142 women aged 50 to 79 years at 40 centres were followed.", "1,142"),
        ("Data from 342 patients were analysed. 171 patients each received ginger or mint.", "342"),
        ("Accrual was stopped after 55 patients.", "55"),
        ("A prospective cohort of 122 women had a walking programme.", "122"),
        (
            "We studied the effect of 325 mg of aspirin a day on oestrogens (oestradiol, oestrone, free oestradiol and "
            "bioavailable oestradiol) and on the globulin that binds sex hormones in 144 women.",
            "144",
        ),
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
        "Fever occurred in 12 women.",
        "Eight cases of leukaemia were seen in the trial.",
        "Overall, 96 participants with a fracture were observed in the trial.",
        "Among women reporting no pain (n = 160), sleep was better in those who were randomised to yoga.",
        "Fever occurred in two of 68 women in the ginger group.",
        "The 42 patients who chose to cross over had a median PFS of 3 months.",
        "Among patients with measurable disease at baseline (n=198) the response rate was 64%.",
    ],
)
def test_sizes_of_arms_losses_and_years_are_not_the_number_enrolled(text: str) -> None:
    assert _n(text) is None


def test_those_of_whom_there_were_data_are_those_analysed() -> None:
    (study,) = extract(
        read_text("In all 151 women were randomised. Telomere data were available in 125 participants.", source="test"),
        load_vocabulary(),
    ).studies
    assert (study.n, study.analysed, study.analysed_value) == ("151", "125", 125)
