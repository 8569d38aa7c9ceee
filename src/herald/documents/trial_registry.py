"""Records of ClinicalTrials.gov (API version 2, JSON) to documents that state them line by line.

Source: the data structure of the API, https://clinicaltrials.gov/data-api/about-api/study-data-structure.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from herald.core.documents import BlockRole, Document, DocumentKind
from herald.documents.dates import parse_machine_date
from herald.documents.description import describe
from herald.documents.errors import BrokenDocument, EmptyDocument
from herald.documents.json_tree import Node, parse_json, tidy
from herald.documents.layout import Layout
from herald.documents.trial_results import lay_out_results

FORMAT = "clinicaltrials.gov"
_TITLE, _HEADING, _LINE = BlockRole.TITLE, BlockRole.HEADING, BlockRole.PARAGRAPH
_ITEM, _ABOUT = BlockRole.LIST_ITEM, BlockRole.METADATA
_PROTOCOL = "protocolSection"


def read_trial_records(text: str, *, source: str) -> list[Document]:
    """Returns the documents of one study, or of the answer to a search that lists several.

    Raises:
        BrokenDocument: It is not JSON, or no record of ClinicalTrials.gov.
        HostileDocument: It nests deeper than any record.
    """
    root = Node(parse_json(text, source=source), "$")
    studies = list(root.get("studies").items()) or list(root.items()) or [root]
    if len(studies) == 1:
        return [_document(studies[0], source)]
    return [_document(study, f"{source}#{_number(study)}") for study in studies]


def _number(study: Node) -> str:
    return study.get(_PROTOCOL, "identificationModule", "nctId").text


def _document(study: Node, source: str) -> Document:
    if not _number(study):
        raise BrokenDocument(f"{source} has a study without an NCT number at {study.path}")
    layout = Layout()
    _lay_out(study, layout)
    if not layout.blocks:
        raise EmptyDocument(f"{source} states nothing")
    status = study.get(_PROTOCOL, "statusModule")
    posted = status.get("resultsFirstPostDateStruct", "date") or status.get("studyFirstPostDateStruct", "date")
    return describe(
        Document(
            text=layout.text,
            source=source,
            format=FORMAT,
            kind=DocumentKind.TRIAL_RECORD,
            title=_title(study).text or None,
            published=parse_machine_date(posted.text),
            updated=parse_machine_date(status.get("lastUpdatePostDateStruct", "date").text),
            language="en",
            identifiers=MappingProxyType({"nct": _number(study)}),
            blocks=layout.blocks,
        )
    )


def _title(study: Node) -> Node:
    names = study.get(_PROTOCOL, "identificationModule")
    return names.get("officialTitle") or names.get("briefTitle")


def _lay_out(study: Node, layout: Layout) -> None:
    protocol = study.get(_PROTOCOL)
    _add(layout, _title(study), _TITLE)
    _lay_out_identity(protocol, layout)
    _lay_out_design(protocol, layout)
    _lay_out_enrolment(study, layout)
    _add(layout, protocol.get("descriptionModule", "briefSummary"), _LINE)
    _add(layout, protocol.get("descriptionModule", "detailedDescription"), _LINE)
    _lay_out_arms(protocol.get("armsInterventionsModule"), layout)
    _lay_out_outcomes(protocol.get("outcomesModule"), layout)
    _add_list(layout, "Eligibility", [protocol.get("eligibilityModule", "eligibilityCriteria")], _ABOUT)
    arms = protocol.get("armsInterventionsModule", "armGroups").items()
    told = [tidy(arm.get("label").text) for arm in arms if _with_drugs(arm)]
    lay_out_results(study.get("resultsSection"), layout, arms=told)


def _add(layout: Layout, node: Node, role: BlockRole, label: str = "") -> None:
    if node.text:
        layout.add(f"{label}: {node.text}" if label else node.text, role, node.path)


def _add_list(layout: Layout, heading: str, nodes: list[Node], role: BlockRole) -> None:
    stated = [node for node in nodes if node.text]
    if stated:
        layout.add(heading, _ABOUT if role is _ABOUT else _HEADING, stated[0].path)
    for node in stated:
        layout.add(node.text, role, node.path)


def _lay_out_identity(protocol: Node, layout: Layout) -> None:
    names, status = protocol.get("identificationModule"), protocol.get("statusModule")
    _add(layout, names.get("nctId"), _ABOUT, "NCT number")
    _add(layout, names.get("acronym"), _LINE, "Trial")
    _add(layout, names.get("briefTitle"), _ABOUT, "Brief title")
    _add(layout, protocol.get("sponsorCollaboratorsModule", "leadSponsor", "name"), _ABOUT, "Sponsor")
    _add(layout, status.get("overallStatus"), _ABOUT, "Recruitment status")
    _add(layout, status.get("startDateStruct", "date"), _ABOUT, "Study start")
    _add(layout, status.get("primaryCompletionDateStruct", "date"), _ABOUT, "Primary completion")
    _add(layout, status.get("resultsFirstPostDateStruct", "date"), _ABOUT, "Results first posted")


_PHASES: Mapping[str, str] = MappingProxyType(
    {"EARLY_PHASE1": "1", "PHASE1": "1", "PHASE2": "2", "PHASE3": "3", "PHASE4": "4"}
)


def _lay_out_design(protocol: Node, layout: Layout) -> None:
    design = protocol.get("designModule")
    phases = [_PHASES[node.text] for node in design.get("phases").items() if node.text in _PHASES]
    words = [
        f"phase {'/'.join(phases)}" if phases else "",
        design.get("designInfo", "allocation").text.replace("_", " ").lower(),
        design.get("designInfo", "interventionModel").text.replace("_", " ").lower(),
        design.get("studyType").text.lower(),
    ]
    layout.add(f"Design: {', '.join(filter(None, words))}", _LINE, design.path)
    _add_list(layout, "Conditions", list(protocol.get("conditionsModule", "conditions").items()), _ITEM)


def _lay_out_enrolment(study: Node, layout: Layout) -> None:
    """Adds how many were enrolled, or are to be, in whom and in what, as one sentence."""
    protocol = study.get(_PROTOCOL)
    enrolled = protocol.get("designModule", "enrollmentInfo")
    if not enrolled.get("count").text:
        return
    conditions = [node.text for node in protocol.get("conditionsModule", "conditions").items() if node.text]
    acronym = protocol.get("identificationModule", "acronym").text
    words = [
        f"{enrolled.get('count').text} patients",
        f"with {' or '.join(conditions)}" if conditions else "",
        "were enrolled in" if enrolled.get("type").text == "ACTUAL" else "are to be enrolled in",
        f"{acronym} ({_number(study)}):" if acronym else f"{_number(study)}:",
        f"{tidy(_title(study).text).rstrip('.')}.",
    ]
    layout.add(" ".join(filter(None, words)), _LINE, enrolled.path)


def _lay_out_arms(module: Node, layout: Layout) -> None:
    """Adds the registered arms with what is given in them; their descriptions, with their doses, are plans."""
    arms = list(module.get("armGroups").items())
    _add_lines("Arms", [(arm, _with_drugs(arm)) for arm in arms], _HEADING, _ITEM, layout)
    described = [(arm, _joined(arm, "type", "label", "description")) for arm in arms]
    given = [(drug, _joined(drug, "type", "name", "description")) for drug in module.get("interventions").items()]
    _add_lines("Registered arms", described, _ABOUT, _ABOUT, layout)
    _add_lines("Registered interventions", given, _ABOUT, _ABOUT, layout)


def _with_drugs(arm: Node) -> str:
    """Returns an arm's label with its drugs: "Arm A (Trastuzumab + Docetaxel)"; "" where none are registered."""
    kinds = ("Drug: ", "Biological: ", "Combination Product: ")
    names = [node.text for node in arm.get("interventionNames").items()]
    drugs = [name.removeprefix(kind) for name in names for kind in kinds if name.startswith(kind)]
    return f"{tidy(arm.get('label').text)} ({' + '.join(drugs)})" if drugs else ""


def _add_lines(
    heading: str, lines: list[tuple[Node, str]], heading_role: BlockRole, role: BlockRole, layout: Layout
) -> None:
    stated = [(node, words) for node, words in lines if words]
    if stated:
        layout.add(heading, heading_role, stated[0][0].path)
    for node, words in stated:
        layout.add(words, role, node.path, is_next_line=True)


def _lay_out_outcomes(module: Node, layout: Layout) -> None:
    """Registered outcomes are plans: they are kept as what the record says of itself, never as results."""
    for name, heading in (("primaryOutcomes", "Primary outcomes"), ("secondaryOutcomes", "Secondary outcomes")):
        for number, node in enumerate(module.get(name).items()):
            if number == 0:
                layout.add(f"Registered: {heading.lower()}", _ABOUT, node.path)
            layout.add(_joined(node, "measure", "timeFrame", "description"), _ABOUT, node.path, is_next_line=True)


def _joined(node: Node, *names: str) -> str:
    words = (tidy(node.get(name).text) for name in names)
    return " | ".join(filter(None, words))
