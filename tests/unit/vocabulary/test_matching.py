"""Finding names: what counts as a whole word, which case counts, and in which company."""

from __future__ import annotations

import pytest

from herald.core.mentions import ConceptKind
from herald.vocabulary.local_names import find_local_regimens
from herald.vocabulary.tables import load_vocabulary

VOCABULARY = load_vocabulary()


def found(text: str) -> list[tuple[str, str]]:
    return [(mention.span.quote, mention.concept) for mention in VOCABULARY.find_mentions(text)]


def concepts(text: str) -> list[str]:
    return [concept for _, concept in found(text)]


TDXD = "agent:trastuzumab-deruxtecan"
TDM1 = "agent:trastuzumab-emtansine"


@pytest.mark.parametrize(
    ("name", "concept"),
    [
        ("T-DXd", TDXD),
        ("T\N{EN DASH}DXd", TDXD),
        ("T\N{NON-BREAKING HYPHEN}DXd", TDXD),
        ("TDXd", TDXD),
        ("T DXd", TDXD),
        ("DS-8201a", TDXD),
        ("DS8201a", TDXD),
        ("fam-trastuzumab deruxtecan-nxki", TDXD),
        ("Enhertu\N{REGISTERED SIGN}", TDXD),
        ("trastuzumab\nderuxtecan", TDXD),
        ("trastuzumab-emtansine", TDM1),
        ("ado-trastuzumab emtansine", TDM1),
        ("T-DM1", TDM1),
        ("TDM1", TDM1),
        ("TDM-1", TDM1),
        ("trastuzumab-DM1", TDM1),
        ("HERCEPTIN", "agent:trastuzumab"),
        ("trastuzumab-dkst", "agent:trastuzumab"),
        ("Her2/neu", "gene:ERBB2"),
        ("HER-2", "gene:ERBB2"),
        ("c-erbB-2", "gene:ERBB2"),
        ("ErbB2 protein", "gene:ERBB2"),
        ("HER2-positive", "population:her2-positive"),
        ("HER2\N{EN DASH}positive", "population:her2-positive"),
        ("HER2- positive", "population:her2-positive"),
        ("HER2+", "population:her2-positive"),
        ("HER2\N{MINUS SIGN}", "population:her2-negative"),
        ("HER2-mutant", "population:her2-mutated"),
        ("hormone receptor\N{EN DASH}positive", "population:hr-positive"),
        ("oestrogen receptor-positive", "population:er-positive"),
        ("tumour shrinkage", "endpoint:objective-response-rate"),
        ("tumor shrinkage", "endpoint:objective-response-rate"),
        ("time to tumor progression", "endpoint:time-to-progression"),
        ("CDK4/6 inhibitors", "class:cdk4-6-inhibitor"),
        ("taxanes", "class:taxane"),
        ("anthracyclines", "class:anthracycline"),
        ("HER2-targeted therapies", "class:her2-directed"),
        ("antibody\N{EN DASH}drug conjugates", "class:adc"),
        ("partial responses", "endpoint:partial-response"),
        ("brain metastasis", "population:brain-metastases"),
        ("durable remissions", "endpoint:durable-response"),
        ("L755S", "variant:ERBB2-L755S"),
        ("p.Leu755Ser", "variant:ERBB2-L755S"),
        ("DESTINY-Breast03", "trial:DESTINY-Breast03"),
        ("DESTINY Breast-03", "trial:DESTINY-Breast03"),
        ("NCT01491737", "trial:PERTAIN"),
        ("TCHP", "regimen:tchp"),
    ],
)
def test_every_way_of_writing_a_name_is_one_mention_of_its_concept(name: str, concept: str) -> None:
    assert concepts(f"Patients with ({name}) were seen.") == [concept]


@pytest.mark.parametrize(
    "text",
    [
        "DM1 and DXd are payloads.",  # parts of names are not names
        "T-DM10 is not a drug.",
        "trastuzumab-XY1 and pertuzumab\N{EN DASH}ABC12 are conjugates that nobody has listed.",
        "Orridge and pORRidge",
        "HER2\n\npositive",  # not across paragraphs
        "os, pr and cr in lower case",
        "PCR was used to amplify the DNA.",
        "We pertain to no trial of any summit.",
        "a PR-104 derivative; OS-1; CR-18",
    ],
)
def test_what_only_looks_like_a_name_is_no_mention(text: str) -> None:
    assert [c for c in concepts(text) if c != "gene:ERBB2"] == []


def test_the_longest_name_wins() -> None:
    assert found("trastuzumab deruxtecan beats trastuzumab") == [
        ("trastuzumab deruxtecan", TDXD),
        ("trastuzumab", "agent:trastuzumab"),
    ]


