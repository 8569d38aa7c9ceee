"""Medications: which agents were given, when, with what intent, and why they were stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from herald.core.dates import PartialDate
from herald.core.errors import HeraldError
from herald.core.mentions import ConceptKind
from herald.patients.fhir.bundle import Bundle
from herald.patients.fhir.codes import find_meaning, products
from herald.patients.fhir.conditions import PRIMARY, SECONDARY, Known
from herald.patients.fhir.notebook import NO_FIELD, Notebook
from herald.patients.fhir.resources import (
    Coding,
    Object,
    Resource,
    as_object,
    codings,
    day_of,
    objects,
    period_of,
    said,
)

if TYPE_CHECKING:
    from herald.vocabulary.vocabulary import Vocabulary

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
NOT_GIVEN_INTENTS = frozenset({"proposal", "plan"})
SUPPORTIVE = ("class:supportive", "class:bone-modifying")
_REGISTRIES = {
    RXNORM: "RXNORM",
    "http://www.whocc.no/atc": "ATC",
    "http://fdasis.nlm.nih.gov": "UNII",
    "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl": "NCIT",
}
_SETTINGS = {"adjuvant": "adjuvant", "neoadjuvant": "neoadjuvant", "palliative": "metastatic"}
_STOPPED = {
    "worsened": "progression", "toxicity": "toxicity", "choice": "choice", "completed": "completed",
    "no response": "other", "other": "other",
}  # fmt: skip
_STOPPED_WORDS = {
    "progression": "progression", "disease progression": "progression", "progressive disease": "progression",
    "toxicity": "toxicity", "adverse event": "toxicity", "completed": "completed", "treatment completed": "completed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """One medication resource about the treatment of the cancer.

    Attributes:
        agents: Vocabulary ids; empty where no code and no word names a known drug.
        setting: "neoadjuvant", "adjuvant", "metastatic", or None where it is not stated.
        is_curative: Whether the intent is curative; neoadjuvant and adjuvant then differ by the operation.
        end: The last day, where it is stated.
        last: The last day on which it is known to have been given.
        group: What the bundle says belongs together; None where it says nothing.
        is_plan: Whether `group` is a plan or request, which may also span several lines.
    """

    agents: tuple[str, ...]
    setting: str | None
    is_curative: bool
    start: PartialDate | None
    end: PartialDate | None
    last: PartialDate | None
    stopped_for: str | None
    group: str | None
    is_plan: bool


@dataclass(frozen=True, slots=True)
class MedicationReader:
    """Reads the medication resources of one bundle.

    Attributes:
        cancers: The conditions that bear on the record, for the reasons that medications refer to.
    """

    bundle: Bundle
    vocabulary: Vocabulary
    notebook: Notebook
    cancers: Sequence[Known]

    def read(self, resource: Resource) -> Given | None:
        """Returns what was given; None, with a note, for what is no treatment of the cancer or was not given."""
        if resource.text("intent") in NOT_GIVEN_INTENTS or resource.data.get("doNotPerform") is True:
            self.notebook.leave(resource, "planned, not given")
            return None
        if self._has_another_reason(resource):
            self.notebook.leave(resource, "given for something other than the cancer", is_clinical=False)
            return None
        agents = self._agents(resource)
        treating = tuple(agent for agent in agents if not self._is_supportive(agent))
        if agents and not treating:
            self.notebook.leave(resource, "supportive, no line of treatment")
            return None
        if not treating:
            is_clinical = self._treats_cancer(resource)
            reason = "a drug that neither the tables of codes nor the vocabulary know" if is_clinical else NO_FIELD
            self.notebook.leave(resource, reason, is_clinical=is_clinical)
            if not is_clinical:
                return None
        return self._given(resource, treating)

    def _given(self, resource: Resource, agents: tuple[str, ...]) -> Given:
        start, end = _period(resource)
        return Given(
            agents=agents,
            setting=self._setting(resource),
            is_curative=find_intent(resource) == "curative",
            start=start,
            end=end,
            last=end or start,
            stopped_for=self._stopped_for(resource),
            group=_identified_group(resource) or _plan(resource),
            is_plan=_identified_group(resource) is None,
        )

    def _setting(self, resource: Resource) -> str | None:
        intent = find_intent(resource)
        if intent in _SETTINGS:
            return _SETTINGS[intent]
        reasons = self.bundle.resolve_all(resource, "reasonReference")
        extents = {known.extent for known in self.cancers if known.resource in reasons}
        extents |= {find_meaning("conditions", resource.codings("reasonCode"))}
        return "metastatic" if extents & {"metastatic", "distant metastasis", "brain metastasis"} else None

    def _stopped_for(self, resource: Resource) -> str | None:
        concepts = list(resource.objects("statusReason"))
        concepts += [part for name, e in resource.extensions if "termination-reason" in name for part in _concepts(e)]
        for concept in concepts:
            meaning = find_meaning("answers", codings(concept))
            if meaning == "no response":
                text = "A treatment was stopped for lack of response: whether the disease progressed is not stated."
                self.notebook.note("reading", text, "treatments")
            words = (_STOPPED_WORDS.get(text.casefold()) for text in said(concept))
            found = _STOPPED.get(meaning or "") or next(filter(None, words), None)
            if found is not None:
                return found
        return None

    def _has_another_reason(self, resource: Resource) -> bool:
        """Returns whether a drug is given for a stated reason that is no cancer, as methotrexate for arthritis."""
        reasons = self.bundle.resolve_all(resource, "reasonReference")
        codes = [
            concept for concept in resource.objects("reasonCode") if find_meaning("answers", codings(concept)) is None
        ]
        cancers = {known.resource for known in self.cancers if _is_cancer(known)}
        is_coded = any(_is_cancer_code(find_meaning("conditions", codings(concept))) for concept in codes)
        is_referred = any(reason in cancers or {PRIMARY, SECONDARY} & set(reason.profiles) for reason in reasons)
        return bool(reasons or codes) and not (is_coded or is_referred or self._claims_cancer(resource))

    def _claims_cancer(self, resource: Resource) -> bool:
        return any("cancer-related-medication" in profile for profile in resource.profiles)

    def _treats_cancer(self, resource: Resource) -> bool:
        if self._claims_cancer(resource):
            return True
        reasons = self.bundle.resolve_all(resource, "reasonReference")
        is_cancer = any({PRIMARY, SECONDARY} & set(reason.profiles) for reason in reasons)
        return is_cancer or any(known.resource in reasons and _is_cancer(known) for known in self.cancers)

    def _is_supportive(self, agent: str) -> bool:
        broader = self.vocabulary.ancestors(agent) if agent in self.vocabulary else ()
        return any(name in broader for name in SUPPORTIVE)

    def _agents(self, resource: Resource) -> tuple[str, ...]:
        concepts = list(_drugs(resource, self.bundle))
        for find in (self._by_code, self._by_name, self._in_words):
            found = dict.fromkeys(agent for concept in concepts for agent in find(concept))
            if found:
                return tuple(found)
        return ()

    def _by_code(self, concept: Object) -> tuple[str, ...]:
        for coding in codings(concept):
            if coding.system == RXNORM and coding.code in products():
                return products()[coding.code]
            if coding.system in _REGISTRIES and coding.code:
                return self._by_identifier(coding)
        return ()

    def _by_identifier(self, coding: Coding) -> tuple[str, ...]:
        registry = _REGISTRIES[coding.system]
        agents = self.vocabulary.of_kind(ConceptKind.AGENT)
        return tuple(a.id for a in agents if coding.code in (a.identifiers.get(registry) or "").split("|"))

    def _by_name(self, concept: Object) -> tuple[str, ...]:
        for words in said(concept):
            try:
                found = self.vocabulary.resolve(words)
            except HeraldError:
                continue
            if found.kind in {ConceptKind.AGENT, ConceptKind.AGENT_CLASS}:
                return (found.id,)
            if found.kind is ConceptKind.REGIMEN:
                return found.agents
        return ()

    def _in_words(self, concept: Object) -> tuple[str, ...]:
        """Finds the drugs named in "Paclitaxel 100 MG Injection"; text only, so the reader is told."""
        for words in said(concept):
            found = [m.concept for m in self.vocabulary.find_mentions(words[:300]) if m.kind is ConceptKind.AGENT]
            if found:
                text = "A drug is read from the words beside its code, because the tables do not know the code."
                self.notebook.note("reading", text, "treatments")
                return tuple(dict.fromkeys(found))
        return ()


def find_intent(resource: Resource) -> str | None:
    """Returns the intent or timing of a treatment: curative, palliative, adjuvant, neoadjuvant."""
    stated = [c for name, e in resource.extensions if name.endswith("intent") for p in _concepts(e) for c in codings(p)]
    found = [find_meaning("answers", [coding]) for coding in (*stated, *resource.codings("category", "reasonCode"))]
    known = [meaning for meaning in found if meaning in {*_SETTINGS, "curative"}]
    return next((meaning for meaning in known if meaning != "curative"), known[0] if known else None)


def _is_cancer(known: Known) -> bool:
    return _is_cancer_code(known.means)


def _is_cancer_code(means: str | None) -> bool:
    return means is not None and (means == "breast cancer" or "metastasis" in means)


def _concepts(extension: Object) -> Iterator[Object]:
    yield from objects(extension.get("valueCodeableConcept"))
    for inner in objects(extension.get("extension")):
        yield from objects(inner.get("valueCodeableConcept"))


def _drugs(resource: Resource, bundle: Bundle) -> Iterator[Object]:
    """Yields what names the drug: the code, or that of the Medication referred to, or those of its ingredients."""
    yield from resource.objects("medicationCodeableConcept")
    for medication in bundle.resolve_all(resource, "medicationReference"):
        yield from medication.objects("code")
        for ingredient in medication.objects("ingredient"):
            yield from objects(ingredient.get("itemCodeableConcept"))
    for reference in resource.objects("medicationReference"):
        if isinstance(reference.get("display"), str):
            yield {"text": reference["display"]}


def _period(resource: Resource) -> tuple[PartialDate | None, PartialDate | None]:
    if resource.type != "MedicationRequest":
        return period_of(resource, "effectivePeriod", "effectiveDateTime")
    for dosage in resource.objects("dosageInstruction"):
        repeat = as_object((as_object(dosage.get("timing")) or {}).get("repeat")) or {}
        start, end = period_of(Resource("Timing", repeat), "boundsPeriod")
        if start is not None:
            return start, end
    return day_of(resource.data.get("authoredOn")), None


def _identified_group(resource: Resource) -> str | None:
    found = (f"{group.get('system')}|{group.get('value')}" for group in resource.objects("groupIdentifier"))
    return next(found, None)


def _plan(resource: Resource) -> str | None:
    return next(iter((*resource.references("basedOn"), *resource.references("partOf"))), None)
