"""The command against abstracts of any breast-cancer trial that others have annotated; floors rise and never fall.

The abstracts carry no licence: they stay outside the project, and so does their scorer, which runs the command itself.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))["annotated"]
_MICRO = re.compile(r"^(?P<name>arm-agnostic|arm-aware) micro P \S+ R \S+ F1 (?P<f1>\d\.\d+)", re.MULTILINE)


@pytest.fixture
def abstracts(shared: Path) -> Path:
    folder = shared / "dev" / "pico"
    count = len(list(folder.glob("*.txt")))
    if count != FLOORS["abstracts"]:
        pytest.skip(f"there are {count} abstracts, the floor was measured on {FLOORS['abstracts']}")
    return folder


def test_numbers_from_annotated_abstracts_are_found_no_worse_than_before(abstracts: Path) -> None:
    herald = Path(sys.executable).with_name("herald")
    scorer = [sys.executable, str(abstracts.parent / "score_pico.py"), str(abstracts)]
    done = subprocess.run([*scorer, "--command", f"{herald} extract"], capture_output=True, text=True, check=False)
    found = {match["name"]: float(match["f1"]) for match in _MICRO.finditer(done.stdout)}
    assert found.keys() == {"arm-agnostic", "arm-aware"}, done.stderr
    assert found["arm-agnostic"] >= FLOORS["f1"]
    assert found["arm-aware"] >= FLOORS["arm_aware_f1"]
