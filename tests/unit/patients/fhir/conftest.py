from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from tests import fhir_bundles

from herald.patients.fhir.reading import read_bundle
from herald.patients.record import PatientRecord
from herald.vocabulary.tables import load_vocabulary

AS_OF = dt.date(2026, 11, 21)


@pytest.fixture
def read() -> Callable[..., PatientRecord]:
    """Reads a bundle of the given resources and of an invented patient."""

    def read_resources(*resources: dict[str, Any]) -> PatientRecord:
        content = fhir_bundles.bundle(fhir_bundles.patient(), *resources)
        return read_bundle(content, "bundle.json", load_vocabulary(), AS_OF)

    return read_resources
