from __future__ import annotations

from dataclasses import replace

from tests.report_cases import TEXT, decision, document, extraction

from herald.core.findings import Extraction
from herald.core.spans import Span
from herald.decisions.decision import Because
from herald.decisions.her2 import Her2Assessment
from herald.evidence.agreement import find_disagreements
from herald.reports.her2 import NEEDS, Her2View
from herald.reports.views import DocumentView, FindingsView, OptionsView


def test_sources_are_numbered_once_in_the_order_of_the_options() -> None:
    view = OptionsView.of(decision())
    assert [(source.number, source.citation[:7]) for source in view.sources] == [
        (1, "ASCO gu"),
        (2, "Example"),
        (3, "ASCO/CA"),
    ]
    assert view.options[0].reasons[0].source == view.sources[2]


def test_a_source_that_nobody_describes_is_shown_by_its_id() -> None:
    first = decision().options[0]
    odd = replace(first, because=(Because("a reason", None, "unheard-of"),))
    view = OptionsView.of(replace(decision(), options=(odd,)))
    reason = view.options[0].reasons[0]
    assert reason.source is not None
    assert (reason.source.number, reason.source.citation) == (0, "unheard-of")


def test_an_unknown_fact_says_what_it_may_be_and_what_it_needs() -> None:
    fact = OptionsView.of(decision()).facts[1]
    assert (fact.value, fact.is_known) == ("not known", False)
    assert fact.open_question == (
        "may be positive or negative; needs Estrogen receptor, percent of stained nuclei and pr percent"
    )


def test_an_outcome_tells_new_options_from_those_of_today_and_names_what_falls_away() -> None:
    outcome = OptionsView.of(decision()).missing[0].outcomes[0]
    assert outcome.options[2] == ("trastuzumab + aromatase inhibitor", False)
    assert outcome.options[0] == ("trastuzumab deruxtecan", True)
    assert outcome.dropped == ("trastuzumab emtansine",)


def test_a_missing_test_sums_up_what_its_results_could_do() -> None:
    missing = OptionsView.of(decision()).missing
    assert missing[0].change == (
        "may add trastuzumab + aromatase inhibitor; may take away trastuzumab emtansine; "
        "may rule out up to 1 of 1 undecided"
    )
    assert missing[1].change == "may take away 3 options; may rule out up to 1 of 1 undecided"


def test_what_is_undecided_today_is_ruled_out_where_a_result_leaves_it_neither_offered_nor_open() -> None:
    first, second = OptionsView.of(decision()).missing[0].outcomes
    assert (first.ruled_out, second.ruled_out) == ((), ("trastuzumab + aromatase inhibitor",))


def test_what_every_result_leaves_to_be_known_is_said_once() -> None:
    both = tuple(replace(outcome, still_missing=("lvef", "sex")) for outcome in decision().missing[0].outcomes)
    asked = replace(decision().missing[0], outcomes=(both[0], replace(both[1], still_missing=("lvef", "age"))))
    [missing] = OptionsView.of(replace(decision(), missing=(asked,))).missing
    assert missing.always_needed == ("Left ventricular ejection fraction",)
    assert [outcome.still_missing for outcome in missing.outcomes] == [("sex",), ("age",)]


def test_cautions_that_apply_stand_apart_from_those_that_cannot_be_ruled_out() -> None:
    option = OptionsView.of(decision()).options[0]
    assert [caution.kind for caution in option.cautions] == ["heart"]
    assert [caution.kind for caution in option.possible_cautions] == ["interstitial lung disease"]
    assert option.possible_needs == ("ild",)


def test_the_facts_of_a_tumour_board_lead_in_their_order() -> None:
    extra = replace(decision().facts[0], name="her2_ish_group", label="ISH group")
    view = OptionsView.of(replace(decision(), facts=(extra, *reversed(decision().facts))))
    assert [fact.label for fact in view.facts] == [
        "HER2 status",
        "Hormone receptor status",
        "Setting",
        "Line of therapy",
    ]
    assert [fact.label for fact in view.further_facts] == ["ISH group"]


