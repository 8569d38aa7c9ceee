"""Hand-made objects for the tests of reports: no person's record and nobody else's sentences.

Figures of published trials stand with the address where they can be read; everything named "Example" is invented.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeVar

from herald.core.dates import PartialDate
from herald.core.documents import Block, BlockRole, Document, DocumentKind, MeshTerm, Notice, NoticeKind
from herald.core.findings import Arm, Discussion, Evidence, Extraction, Finding, Reason, Rejected, Study
from herald.core.spans import Span
from herald.decisions.decision import (
    Because,
    Caution,
    CitedResult,
    Conflict,
    Decision,
    Exclusion,
    Fact,
    Flag,
    MissingInput,
    Option,
    Outcome,
    Source,
    Undecided,
)
from herald.decisions.pooled import NetworkReport, NotPooled, PooledEffect, PooledNetwork, TrialShare

TEXT = """Home > News

Example trial of two antibodies reports

The phase 2 EXAMPLE-1 trial enrolled 200 women. Median PFS was 18.0 months with both antibodies against 12.5 months \
with one (HR, 0.65; P = .0070).

Responses were seen in 30 of 50 patients (60%). Median follow-up was 31 months.

= .04). The rest of this sentence is missing.

Sign up for our newsletter

This page is archived."""


SURVIVAL = "Median PFS was 18.0 months with both antibodies against 12.5 months with one (HR, 0.65; P = .0070)."


def place(quote: str, text: str = TEXT) -> Span:
    """The first place of `quote`: for building cases by hand only."""
    start = text.index(quote)
    return Span.of(text, start, start + len(quote))


def _block(quote: str, role: BlockRole, why: str | None = None) -> Block:
    at = place(quote)
    return Block(at.start, at.end, role, why=why)


def document() -> Document:
    lines = TEXT.split("\n\n")
    return Document(
        text=TEXT,
        source="examples/example.txt",
        format="text",
        kind=DocumentKind.NEWS,
        title="Example trial of two antibodies reports",
        published=PartialDate.parse("2018-03-15"),
        language="en",
        identifiers=MappingProxyType({"doi": "10.1234/example"}),
        publication_types=("News",),
        mesh=(MeshTerm("Breast Neoplasms", "drug therapy", is_major=True), MeshTerm("Humans")),
        substances=("Trastuzumab",),
        notices=(Notice(NoticeKind.ARCHIVED, place("This page is archived.")),),
        blocks=(
            _block(lines[0], BlockRole.BOILERPLATE, "a trail of links"),
            _block(lines[1], BlockRole.TITLE),
            *(_block(line, BlockRole.PARAGRAPH) for line in lines[2:5]),
            _block(lines[5], BlockRole.BOILERPLATE, "newsletter box"),
            _block(lines[6], BlockRole.PARAGRAPH),
        ),
    )


def extraction() -> Extraction:
    id_ = document().id
    both = Arm("pertuzumab + trastuzumab", ("agent:pertuzumab", "agent:trastuzumab"))
    survival = Finding(
        endpoint="PFS",
        trial="EXAMPLE-1",
        phase="2",
        population="HER2-positive metastatic",
        arm=both,
        comparator=Arm("trastuzumab", ("agent:trastuzumab",)),
        value="18.0",
        comparator_value="12.5",
        unit="months",
        statistic="median",
        effect_measure="HR",
        effect="0.65",
        p=".0070",
        confidence=0.97,
        evidence=(
            Evidence(
                id_,
                place(SURVIVAL),
                {
                    "value": place("18.0"),
                    "comparator_value": place("12.5"),
                    "effect": place("0.65"),
                    "p": place(".0070"),
                },
            ),
        ),
    )
    response = Finding(
        endpoint="ORR",
        trial="EXAMPLE-1",
        population="HER2-positive metastatic",
        arm=both,
        value="60",
        unit="%",
        events=30,
        arm_n=50,
        confidence=0.8,
        issues=("the trial is named in the sentence before",),
        evidence=(
            Evidence(
                id_,
                place("Responses were seen in 30 of 50 patients (60%)."),
                {"value": place("60"), "events": place("30"), "arm_n": place("50")},
            ),
        ),
    )
    return Extraction(
        findings=(survival, response),
        studies=(
            Study(
                id_, "EXAMPLE-1", "2", "randomised", "200", None, "HER2-positive metastatic", {"n": place("200")}, 200
            ),
        ),
        discussions=(
            Discussion(id_, "agent:trastuzumab", "population:her2-positive", (place("with both antibodies"),)),
        ),
        rejected=(
            Rejected(
                id_, Reason.FOLLOW_UP, "a time of follow-up is no result", place("Median follow-up was 31 months.")
            ),
            Rejected(id_, Reason.FRAGMENT, "the beginning of the sentence is missing", place("= .04).")),
        ),
    )


ASCO = Source(
    id="asco-advanced-her2-2022",
    citation="ASCO guideline, systemic therapy for advanced HER2-positive breast cancer, 2022",
    url="https://ascopubs.org/doi/10.1200/JCO.22.00519",
    doi="10.1200/JCO.22.00519",
    date="2022-05-31",
    jurisdiction="US",
    basis="guideline text",
    verified="read on 2026-11-21",
)
LABEL = Source(
    id="label-example",
    citation="Example label of an antibody-drug conjugate",
    url="https://www.example.org/label",
    date="2025-12",
    jurisdiction="US",
    basis="label",
)
TESTING = Source(
    id="asco-cap-her2-2018",
    citation="ASCO/CAP guideline on HER2 testing in breast cancer, 2018, affirmed 2023",
    doi="10.1200/JCO.2018.77.8738",
    date="2018-05-30",
    jurisdiction="international",
    basis="guideline text",
)

DB03 = CitedResult(
    trial="DESTINY-Breast03",
    endpoint="PFS",
    arm="trastuzumab deruxtecan",
    comparator="trastuzumab emtansine",
    value="28.8",
    comparator_value="6.8",
    unit="months",
    effect_measure="HR",
    effect="0.33",
    ci_low="0.26",
    ci_high="0.43",
    ci_level="95",
    p="<.0001",
    quote="A sentence of our own: 28.8 months against 6.8 months.",
    url="https://doi.org/10.1016/S0140-6736(22)02420-5",
    basis="abstract",
)


POOLED = PooledEffect(
    network="second line PFS",
    endpoint="PFS",
    measure="HR",
    treatment="trastuzumab deruxtecan",
    against="trastuzumab emtansine",
    against_option=3,
    estimate=0.330,
    ci_low=0.25,
    ci_high=0.44,
    evidence="direct",
    direct_trials=1,
    trials=(TrialShare("DESTINY-Breast03", 100.0),),
    p_score=0.99,
    of_treatments=3,
    limits=("one trial is all that compares the two",),
)
INDIRECT = replace(
    POOLED,
    treatment="tucatinib + trastuzumab + capecitabine",
    against="trastuzumab deruxtecan",
    against_option=1,
    estimate=2.1,
    ci_low=1.3,
    ci_high=3.4,
    evidence="indirect",
    direct_trials=0,
    trials=(TrialShare("DESTINY-Breast03", 60.0), TrialShare("EXAMPLE-1", 40.0)),
    limits=("no trial compares the two",),
)
NETWORK = PooledNetwork(
    id="second line PFS",
    title="HER2-positive advanced disease, second line and later",
    endpoint="PFS",
    measure="HR",
    model="network meta-analysis, random effects (REML)",
    treatments=("trastuzumab deruxtecan", "trastuzumab emtansine", "tucatinib + trastuzumab + capecitabine"),
    made_on=dt.date(2026, 11, 21),
    inputs="0123456789ab",
    reports=(
        NetworkReport(
            "DESTINY-Breast03",
            "trastuzumab deruxtecan",
            "trastuzumab emtansine",
            "updated 2022",
            "HR 0.33 (0.26 to 0.43)",
            "https://doi.org/10.1016/S0140-6736(22)02420-5",
            "destiny-breast03.pfs.updated-2022",
        ),
    ),
    limits=(
        "Each of the 2 comparisons that trials made rests on one trial.",
        "No clinician has reviewed this network.",
    ),
)


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\u202egnorw\u202c",
    "\x1b[31mred\x1b[0m\x07",
    "{{ 7 * 7 }}",
    "x" * 3000,
    "\ud800",
)


Tree = TypeVar("Tree")


def with_words(tree: Tree, words: str) -> Tree:
    """The same dataclasses with `words` behind every text in them; spans and enumerations stay."""
    changed: Any = tree
    if isinstance(tree, str) and not isinstance(tree, Enum):
        changed = f"{tree}{words}"
    elif isinstance(tree, tuple):
        changed = tuple(with_words(item, words) for item in tree)
    elif is_dataclass(tree) and not isinstance(tree, Span):
        changed = replace(tree, **{one.name: with_words(getattr(tree, one.name), words) for one in fields(tree)})
    return changed


def decision() -> Decision:
    """A made-up answer with something in every part; its clinical content is for layout only."""
    positive = Because("HER2 IHC is 3+", "t.her2.ihc-3", TESTING.id, ("her2_ihc",))
    second = Because(
        "one line of HER2-directed therapy for metastatic disease is recorded", "t.line.2", None, ("treatments",)
    )
    return Decision(
        as_of=dt.date(2026, 11, 21),
        knowledge="her2-breast 2026.11",
        version="0.1.0",
        inputs={
            "er_percent": "Estrogen receptor, percent of stained nuclei",
            "lvef": "Left ventricular ejection fraction",
        },
        facts=(
            Fact("her2_status", "HER2 status", "positive", (positive,)),
            Fact(
                "hr_status", "Hormone receptor status", None, (), ("positive", "negative"), ("er_percent", "pr_percent")
            ),
            Fact("setting", "Setting", "metastatic", (Because("the record says metastatic", inputs=("setting",)),)),
            Fact("line", "Line of therapy", "2", (second,)),
        ),
        options=(
            Option(
                rank=1,
                regimen="trastuzumab deruxtecan",
                agents=("trastuzumab deruxtecan",),
                standing="recommended",
                rule="mbc.her2-positive.second-line.trastuzumab-deruxtecan",
                title="Trastuzumab deruxtecan after first-line HER2-directed therapy",
                strength="strong",
                certainty="moderate",
                jurisdiction="US",
                source=ASCO,
                since="2022-05-31",
                evidence=(DB03,),
                cautions=(
                    Caution(
                        "trastuzumab deruxtecan",
                        "interstitial lung disease",
                        "Watch for cough and breathlessness; stop for confirmed pneumonitis of grade 2 or more.",
                        "cannot be ruled out",
                        LABEL.id,
                        ("ild",),
                    ),
                    Caution(
                        "trastuzumab deruxtecan",
                        "heart",
                        "Measure the ejection fraction before and during treatment.",
                        "applies",
                        LABEL.id,
                    ),
                ),
                because=(positive, second),
                pooled=(POOLED,),
            ),
            Option(
                rank=2,
                regimen="tucatinib + trastuzumab + capecitabine",
                agents=("tucatinib", "trastuzumab", "capecitabine"),
                standing="alternative",
                rule="mbc.her2-positive.second-line.tucatinib",
                title="Tucatinib with trastuzumab and capecitabine",
                strength="weak",
                certainty="low",
                jurisdiction="US",
                source=ASCO,
                note="Preferred where there are brain metastases.",
                because=(positive,),
                pooled=(INDIRECT,),
            ),
            Option(
                rank=3,
                regimen="trastuzumab emtansine",
                agents=("trastuzumab emtansine",),
                standing="label only",
                rule="mbc.her2-positive.second-line.trastuzumab-emtansine",
                title="Trastuzumab emtansine after trastuzumab and a taxane",
                strength=None,
                certainty=None,
                jurisdiction="US",
                source=LABEL,
                because=(second,),
                not_pooled=(NotPooled("second line PFS", "PFS", ("EXAMPLE-2 PFS (primary): no interval was seen",)),),
            ),
        ),
        excluded=(
            Exclusion(
                "taxane + trastuzumab + pertuzumab",
                "mbc.her2-positive.first-line.thp",
                (Because("this is second line", "mbc.her2-positive.first-line.thp", ASCO.id, ("line",)),),
            ),
        ),
        undecided=(
            Undecided(
                "trastuzumab + aromatase inhibitor",
                "mbc.her2-positive.endocrine",
                ("er_percent", "pr_percent"),
                (Because("the hormone receptor status is not known", "mbc.her2-positive.endocrine", ASCO.id),),
            ),
        ),
        missing=(
            MissingInput(
                "er_percent",
                "Estrogen receptor, percent of stained nuclei",
                (
                    Outcome(
                        "10% or more",
                        (
                            "trastuzumab deruxtecan",
                            "tucatinib + trastuzumab + capecitabine",
                            "trastuzumab + aromatase inhibitor",
                        ),
                    ),
                    Outcome(
                        "below 1%",
                        ("trastuzumab deruxtecan", "tucatinib + trastuzumab + capecitabine"),
                        ("pr_percent",),
                    ),
                ),
            ),
            MissingInput(
                "lvef",
                "Left ventricular ejection fraction",
                (
                    Outcome("below 40%", ()),
                    Outcome(
                        "50% or more",
                        ("trastuzumab deruxtecan", "tucatinib + trastuzumab + capecitabine", "trastuzumab emtansine"),
                    ),
                ),
            ),
        ),
        conflicts=(
            Conflict(
                "The guideline names one choice for early relapse within 12 months, the label within 6 months.",
                ("mbc.her2-positive.early-relapse",),
                (ASCO.id, LABEL.id),
            ),
        ),
        flags=(
            Flag(
                "The guideline is older than the label's approval of December 2025.", "mbc.her2-positive.first-line.thp"
            ),
        ),
        sources=(TESTING, ASCO, LABEL),
        networks=(NETWORK,),
    )
