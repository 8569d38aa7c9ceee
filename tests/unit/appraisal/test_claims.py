"""Words and headlines against the results below them (sentences of our own)."""

from __future__ import annotations

import pytest
from tests.unit.appraisal.conftest import Check

from herald.appraisal import Issue, IssueKind

PFS = (
    "In the CLEOPATRA trial, median progression-free survival was 18.5 months with pertuzumab, trastuzumab and "
    "docetaxel and 12.4 months with placebo, trastuzumab and docetaxel (hazard ratio 0.62; 95% CI, 0.51 to 0.75)."
)


def of_kind(check: Check, text: str, kind: IssueKind) -> list[Issue]:
    return [issue for issue in check(text).issues if issue.kind is kind]


def overclaimed(check: Check, text: str) -> list[Issue]:
    return of_kind(check, text, IssueKind.OVERCLAIMED)


def test_longer_life_does_not_follow_from_progression(check: Check) -> None:
    (issue,) = overclaimed(check, f"HER2 news\n\nA study has shown that pertuzumab helps women live longer. {PFS}")
    assert (issue.check, issue.span.quote) == ("survival without a result", "live longer")
    assert [figure.name for figure in issue.figures] == ["words", "result"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Pertuzumab may help women live longer.",
        "Pertuzumab did not improve survival.",
        "Pertuzumab improved progression-free survival.",
        "Pertuzumab helps women live longer: overall survival was 56.5 and 40.8 months.",
        "Pertuzumab improves survival; fewer deaths were seen.",
    ],
)
def test_hedged_denied_and_grounded_claims_of_survival_are_left_alone(check: Check, sentence: str) -> None:
    assert overclaimed(check, f"HER2 news\n\nA study has shown results. {sentence} {PFS}") == []


def test_better_over_an_interval_that_holds_one_is_overclaimed(check: Check) -> None:
    sentence = "Pertuzumab improved the response rate in HER2-positive disease (odds ratio 1.20; 95% CI, 0.90 to 1.60)."
    (issue,) = overclaimed(check, sentence)
    assert issue.check == "better without a difference"


@pytest.mark.parametrize(
    "sentence",
    [
        "Pertuzumab improved the response rate numerically (odds ratio 1.20; 95% CI, 0.90 to 1.60).",
        "Survival was not longer with pertuzumab (hazard ratio 0.90; 95% CI, 0.70 to 1.20).",
        "Pertuzumab improved survival (hazard ratio 0.80; 95% CI, 0.64 to 1.00; P = .04).",
        "Pertuzumab improved survival (hazard ratio 0.70; 95% CI, 0.60 to 0.80).",
    ],
)
def test_words_that_fit_their_interval_are_left_alone(check: Check, sentence: str) -> None:
    assert overclaimed(check, sentence) == []


def test_a_headline_s_figure_that_nothing_gives_is_unsupported(check: Check) -> None:
    text = f"Pertuzumab cuts the risk of progression by 50% in HER2-positive disease\n\n{PFS}"
    (issue,) = of_kind(check, text, IssueKind.UNSUPPORTED)
    assert (issue.span.quote, [figure.name for figure in issue.figures]) == ("50", ["headline", "result below"])


@pytest.mark.parametrize("figure", ["38%", "6.1 months", "18.5 months", "32%"])
def test_a_headline_may_state_what_its_text_or_a_known_result_implies(check: Check, figure: str) -> None:
    """1 - 0.62 = 38 %; 18.5 - 12.4 = 6.1; CLEOPATRA's hazard ratio for death is 0.68: 32 %."""
    assert of_kind(check, f"Pertuzumab: {figure} in HER2-positive disease\n\n{PFS}", IssueKind.UNSUPPORTED) == []


def test_a_result_in_her2_positive_disease_is_not_one_in_breast_cancer(check: Check) -> None:
    (issue,) = of_kind(check, f"Pertuzumab delays breast cancer\n\n{PFS}", IssueKind.POPULATION)
    assert "CLEOPATRA" in issue.message
    assert issue.span.quote == "breast cancer"
    assert not of_kind(check, f"Pertuzumab delays HER2-positive breast cancer\n\n{PFS}", IssueKind.POPULATION)
