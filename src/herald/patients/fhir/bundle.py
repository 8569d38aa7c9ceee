"""A bundle: its resources in order, and what their references point at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from herald.core.errors import PatientError
from herald.patients.fhir.json_text import Json
from herald.patients.fhir.resources import Object, Resource, as_object, as_text, objects

MAX_RESOURCES = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """The resources of one patient.

    Attributes:
        resources: In the order of the bundle; contained ones follow the resource that holds them.
    """

    resources: tuple[Resource, ...]
    _by_key: Mapping[str, Resource]

    def of_type(self, *types: str) -> Iterator[Resource]:
        return (resource for resource in self.resources if resource.type in types)

    def resolve(self, reference: str, holder: Resource) -> Resource | None:
        """Returns what a reference points at: a contained resource, or an entry by full URL, URN or "Type/id"."""
        if reference.startswith("#"):
            return holder.contained.get(reference)
        relative = "/".join(reference.split("/")[-2:])
        return self._by_key.get(reference) or self._by_key.get(relative)

    def resolve_all(self, holder: Resource, *names: str) -> tuple[Resource, ...]:
        """Returns what the references of some elements point at; one that points nowhere is left out."""
        found = (self.resolve(reference, holder) for name in names for reference in holder.references(name))
        return tuple(resource for resource in found if resource is not None)


def is_fhir(tree: Json) -> bool:
    """Returns whether JSON is a bundle, one resource, or a list of them."""
    if isinstance(tree, list):
        return bool(tree) and all(_resource_of(part) is not None for part in tree)
    return as_object(tree) is not None and isinstance(tree, Mapping) and "resourceType" in tree


def open_bundle(tree: Json, source: str) -> Bundle:
    """Returns the bundle that JSON states: a Bundle, one resource, or a plain list of entries or resources.

    Raises:
        PatientError: It is none of these, or too large.
    """
    if not is_fhir(tree):
        raise PatientError(f"{source}: no FHIR bundle", hint="a bundle has resourceType and entry")
    whole = as_object(tree)
    is_bundle = whole is not None and whole.get("resourceType") == "Bundle"
    entries = list(objects(whole.get("entry") if whole is not None and is_bundle else tree))
    if len(entries) > MAX_RESOURCES:
        raise PatientError(f"{source}: more than {MAX_RESOURCES:,} entries", hint="one bundle is one patient")
    resources = tuple(_with_contained(filter(None, map(_opened, entries))))
    return Bundle(resources, {key: resource for resource in reversed(resources) for key in resource.keys})


def _resource_of(part: Json) -> Object | None:
    entry = as_object(part)
    inner = as_object(entry.get("resource")) if entry is not None else None
    resource = inner if inner is not None else entry
    return resource if resource is not None and as_text(resource.get("resourceType")) else None


def _opened(entry: Object) -> Resource | None:
    data = _resource_of(entry)
    return None if data is None else _resource(data, as_text(entry.get("fullUrl")))


def _resource(data: Object, full_url: str | None) -> Resource:
    type_, id_ = as_text(data.get("resourceType")) or "", as_text(data.get("id"))
    keys = (full_url, id_ and f"{type_}/{id_}", id_ and f"urn:uuid:{id_}")
    inner = {f"#{as_text(part.get('id'))}": _contained(part) for part in objects(data.get("contained"))}
    return Resource(type_, data, tuple(key for key in keys if key), inner)


def _contained(data: Object) -> Resource:
    return Resource(as_text(data.get("resourceType")) or "", data)


def _with_contained(resources: Iterable[Resource]) -> Iterator[Resource]:
    for resource in resources:
        yield resource
        yield from resource.contained.values()
