"""What a report without a trial measured is hardly ever an outcome; the texts are our own."""

from __future__ import annotations

import pytest

from herald.core.findings import Extraction
from herald.documents import read_text
from herald.extraction import extract
from herald.extraction.outcomes.kinds import ReportKind, kind_of_report
from herald.vocabulary.tables import load_vocabulary


def read(text: str) -> Extraction:
    return extract(read_text(text, source="own"), load_vocabulary())


@pytest.mark.parametrize(
    ("sentences", "kind"),
    [
        (["Women with breast cancer were randomized to yoga or rest."], ReportKind.TRIAL),
        (["This phase 2 study tested a vaccine."], ReportKind.TRIAL),
        (["We reviewed the records of 90 women.", "A randomized trial is needed."], ReportKind.OBSERVATION),
        (["We searched PubMed for randomized trials."], ReportKind.SECOND_HAND),
        (["Patients will be randomly assigned to one of two arms."], ReportKind.PLAN),
        (["Nanoparticles were tried on two cell lines."], ReportKind.LABORATORY),
        (["Cells of women with breast cancer were grown in vitro."], ReportKind.OBSERVATION),
    ],
)
def test_a_report_is_of_the_kind_that_it_says(sentences: list[str], kind: ReportKind) -> None:
    text = " ".join(sentences)
    places = [(start := text.index(sentence), start + len(sentence)) for sentence in sentences]
    assert kind_of_report(text, places) is kind


@pytest.mark.parametrize(
    "text",
    [
        "We studied the records of 300 women with breast cancer. A family history was found in 12% of patients.",
        "We included 80 women with breast cancer. Ultrasound had a sensitivity of 91% and a specificity of 84%.",
        "The study included 40 breast cancers. Strong staining was seen in 45% of tumours and in 12% of normal tissue.",
        "This meta-analysis included 12 trials with 2,400 women with breast cancer. Seroma developed in 9% versus 14%.",
        "Women with breast cancer will be randomized to yoga or rest. In the region 11% of women are affected.",
    ],
)
def test_shares_in_reports_without_a_trial_are_no_results(text: str) -> None:
    extraction = read(text)
    assert extraction.findings + extraction.harms == ()


def test_arms_that_a_cohort_compares_by_name_are_results() -> None:
    text = (
        "We studied 163 patients with breast cancer who received tamoxifen and 113 patients who received letrozole. "
        "Hot flushes that kept them awake troubled 12% of the patients on tamoxifen and 30% of those on letrozole."
    )
    found = [*read(text).findings, *read(text).harms]
    assert [(f.arm and f.arm.label, f.value, f.comparator_value) for f in found] == [("tamoxifen", "12", "30")]