def test_grades_that_are_not_stated_say_so_and_get_no_mark() -> None:
    option = OptionsView.of(decision()).options[2]
    assert (option.strength, option.certainty, option.level) == ("not stated", "not stated", None)


def test_the_safety_notice_names_knowledge_day_and_code() -> None:
    view = OptionsView.of(decision())
    assert view.stamp == "As of 21 November 2026, knowledge her2-breast 2026.11, Herald 0.1.0"
    assert view.safety[0] == "No clinician has reviewed this guideline or this page."


def test_the_her2_view_leaves_out_what_is_not_there() -> None:
    view = Her2View.of(Her2Assessment("equivocal", False, None, "unknown", ("ish",), None, ()))
    assert view.lines == (("HER2 result", "equivocal"), ("HER2 expression", "unknown"), ("Needs", NEEDS["ish"]))


def test_findings_are_numbered_by_document() -> None:
    view = FindingsView.of(extraction().findings, {"other": "other.txt", document().id: "example.txt"})
    assert view.documents == (("1", "other.txt"), ("2", "example.txt"))
    assert [row.document for row in view.rows] == ["2", "2"]


def test_counts_without_values_are_shown_with_their_whole_or_alone() -> None:
    (first, *_), counted = extraction().findings, {"value": None, "comparator_value": None, "effect": None, "p": None}
    bare = replace(first, **counted, statistic=None, events=11, comparator_events=15, arm_n=None, comparator_n=None)
    whole = replace(bare, arm_n=60, comparator_n=61)
    rows = FindingsView.of([bare, whole], {}).rows
    assert [row.figures for row in rows] == ["11 events v 15 events", "11 of 60 v 15 of 61"]


def test_a_disagreement_is_said_with_both_figures_and_documents() -> None:
    survival = extraction().findings[0]
    other = replace(survival, value="19.5", evidence=(replace(survival.evidence[0], document="other"),))
    found = (survival, other)
    view = FindingsView.of(found, {document().id: "a", "other": "b"}, find_disagreements(found))
    assert view.disagreements == ("EXAMPLE-1, PFS: value 18.0 [1], 19.5 [2]",)


def test_the_text_of_a_document_is_shown_whole_and_in_order() -> None:
    view = DocumentView.of(document(), extraction())
    shown = "\n\n".join("".join(segment.text for segment in block.segments) for block in view.blocks)
    assert shown == TEXT


def test_blocks_that_were_not_read_say_why_once() -> None:
    view = DocumentView.of(document(), extraction())
    assert [(block.left_out, block.starts_left_out) for block in view.blocks if block.left_out] == [
        ("Boilerplate: a trail of links", True),
        ("Boilerplate: newsletter box", True),
    ]


def test_every_place_of_a_finding_is_linked() -> None:
    view = DocumentView.of(document(), extraction())
    assert [[place.anchor for place in row.places] for row in view.findings] == [["place-1-1"], ["place-2-1"]]
    assert [row.place for row in view.rejected] == ["place-r1", "place-r2"]


def test_a_place_in_another_document_is_quoted_but_not_linked() -> None:
    survival = extraction().findings[0]
    elsewhere = replace(survival.evidence[0], document="another")
    view = DocumentView.of(document(), Extraction(findings=(replace(survival, evidence=(elsewhere,)),)))
    assert view.findings[0].places[0].anchor is None
    assert not any(segment.kinds for block in view.blocks for segment in block.segments)


def test_a_mark_that_begins_between_two_blocks_is_shown_where_the_next_begins() -> None:
    survival = extraction().findings[0]
    start = TEXT.index("Responses") - 1
    across = replace(survival.evidence[0], span=Span.of(TEXT, start, start + 10), spans={})
    view = DocumentView.of(document(), Extraction(findings=(replace(survival, evidence=(across,)),)))
    assert view.findings[0].places[0].anchor == "place-1-1"
    opened = [mark.anchor for block in view.blocks for segment in block.segments for mark in segment.opens]
    assert opened == ["place-1-1"]


def test_a_document_without_blocks_is_one_paragraph() -> None:
    view = DocumentView.of(replace(document(), blocks=()), extraction())
    assert len(view.blocks) == 1
