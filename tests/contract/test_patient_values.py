"""A patient's value never reaches a message: each bad record carries a word that must not come back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERALD = str(Path(sys.executable).with_name("herald"))
SECRET = "Kowalczyk4711"

RECORDS = {
    "impossible enumeration": f"her2_ihc: {SECRET}\n",
    "text for a number": f"er_percent: {SECRET}\n",
    "number out of range": "er_percent: 4711.5\n",
    "unknown field": f"her2_ich: {SECRET}\n",
    "unknown drug": f"treatments:\n  - agents: [{SECRET}]\n",
    "text for a list": f"treatments: {SECRET}\n",
    "text for a date": f"treatments:\n  - agents: [trastuzumab]\n    start: {SECRET}\n",
    "broken YAML": f"her2_ihc: [{SECRET}\n",
    "no record": f"{SECRET}\n",
    "an alias": f"her2_ihc: &a {SECRET}\nage: *a\n",
}


@pytest.mark.parametrize("content", RECORDS.values(), ids=RECORDS)
def test_a_bad_record_is_refused_without_repeating_its_values(tmp_path: Path, content: str) -> None:
    path = tmp_path / "record.yaml"
    path.write_text(content, encoding="utf-8")
    done = subprocess.run([HERALD, "options", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 4, done.stderr
    assert "record.yaml" in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert SECRET not in done.stderr
    assert "4711.5" not in done.stderr
