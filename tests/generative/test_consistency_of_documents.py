"""Whatever a document prints, it is appraised without a crash, and every span quotes it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from herald.appraisal import appraise
from herald.documents import read_text
from herald.extraction.pipeline import extract
from herald.vocabulary.tables import load_vocabulary

FIGURES = st.one_of(
    st.integers(0, 10**9).map(str),
    st.decimals(0, 10**6, places=3, allow_nan=False).map(str),
    st.sampled_from(
        ["0", "0.0", "1", "100", ".5", "0·65", "1e9", "9" * 400, "0." + "0" * 300 + "1", "1,095", "not reached"]
    ),
)
FORMS = st.sampled_from(
    [
        "{} of {} women ({}%)",
        "{} ({}%) of {}",
        "{}% ({}/{})",
        "hazard ratio, {}; 95% CI, {} to {}; P = .01",
        "HR {} ({}-{}; P<{})",
        "OR {}; {}% CI, {} to {}; P = {}",
        "{}% of {} patients",
        "reduced the risk of death by {}% (HR {}; P = {})",
        "randomly assigned {} women to drug (n = {}) or placebo (n = {})",
        "significantly longer (P = {})",
        "no significant difference (P = {})",
        "median overall survival was {} months with trastuzumab v {} months with placebo (HR {}; P = {})",
    ]
)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    form = draw(FORMS)
    return form.format(*(draw(FIGURES) for _ in range(form.count("{}"))))


@given(st.lists(st.one_of(sentences(), st.text(max_size=60)), min_size=1, max_size=6))
def test_any_figures_are_appraised_and_every_span_quotes_the_document(parts: list[str]) -> None:
    document = read_text("Trial of trastuzumab. " + ". ".join(parts) + ".", source="generated")
    appraisal = appraise(document, extract(document, load_vocabulary()), load_vocabulary())
    for issue in appraisal.issues:
        issue.span.verify(document.text)
        assert 0 < issue.confidence <= 1
        for figure in issue.figures:
            assert figure.span is not None
            figure.span.verify(document.text)
