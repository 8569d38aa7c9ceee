"""A small guideline about nothing in particular, on which the language is specified."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from pathlib import Path

from herald.core.errors import HeraldError, nearest_hint
from herald.guideline import Evaluation, Guideline, check_inputs, evaluate, load_guideline

AS_OF = dt.date(2026, 11, 21)

AGENTS = {
    "trastuzumab": "agent:1",
    "pertuzumab": "agent:2",
    "docetaxel": "agent:3",
    "lapatinib": "agent:4",
    "taxane": "class:taxane",
}
CLASSES = {
    "antibody": frozenset({"agent:1", "agent:2"}),
    "taxane": frozenset({"agent:3", "class:taxane"}),
    "her2-directed": frozenset({"agent:1", "agent:2", "agent:4"}),
}


class SmallLexicon:
    """Four agents in three classes, one of which a record may name in place of its agent."""

    def resolve_agent(self, name: str) -> str:
        if name not in AGENTS:
            raise HeraldError(f"there is no agent '{name}'", hint=nearest_hint(name, AGENTS))
        return AGENTS[name]

    def members(self, class_name: str) -> frozenset[str]:
        if class_name not in CLASSES:
            raise HeraldError(f"there is no class '{class_name}'", hint=nearest_hint(class_name, CLASSES))
        return CLASSES[class_name]

    def vague(self, agents: frozenset[str]) -> frozenset[str]:
        return frozenset({"class:taxane"}) if "agent:3" in agents and "class:taxane" not in agents else frozenset()

    def label(self, agent_id: str) -> str:
        return {agent: name for name, agent in AGENTS.items()}[agent_id]


INDEX = """\
id: small
version: "1"
title: A small guideline
notice: For tests.
jurisdictions: [US, EU]
files:
  fields: [fields.yaml]
  sources: [sources.yaml]
  tables: [tables.yaml]
  chapters: [chapter.yaml]
  cautions: [cautions.yaml]
"""

FIELDS = """\
fields:
  - { name: ihc, label: IHC, type: one of, values: ["0", "1+", "2+", "3+", not done], missing_values: [not done] }
  - { name: ish, label: ISH, type: one of, values: [amplified, not amplified], test: in situ hybridisation }
  - { name: ratio, label: ratio, type: number, range: [0, 50] }
  - { name: copies, label: copies per cell, type: number, unit: copies }
  - { name: lvef, label: ejection fraction, type: number, unit: "%", range: [0, 100] }
  - { name: pregnant, label: pregnancy, type: yes/no }
  - { name: relapse, label: date of relapse, type: date }
  - { name: surgery, label: date of surgery, type: date }
  - { name: site, label: site, type: text }
  - { name: wishes, label: wishes, type: list, of: one of, values: [no chemotherapy, no infusion] }
  - name: treatments
    label: treatment history
    type: list
    of:
      - { name: agents, label: agents, type: list, of: agent }
      - { name: setting, label: setting, type: one of, values: [adjuvant, metastatic] }
      - { name: progressed, label: progression, type: yes/no }
      - { name: end, label: end, type: date }
  - name: interval
    label: relapse interval
    type: number
    unit: months
    derive: "months_between(latest(treatments, end, setting == 'adjuvant'), relapse)"
  - name: chemotherapy
    label: chemotherapy intended
    type: yes/no
    presume:
      - { value: no, when: "wishes include 'no chemotherapy'", because: the patient declines it }
"""

SOURCES = """\
sources:
  - { id: book, citation: A book, url: "https://example.org/book", date: 2020-01-01, basis: full text }
"""

TABLES = """\
tables:
  - name: status
    label: status
    values: [positive, negative]
    rows:
      - { id: ihc-3, when: "ihc == '3+'", then: positive, because: IHC 3+ is positive, source: book }
      - { id: ihc-low, when: "ihc in {'0', '1+'}", then: negative, because: IHC 0 and 1+ are negative, source: book }
      - { id: ish, when: "ish == 'amplified'", then: positive, because: amplified is positive, source: book }
      - { id: rest, otherwise: yes, then: negative, because: nothing makes it positive, source: book }
"""

CHAPTER = """\
chapter: One chapter
rules:
  - id: first
    title: Antibodies first
    scope: "status == 'positive'"
    when: "none(treatments, setting == 'metastatic')"
    offer: [trastuzumab, pertuzumab, class taxane]
    unless:
      - { when: "pregnant == 'yes'", because: harms the unborn child, source: book }
    standing: recommended
    strength: strong
    certainty: high
    jurisdiction: US
    source: book
    since: 2020
    evidence: [{ trial: A TRIAL, endpoint: OS }]
  - id: advice
    title: Order ISH
    when: "ihc == '2+'"
    advise: order ISH
    jurisdiction: EU
    source: book
    since: 2020-05-01
    until: 2030-01-01
"""

CAUTIONS = """\
cautions:
  - id: heart
    agents: [class antibody]
    kind: boxed warning
    when: "lvef < 50 %"
    effect: caution
    text: measure the ejection fraction
    source: book
"""

FILES = {
    "guideline.yaml": INDEX,
    "fields.yaml": FIELDS,
    "sources.yaml": SOURCES,
    "tables.yaml": TABLES,
    "chapter.yaml": CHAPTER,
    "cautions.yaml": CAUTIONS,
}


def write_guideline(folder: Path, **changed: str) -> Path:
    """Writes the files, those in `changed` (by name without suffix) with another content; returns the folder."""
    for name, text in FILES.items():
        (folder / name).write_text(changed.get(name.removesuffix(".yaml"), text), encoding="utf-8")
    return folder


def load_small(**changed: str) -> Guideline:
    with tempfile.TemporaryDirectory() as folder:
        return load_guideline(write_guideline(Path(folder), **changed), SmallLexicon())


def judge(guideline: Guideline, raw: Mapping[str, object], as_of: dt.date = AS_OF) -> Evaluation:
    """Returns the evaluation of raw inputs, after checking them as any record is checked."""
    return evaluate(guideline, check_inputs(guideline.fields, raw, SmallLexicon(), as_of), as_of)


def with_condition(condition: str) -> Guideline:
    """Returns the small guideline with a rule 'subject' whose condition is `condition`."""
    rule = f'  - id: subject\n    title: Subject\n    when: "{condition}"\n'
    return load_small(chapter=CHAPTER + rule + "    advise: this\n    jurisdiction: US\n    source: book\n")
