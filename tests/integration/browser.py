"""A real Chromium without a window, found by name; every run has a profile of its own and no network to speak of."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
LIMIT_SECONDS = 90


def find_browser() -> str | None:
    """The path of a Chromium; None where none of its usual names is installed."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


@dataclass(frozen=True)
class Visit:
    """The tree that the browser built of a page, what it said on its console, what the page asked of the network."""

    dom: str
    console: tuple[str, ...]
    requests: tuple[str, ...]


def visit(browser: str, page: Path, *, width: int = 1200) -> Visit:
    """Opens a page once, with every name of a host leading nowhere."""
    log = page.with_suffix(".netlog.json")
    profile = page.with_suffix(".profile")
    options = [f"--user-data-dir={profile}", f"--window-size={width},900", f"--log-net-log={log}"]
    command = [browser, *FLAGS, *options, "--enable-logging=stderr", "--virtual-time-budget=2000", "--dump-dom"]
    run = subprocess.run([*command, page.as_uri()], capture_output=True, text=True, timeout=LIMIT_SECONDS, check=True)
    console = tuple(line for line in run.stderr.splitlines() if ":CONSOLE" in line)
    return Visit(run.stdout, console, tuple(requests_in(log)))


def requests_in(log: Path) -> list[str]:
    """The addresses that a page asked for, from the browser's log of the network.

    Why: What the browser wants for itself (the time, updates) has "not an origin" as its initiator.
    """
    started = (line for line in log.read_text(encoding="utf-8").splitlines() if '"initiator":' in line)
    asked = (re.search(r'"url":"([^"]*)"', line) for line in started if '"initiator":"not an origin"' not in line)
    return sorted({match[1] for match in asked if match})


MEASURE = """
const frame = document.querySelector("iframe");
frame.addEventListener("load", () => {
  const inner = frame.contentDocument;
  inner.querySelectorAll("details").forEach(d => { if (OPEN) d.open = true; });
  const width = inner.documentElement.clientWidth;
  const wide = [...inner.body.querySelectorAll("*")].filter(e => {
    const box = e.getBoundingClientRect();
    return box.right > width + 1 && !e.closest(".skip, .hidden, thead");
  });
  const result = {
    width,
    scroll: inner.documentElement.scrollWidth,
    wide: wide.slice(0, 5).map(e => e.tagName + "." + e.className),
    height: inner.documentElement.scrollHeight,
  };
  document.body.setAttribute("data-measured", JSON.stringify(result));
});
frame.srcdoc = SOURCE;
"""


def measure(browser: str, page: str, folder: Path, *, width: int, is_open: bool = True) -> dict[str, Any]:
    """Lays a copy of the page out in a frame of `width` CSS pixels and says how wide it came out.

    Returns:
        `width` of the view, `scroll` width of the content, and `wide`, elements that reach beyond the right edge.
    """
    source = json.dumps(page).replace("</", "<\\/")
    script = MEASURE.replace("SOURCE", source).replace("OPEN", "true" if is_open else "false")
    frame = f'<!doctype html><body><iframe style="width:{width}px;height:900px;border:0"></iframe>'
    wrapper = folder / f"measured-{width}.html"
    wrapper.write_text(f"{frame}<script>{script}</script></body>", encoding="utf-8")
    measured = re.search(r'data-measured="([^"]*)"', visit(browser, wrapper).dom)
    assert measured is not None, "the page was not measured"
    result: dict[str, Any] = json.loads(html.unescape(measured[1]))
    return result
