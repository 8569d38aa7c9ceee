"""Bytes in the encodings that exports and pages of the field come in."""

from __future__ import annotations

import pytest

from herald.documents.encoding import decode

SENTENCES = [
    "The patient’s tumour",
    "• A combination of two drugs",
    "the “dual” blockade – as planned",
    "Étude chez des patientes âgées: médiane 18,7 mois à l’hôpital",
    "Überlebenszeit für Patientinnen über 65",
    "años después, en España",
    "Résumé",
    "Müller et al.",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac_roman"])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_survives_its_encoding(sentence: str, encoding: str) -> None:
    data = (sentence * 3 if encoding == "utf-16-le" else sentence).encode(encoding)
    assert decode(data, source="x") == (sentence * 3 if encoding == "utf-16-le" else sentence)


def test_one_curly_quote_in_a_long_english_text_decides() -> None:
    text = "The trial was large and its result was clear. " * 400 + "\nThe women’s survival was longer.\n"
    assert decode(text.encode("cp1252"), source="x") == text
    assert decode(text.encode("mac_roman"), source="x") == text


def test_what_a_page_declares_of_itself_is_believed_as_browsers_do() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body>“é”</body>'
    assert decode(page.encode("cp1252"), source="x") == page
    polish = '<html><meta http-equiv="content-type" content="text/html; charset=windows-1250"><p>Żółć ł</p>'
    assert decode(polish.encode("cp1250"), source="x") == polish


def test_cyrillic_is_left_to_the_general_detector() -> None:
    text = "Пациентки с метастатическим раком молочной железы получали лечение в течение года."
    assert decode(text.encode("cp1251"), source="x") == text
