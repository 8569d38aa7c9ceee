"""The treatment history: regimens as a clinician writes them, brought to lists of vocabulary ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from herald.core.errors import HeraldError, PatientError
from herald.core.mentions import ConceptKind
from herald.patients.plain import Plain

if TYPE_CHECKING:
    from herald.vocabulary.vocabulary import Vocabulary

Place = Callable[..., str]
_JOINED = re.compile(r"\s*\+\s*|\s*,\s*|\s+and\s+|\s+plus\s+", re.IGNORECASE)
_GIVEN = (ConceptKind.AGENT, ConceptKind.AGENT_CLASS, ConceptKind.REGIMEN)


def read_treatments(values: Mapping[str, Plain], place: Place, vocabulary: Vocabulary) -> dict[str, Plain]:
    """Returns the record with `prior` written out as `treatments`, and every drug as its vocabulary id.

    `prior` is a list of regimens whose setting is not recorded, or lists by setting
    (`{adjuvant: [TCHP], metastatic: [T-DM1]}`): nothing else is taken from it, and what depends on dates or
    progression stays unknown. Either way the history is complete: what it does not list was not given.

    Raises:
        PatientError: A drug or regimen that the vocabulary does not know, or both `prior` and `treatments`.
    """
    read = dict(values)
    prior = read.pop("prior", None)
    if prior is not None and "treatments" in read:
        raise PatientError(f"{place('prior')}: both 'prior' and 'treatments'", hint="write the history in one of them")
    if prior is not None:
        read["treatments"] = _written_out(prior, place)
    if isinstance(treatments := read.get("treatments"), tuple):
        field = "treatments" if prior is None else "prior"
        read["treatments"] = tuple(
            _with_ids(element, place(field, index), f"{field}[{index + 1}]", vocabulary)
            for index, element in enumerate(treatments)
        )
    return read


def _written_out(prior: Plain, place: Place) -> tuple[Plain, ...]:
    if isinstance(prior, tuple):
        return prior
    if isinstance(prior, Mapping):
        return tuple(
            {"setting": setting, "agents": regimen}
            for setting, regimens in prior.items()
            for regimen in _regimens(regimens, place("prior", setting))
        )
    raise PatientError(f"{place('prior')}: 'prior' is a list of regimens", hint="write prior: [T-DM1, capecitabine]")


def _regimens(written: Plain, place: str) -> tuple[Plain, ...]:
    """A history that is listed is complete, so a setting without a list would say that there was nothing."""
    if written is None:
        raise PatientError(f"{place}: a setting without regimens", hint="write [] for none, or leave the setting out")
    return written if isinstance(written, tuple) else (written,)


def _with_ids(element: Plain, place: str, name: str, vocabulary: Vocabulary) -> Plain:
    if not isinstance(element, Mapping):
        element = {"agents": element}
    agents = element.get("agents")
    if agents is None:
        return element
    written = agents if isinstance(agents, tuple) else (agents,)
    ids = [i for part in written for i in _ids(part, f"{place}: {name}.agents", vocabulary)]
    return {**element, "agents": tuple(dict.fromkeys(ids))}


def _ids(written: Plain, where: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    if not isinstance(written, str):
        raise PatientError(f"{where}: not the name of a drug", hint="write agents: trastuzumab + pertuzumab")
    parts = [part for part in _JOINED.split(written) if part]
    return tuple(i for part in parts for i in _given(part, where, vocabulary))


def _given(name: str, where: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Returns the agents, or the class, that one name stands for; a named regimen is all of its agents."""
    try:
        concept = vocabulary.resolve(name)
    except HeraldError as error:
        raise PatientError(f"{where}: a drug that the vocabulary does not know", hint=error.hint) from None
    if concept.kind not in _GIVEN:
        raise PatientError(f"{where}: the name of a {concept.kind.value}, not of a drug")
    return concept.agents if concept.kind is ConceptKind.REGIMEN else (concept.id,)
