"""What the README shows is what the program prints, and what it links to exists."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
EXCERPTS = re.findall(r"^```text\n\$ (herald [^\n]*)\n(.*?)^```$", README, re.M | re.S)


@pytest.mark.parametrize(("command", "shown"), EXCERPTS, ids=[command for command, _ in EXCERPTS])
def test_every_excerpt_stands_in_the_output_line_by_line_and_in_order(root: Path, command: str, shown: str) -> None:
    program = Path(sys.executable).with_name("herald")
    done = subprocess.run(
        [program, *shlex.split(command)[1:]], capture_output=True, text=True, encoding="utf-8", check=True, cwd=root
    )
    printed = iter([line.rstrip() for line in done.stdout.splitlines()])
    for line in shown.splitlines():
        if line.strip() not in ("", "…"):
            assert any(line.rstrip() == other for other in printed), f"not printed, or not in this order: {line!r}"


def test_there_is_an_excerpt() -> None:
    assert EXCERPTS


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!http)([^)#]+)", README))))
def test_every_link_leads_somewhere(root: Path, target: str) -> None:
    assert (root / target).exists()
