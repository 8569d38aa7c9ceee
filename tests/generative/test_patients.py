"""No bytes and no text make the readers of patients fail in any other way than with an error that says why."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from herald.core.errors import PatientError
from herald.patients.record import parse_patient
from herald.patients.variants import parse_variant
from herald.vocabulary.tables import load_vocabulary

RECORD_TEXT = st.text(st.sampled_from("abher2_ihc: +-[]{}&*!?|>'\"#,%@`\n\t 0123~.é"), max_size=80)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=200), RECORD_TEXT.map(str.encode)))
def test_any_bytes_are_a_record_or_an_error(content: bytes) -> None:
    with suppress(PatientError):
        parse_patient(content, "p.yaml", load_vocabulary())


@given(st.text(max_size=60))
def test_any_text_is_a_variant_in_short_form_or_none(text: str) -> None:
    variant = parse_variant(text)
    if variant is not None:
        assert parse_variant(str(variant)) == variant
