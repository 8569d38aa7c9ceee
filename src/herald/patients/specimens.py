"""Several specimens of one patient: what was tested on each, so that no assay is read beside that of another."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from herald.core.errors import PatientError
from herald.patients.plain import Plain

NOT_TESTED = frozenset({None, "not done"})


def read_specimens(values: Mapping[str, Plain], place: Callable[..., str]) -> dict[str, Plain]:
    """Returns the record with what was `tested` on each of its `specimens`; other fields of it stay.

    Raises:
        PatientError: A specimen without kind: nobody could say whether its results are those that count.
    """
    read = dict(values)
    if isinstance(specimens := read.get("specimens"), tuple):
        read["specimens"] = tuple(
            _with_tests(specimen, f"{place('specimens', index)}: specimens[{index + 1}]")
            for index, specimen in enumerate(specimens)
        )
    return read


def _with_tests(specimen: Plain, where: str) -> Plain:
    if not isinstance(specimen, Mapping):
        return specimen
    if specimen.get("kind") is None:
        hint = "write kind: primary, residual disease, local recurrence or metastasis"
        raise PatientError(f"{where}: a specimen without kind", hint=hint)
    if specimen.get("tested") is not None:
        return specimen
    recorded = {name for name, value in specimen.items() if value not in NOT_TESTED}
    tested = {
        "HER2": any(name.startswith("her2_") for name in recorded),
        "hormone receptors": not recorded.isdisjoint({"er", "er_percent", "pr", "pr_percent"}),
    }
    return {**specimen, "tested": tuple(group for group, is_tested in tested.items() if is_tested)}
