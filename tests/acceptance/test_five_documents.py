"""What the five documents that the project starts from say, read by a person, against what is extracted."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from herald.core.documents import Document
from herald.core.findings import Extraction, Finding, Reason, Study
from herald.documents import read_document
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary


@cache
def _read(path: Path) -> tuple[Document, Extraction]:
    document = read_document(path)
    return document, extract(document, load_vocabulary())


@pytest.fixture
def folder(shared: Path) -> Path:
    return shared / "documents"


@pytest.fixture
def conference(folder: Path) -> Extraction:
    return _read(folder / "002_83fcad4d0fbaa9a0.txt")[1]


@pytest.fixture
def news(folder: Path) -> Extraction:
    return _read(folder / "000_65da042a7d0f478f.txt")[1]


@pytest.fixture
def article(folder: Path) -> Extraction:
    return _read(folder / "004_196ac699a932b2c4.txt")[1]


@pytest.fixture
def overview(folder: Path) -> Extraction:
    return _read(folder / "001_79a7c4d0be9a9a8e.txt")[1]


@pytest.fixture
def record(folder: Path) -> tuple[Document, Extraction]:
    return _read(folder / "003_a11ea4137ebc08bc.txt")


def _find(extraction: Extraction, trial: str | None, endpoint: str) -> Finding:
    found = [f for f in extraction.findings if (f.trial, f.endpoint) == (trial, endpoint)]
    assert len(found) == 1
    return found[0]


def _study(extraction: Extraction, trial: str) -> Study:
    return next(study for study in extraction.studies if study.trial == trial)


def _arms(finding: Finding) -> tuple[str | None, str | None]:
    return finding.arm.label if finding.arm else None, finding.comparator.label if finding.comparator else None


def _population(finding: Finding) -> set[str]:
    return set((finding.population or "").split(", "))


def test_the_conference_report_holds_six_findings_and_nothing_else(conference: Extraction) -> None:
    assert [(f.trial, f.endpoint) for f in conference.findings] == [
        (None, "PFS"),
        ("PERTAIN", "PFS"),
        ("PERTAIN", "ORR"),
        ("NA-PHER2", "ORR"),
        ("NA-PHER2", "CR"),
        ("NA-PHER2", "PR"),
    ]


def test_pertain_is_a_phase_2_study_of_258_patients(conference: Extraction) -> None:
    study = _study(conference, "PERTAIN")
    assert (study.phase, study.n, study.design) == ("2", "258", "randomised")


def test_pertain_progression_free_survival_has_both_arms_their_sizes_the_ratio_and_p(conference: Extraction) -> None:
    finding = _find(conference, "PERTAIN", "PFS")
    assert (finding.value, finding.comparator_value, finding.unit, finding.statistic) == (
        "18.89", "15.80", "months", "median",
    )  # fmt: skip
    assert (finding.effect_measure, finding.effect, finding.p) == ("HR", "0.65", ".0070")
    assert (finding.arm_n, finding.comparator_n) == (129, 129)
    assert _arms(finding) == (
        "pertuzumab + trastuzumab + aromatase inhibitor",
        "trastuzumab + aromatase inhibitor",
    )


def test_pertain_response_is_that_of_patients_with_measurable_disease(conference: Extraction) -> None:
    finding = _find(conference, "PERTAIN", "ORR")
    assert (finding.value, finding.comparator_value, finding.unit) == ("63.3", "55.7", "%")
    assert "measurable disease" in _population(finding)
    assert finding.arm_n is None


def test_na_pher2_enrolled_36_and_analysed_30(conference: Extraction) -> None:
    study = _study(conference, "NA-PHER2")
    assert (study.phase, study.n, study.analysed) == ("2", "36", "Thirty")


def test_na_pher2_response_is_29_of_30_with_15_complete_and_14_partial(conference: Extraction) -> None:
    response = _find(conference, "NA-PHER2", "ORR")
    assert (response.value, response.unit, response.events, response.arm_n) == ("97", "%", 29, 30)
    assert _find(conference, "NA-PHER2", "CR").events == 15
    assert _find(conference, "NA-PHER2", "PR").events == 14


def test_na_pher2_was_of_four_drugs(conference: Extraction) -> None:
    arm = _find(conference, "NA-PHER2", "ORR").arm
    assert arm is not None
    assert set(arm.label.split(" + ")) == {"palbociclib", "pertuzumab", "fulvestrant", "trastuzumab"}


def test_the_lapatinib_figure_is_given_to_no_trial(conference: Extraction) -> None:
    finding = _find(conference, None, "PFS")
    assert (finding.value, finding.unit, _arms(finding)) == (
        "8.3",
        "months",
        ("lapatinib + aromatase inhibitor", None),
    )
    assert finding.p is None


def test_the_p_value_without_a_beginning_is_rejected_as_a_fragment(conference: Extraction) -> None:
    fragments = [r for r in conference.rejected if r.reason is Reason.FRAGMENT]
    assert [fragment.span.quote for fragment in fragments] == [".0064"]


@pytest.mark.parametrize("trial", ["PERTAIN", "NA-PHER2"])
def test_a_finding_has_its_own_population_and_not_that_of_the_headline(conference: Extraction, trial: str) -> None:
    for finding in (f for f in conference.findings if f.trial == trial):
        assert "HER2-positive" in _population(finding)
        assert not {"HER2-negative", "HER2-mutated"} & _population(finding)


def test_pertain_was_in_hormone_receptor_positive_disease(conference: Extraction) -> None:
    assert "HR-positive" in _population(_find(conference, "PERTAIN", "PFS"))


def test_the_news_page_holds_one_finding_that_is_stated_three_times(news: Extraction) -> None:
    (finding,) = news.findings
    assert (finding.endpoint, finding.value, finding.unit) == ("ORR", "42", "%")
    assert _arms(finding) == ("tucatinib + trastuzumab", None)
    assert _population(finding) == {"HER2-negative", "HER2-mutated", "previously treated"}
    assert len(finding.evidence) == 3


def test_a_statement_without_the_figure_is_evidence_without_a_span_for_it(news: Extraction) -> None:
    (finding,) = news.findings
    assert [("value" in evidence.spans) for evidence in finding.evidence] == [True, True, False]


def test_the_patient_article_holds_one_finding_that_is_stated_twice(article: Extraction) -> None:
    (finding,) = article.findings
    assert (finding.endpoint, finding.value, finding.unit) == ("durable response", "9", "%")
    assert (finding.events, finding.arm_n, finding.timepoint) == (11, 120, "3 years")
    assert _arms(finding) == ("trastuzumab + chemotherapy", None)
    assert len(finding.evidence) == 2


def test_liver_only_disease_made_a_durable_response_likelier(article: Extraction) -> None:
    (finding,) = article.findings
    assert finding.predictor == "spread only to the liver"


def test_times_of_treatment_and_of_follow_up_are_rejected(article: Extraction) -> None:
    reasons = {rejected.span.quote: rejected.reason for rejected in article.rejected}
    assert reasons == {
        "more than 5 years": Reason.TREATMENT_DURATION,
        "6.5 years": Reason.FOLLOW_UP,
    }


def test_the_patient_article_is_archived(folder: Path) -> None:
    document = _read(folder / "004_196ac699a932b2c4.txt")[0]
    assert "archived" in {notice.kind.value for notice in document.notices}


def test_the_overview_and_the_record_hold_no_finding(overview: Extraction, record: tuple[Document, Extraction]) -> None:
    assert overview.findings == ()
    assert record[1].findings == ()


@pytest.mark.parametrize(
    ("agent", "traits"),
    [
        ("trastuzumab", {"HER2-positive", "first-line"}),
        ("pertuzumab", {"HER2-positive", "first-line"}),
        ("lapatinib", {"HER2-positive", "first-line"}),
        ("pembrolizumab", {"HER2-positive"}),
        ("aromatase inhibitor", {"ER-positive", "HER2-negative"}),
        ("trastuzumab emtansine", {"HER2-positive"}),
        ("neratinib", {"HER2-positive"}),
        ("bevacizumab", {"HER2-negative", "neoadjuvant"}),
        ("elacestrant", {"HER2-negative"}),
    ],
)
def test_the_overview_discusses_an_agent_for_its_population(overview: Extraction, agent: str, traits: set[str]) -> None:
    populations = [set(d.population.split(", ")) for d in overview.discussions if d.agent == agent]
    assert any(traits <= population for population in populations)


def test_the_record_discusses_trastuzumab_in_her2_positive_metastatic_disease(
    record: tuple[Document, Extraction],
) -> None:
    populations = [set(d.population.split(", ")) for d in record[1].discussions if d.agent == "trastuzumab"]
    assert any({"HER2-positive", "metastatic"} <= population for population in populations)


@pytest.mark.parametrize("name", ["000_65da042a7d0f478f", "002_83fcad4d0fbaa9a0", "004_196ac699a932b2c4"])
def test_every_span_quotes_its_document(folder: Path, name: str) -> None:
    document, extraction = _read(folder / f"{name}.txt")
    for evidence in (e for f in extraction.findings for e in f.evidence):
        for span in (evidence.span, *evidence.spans.values()):
            span.verify(document.text)
