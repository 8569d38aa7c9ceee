"""Every example in a docstring runs and prints what it says."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import herald

MODULES = sorted(module.name for module in pkgutil.walk_packages(herald.__path__, "herald."))


def test_every_example_in_a_docstring_prints_what_it_says() -> None:
    results = [doctest.testmod(importlib.import_module(name)) for name in MODULES]
    assert sum(result.failed for result in results) == 0
    assert sum(result.attempted for result in results) > 0


@pytest.mark.parametrize("name", ["herald", "herald.core", "herald.documents", "herald.synthesis"])
def test_importing_a_package_prints_nothing(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    importlib.reload(importlib.import_module(name))
    assert capsys.readouterr() == ("", "")