def test_offsets_count_code_points_of_the_original_text() -> None:
    text = "\N{DNA DOUBLE HELIX}\N{LATIN CAPITAL LETTER I WITH DOT ABOVE} and T\N{EN DASH}DXd"
    (mention,) = VOCABULARY.find_mentions(text)
    assert (mention.span.start, mention.span.end) == (7, 12)
    mention.span.verify(text)


@pytest.mark.parametrize(
    ("text", "name", "concept"),
    [
        ("Best responses were CR in 3 and PR in 9 patients.", "PR", "endpoint:partial-response"),
        ("partial response (PR) in 14", "PR", "endpoint:partial-response"),
        ("ER/PR status was known, and hormone receptor loss was rare.", "PR", "gene:PGR"),
        ("expression of ER and PR by immunohistochemistry", "PR", "gene:PGR"),
        ("trastuzumab plus an AI", "AI", "class:aromatase-inhibitor"),
        ("lapatinib/AI arm", "AI", "class:aromatase-inhibitor"),
        ("LAP + TRAS + AI", "LAP", "agent:lapatinib"),
        ("LAP + TRAS + AI", "TRAS", "agent:trastuzumab"),
        ("four cycles of AC, then docetaxel", "AC", "regimen:ac"),
        ("the ALTERNATIVE trial", "ALTERNATIVE", "trial:ALTERNATIVE"),
        ("In KATHERINE, patients with HER2-positive disease", "KATHERINE", "trial:KATHERINE"),
    ],
)
def test_company_tells_what_an_ambiguous_name_means(text: str, name: str, concept: str) -> None:
    assert (name, concept) in found(text)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("AI-based reading of slides", "class:aromatase-inhibitor"),
        ("a generative AI model", "class:aromatase-inhibitor"),
        ("The PR agency sent a note.", "endpoint:partial-response"),
        ("She went to the ER at night.", "gene:ESR1"),
        ("mean 4.2 (SD 1.1) points of stable weight", "endpoint:stable-disease"),
        ("PD-1 blockade and progression", "endpoint:progressive-disease"),
        ("ALTERNATIVE MEDICINE IN TRIALS", "trial:ALTERNATIVE"),
        ("An ALTERNATIVE way to eat", "trial:ALTERNATIVE"),
        ("KATHERINE SMITH, PHASE LEAD", "trial:KATHERINE"),
        ("HER2- and HER3-directed drugs", "population:her2-negative"),
        ("AC current in the wall", "regimen:ac"),
    ],
)
def test_a_name_in_other_company_is_no_mention(text: str, concept: str) -> None:
    assert concept not in concepts(text)


def test_one_place_that_shows_a_trial_vouches_for_the_others() -> None:
    text = f"The SUMMIT trial enrolled 300 patients.\n\n{'Nothing here. ' * 10}SUMMIT went on."
    assert concepts(text).count("trial:SUMMIT") == 2
    assert concepts(text.replace("The SUMMIT trial enrolled 300 patients.", "")) == []


def test_a_text_s_own_definition_goes_before_the_general_meaning() -> None:
    text = "Hair preservation (HP) was scored in HER2-positive patients on chemotherapy. HP was frequent."
    assert "regimen:hp" not in concepts(text)


def test_an_abbreviation_that_a_text_gives_a_concept_names_it_from_then_on() -> None:
    assert concepts("Zoledronic acid (ZOL) was compared. ZOL was better.") == ["agent:zoledronic-acid"] * 3


def test_a_text_without_names_has_no_mentions() -> None:
    assert VOCABULARY.find_mentions("") == ()
    assert VOCABULARY.find_mentions("\ud800 nothing \x00 here") == ()


def test_a_mention_says_its_kind() -> None:
    assert VOCABULARY.find_mentions("PFS was long.")[0].kind is ConceptKind.ENDPOINT


def test_a_hostile_text_is_read_to_its_end() -> None:
    definitions = " ".join(f"tamoxifen (T{i}N)" for i in range(2000))
    chain = "tamoxifen/" * 20_000
    brackets = "(" * 50_000
    acronyms = "AI PR CR " * 5_000
    texts = (definitions, chain, brackets, acronyms)
    found = [VOCABULARY.find_mentions(text) for text in texts]
    for text, mentions in zip(texts, found, strict=True):
        find_local_regimens(text, mentions, VOCABULARY)
    named = [sum(m.span.quote == "tamoxifen" for m in mentions) for mentions in found]
    assert named == [2000, 20_000, 0, 0]
