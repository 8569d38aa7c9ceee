"""The language of a text by its function words."""

from __future__ import annotations

import pytest

from herald.documents.language import find_language


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The women who were treated with the two drugs had a longer time to progression than those on one."),
        ("de", "Die Frauen, die mit den beiden Mitteln behandelt wurden, hatten eine längere Zeit."),
        ("fr", "Les femmes qui ont été traitées par les deux médicaments avaient une survie plus longue."),
        ("es", "Las mujeres que fueron tratadas con los dos fármacos y el tercero tenían una supervivencia más larga."),
        ("it", "Le donne che sono state trattate con i due farmaci della prima linea hanno una vita più lunga."),
        ("nl", "De vrouwen die met het nieuwe middel werden behandeld, leefden langer dan de anderen."),
    ],
)  # fmt: skip
def test_a_sentence_tells_its_language(code: str, text: str) -> None:
    assert find_language(text) == code


@pytest.mark.parametrize(
    "text", ["", "Trastuzumab deruxtecan 5.4 mg/kg", "HER2 ERBB2 PIK3CA", "乳がんの患者における研究"]
)
def test_too_little_tells_nothing(text: str) -> None:
    assert find_language(text) is None
