"""Conditions: the breast cancer, its metastases, and what bears on treatment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from herald.core.dates import PartialDate
from herald.patients.fhir.answers import read_answer
from herald.patients.fhir.codes import find_meaning
from herald.patients.fhir.findings import Finding
from herald.patients.fhir.notebook import NO_FIELD, Notebook
from herald.patients.fhir.resources import Object, Resource, day_of
from herald.patients.fhir.screening import date_of, statuses

_METASTASES = {
    "brain metastasis": "metastatic",
    "distant metastasis": "metastatic",
    "regional metastasis": "regional",
    "regional or distant metastasis": "unclear",
}
_FIELDS = {
    "heart failure": ("heart_failure", "yes"),
    "interstitial lung disease": ("ild", "yes"),
    "premenopausal": ("menopausal_status", "premenopausal"),
    "perimenopausal": ("menopausal_status", "perimenopausal"),
    "postmenopausal": ("menopausal_status", "postmenopausal"),
}
_PAST = frozenset({"inactive", "resolved", "remission"})
_DOUBTFUL = frozenset({"unconfirmed", "provisional", "differential"})
SECONDARY = "mcode-secondary-cancer-condition"
PRIMARY = "mcode-primary-cancer-condition"


@dataclass(frozen=True, slots=True)
class Known:
    """A condition with a meaning for the record.

    Attributes:
        means: "breast cancer", "brain metastasis" …
        since: When it began or was recorded.
    """

    resource: Resource
    means: str
    since: PartialDate | None

    @property
    def extent(self) -> str | None:
        """How far the cancer has spread by this condition: "metastatic", "regional", "unclear"; None: says nothing."""
        return _METASTASES.get(self.means)

    @property
    def clinical_statuses(self) -> frozenset[str]:
        return frozenset(coding.code for coding in self.resource.codings("clinicalStatus"))

    @property
    def is_past(self) -> bool:
        return bool(self.clinical_statuses & _PAST)

    @property
    def is_recurrence(self) -> bool:
        return bool(self.clinical_statuses & {"recurrence", "relapse"})

    @property
    def is_doubtful(self) -> bool:
        return bool(_DOUBTFUL.intersection(statuses(self.resource)))


def read_conditions(resources: Iterable[Resource], notebook: Notebook) -> tuple[Known, ...]:
    """Returns the conditions that bear on the record; refuted ones and others are noted."""
    found = []
    for resource in resources:
        if "refuted" in statuses(resource):
            notebook.leave(resource, "refuted")
        elif (means := _meaning(resource)) is not None:
            found.append(Known(resource, means, date_of(resource) or _asserted(resource)))
        else:
            is_cancer = bool({PRIMARY, SECONDARY} & set(resource.profiles))
            reason = "a cancer that the tables of codes do not know" if is_cancer else NO_FIELD
            notebook.leave(resource, reason, is_clinical=is_cancer)
    return tuple(found)


def _meaning(resource: Resource) -> str | None:
    """The body site tells where a metastasis is whose code does not."""
    means = find_meaning("conditions", resource.codings("code"))
    if means is None and SECONDARY in resource.profiles:
        site = find_meaning("sites", resource.codings("bodySite"))
        return {"brain": "brain metastasis", "metastasis": "distant metastasis"}.get(site or "")
    return means


def _asserted(resource: Resource) -> PartialDate | None:
    return next((day_of(e.get("valueDateTime")) for name, e in resource.extensions if "asserted" in name), None)


def condition_findings(conditions: Iterable[Known], notebook: Notebook) -> Iterator[Finding]:
    """Yields what conditions say about fields of the record; a past or doubtful one is noted and says nothing."""
    for known in conditions:
        field, value = _FIELDS.get(known.means, ("", ""))
        if field and (known.is_past or known.is_doubtful):
            notebook.leave(known.resource, "not active" if known.is_past else "not confirmed")
        elif field:
            yield Finding(field, value, known.since)
        elif known.means == "pregnancy":
            notebook.leave(known.resource, "a diagnosis does not say that the patient is pregnant today")
        if known.means == "breast cancer":
            yield from _stages(known)


_GROUP = re.compile(r"stage (I{1,3}|IV)")


def _stages(known: Known) -> Iterator[Finding]:
    for stage in known.resource.objects("stage"):
        match = _GROUP.fullmatch(_stage_meaning(stage) or "")
        if match and match[1] == "IV":
            yield Finding("extent", "metastatic", known.since)
        elif match:
            yield Finding("stage", match[1], known.since)
            yield Finding("extent", "early", known.since)


def _stage_meaning(stage: Object) -> str | None:
    answer = read_answer(Resource("Observation", {"valueCodeableConcept": stage.get("summary")}))
    return answer.meaning if answer is not None else None


def brain_metastases(conditions: Iterable[Known], notebook: Notebook) -> str | None:
    """Returns "present" where some are active; that there are none is never concluded from their absence."""
    found = [known for known in conditions if known.means == "brain metastasis" and not known.is_doubtful]
    if any(not known.is_past for known in found):
        return "present"
    if found:
        notebook.note("reading", "Brain metastases are recorded as past: their state is not known.", "brain_metastases")
    return None
