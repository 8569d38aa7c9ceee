"""Tables of studies, as people keep them: one row a comparison or one row an arm, numbers as printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from herald.core.errors import SynthesisError
from herald.core.quantities import parse_number
from herald.synthesis.contrasts import Contrast, Trial, trials_of_arms, trials_of_contrasts
from herald.synthesis.counts import Tables, effects_of
from herald.synthesis.distributions import critical
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.measures import Measure
from herald.synthesis.ratios import is_log_symmetric, log_ratio_from_interval

Row = Mapping[str, str]

EFFECT = ("yi", "sei")
INTERVAL = ("effect", "ci_low", "ci_high")
COUNTS = ("events_1", "n_1", "events_2", "n_2")
ARM = ("events", "n")
UNNAMED = ("first arm", "second arm")
"""The treatments of a table that does not name them."""
KNOWN = ("study", "treatment", "comparator", *EFFECT, *INTERVAL, "ci_level", *COUNTS, *ARM)


@dataclass(frozen=True, slots=True)
class Arms:
    """Arms with counts read from a table, one entry a row."""

    measure: Measure
    study: tuple[str, ...]
    treatment: tuple[str, ...]
    events: tuple[float, ...]
    n: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Comparisons read from a table.

    Attributes:
        excluded: Studies that say nothing about the effect, with the reason: "MINDACT: no event in either arm".
        arms: The arms behind the comparisons, where counts were given: a network takes these, since they tell what a
            trial with several arms shares.
    """

    measure: Measure
    contrasts: tuple[Contrast, ...]
    excluded: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    arms: Arms | None = None


def read_table(rows: Sequence[Row], measure: Measure | None = None) -> Comparisons | Arms:
    """Returns what a table says.

    Args:
        rows: By column name. A comparison has `study`, `treatment`, `comparator` and either `yi, sei` (logarithms for
            ratios), or `effect, ci_low, ci_high[, ci_level]`, or `events_1, n_1, events_2, n_2`; an arm has `study,
            treatment, events, n`.
        measure: Where None, OR for counts and HR for everything else.

    Raises:
        SynthesisError: A column that is missing, or a cell that is no number, named by row.
    """
    if not rows:
        raise SynthesisError("the table has no rows")
    columns = set(rows[0])
    _require(columns, ("study",))
    if set(ARM) <= columns:
        if "treatment" not in columns:
            raise SynthesisError(
                "the table has no column treatment",
                hint="to pool cohorts of one arm each, ask for a proportion: PLO, PFT or exact",
            )
        return _read_arms(rows, measure or Measure.OR)
    if set(COUNTS) <= columns:
        return _read_counts(rows, measure or Measure.OR)
    if set(INTERVAL) <= columns:
        return _read_intervals(rows, measure or Measure.HR)
    if not set(EFFECT) <= columns:
        _require(columns, max((EFFECT, INTERVAL, COUNTS, ARM), key=lambda form: len(columns & set(form))))
    return _read_effects(rows, measure or Measure.HR)


def read_cohorts(rows: Sequence[Row]) -> tuple[tuple[str, ...], tuple[float, ...], tuple[float, ...]]:
    """Returns (studies, events, n) of single-arm cohorts: columns `study, events, n`.

    Raises:
        SynthesisError: As `read_table`; or a cohort in several rows.
    """
    if not rows:
        raise SynthesisError("the table has no rows")
    _require(set(rows[0]), ("study", *ARM))
    studies, events, n = zip(
        *((_name(row, i, "study"), _number(row, i, "events"), _number(row, i, "n")) for i, row in enumerate(rows)),
        strict=True,
    )
    twice = next((name for name, count in Counter(studies).items() if count > 1), None)
    if twice:
        raise SynthesisError(
            f"{twice} stands in more than one row", hint="a cohort counts once; give each its own name"
        )
    return studies, events, n


def trials_of(table: Comparisons | Arms) -> tuple[tuple[Trial, ...], tuple[str, ...], tuple[str, ...]]:
    """Returns (trials, excluded, warnings) for a network.

    Raises:
        SynthesisError: As `trials_of_contrasts` and `trials_of_arms`; or a comparison without its treatments.
    """
    if isinstance(table, Arms):
        trials, excluded = trials_of_arms(table.study, table.treatment, table.events, table.n, table.measure)
        return trials, tuple(each.reason for each in excluded), _corrected(table, trials)
    unnamed = [contrast.study for contrast in table.contrasts if contrast.treatment == UNNAMED[0]]
    if unnamed:
        raise SynthesisError(
            f"{unnamed[0]}: a network needs the treatments", hint="add the columns treatment, comparator"
        )
    if table.arms is not None:
        return trials_of(table.arms)
    trials, warnings = trials_of_contrasts(table.contrasts)
    return trials, table.excluded, (*table.warnings, *warnings)


def comparison_of(table: Comparisons | Arms, reference: str | None = None) -> Comparisons:
    """Returns the table as comparisons of one and the same pair of treatments, turned to one direction.

    Args:
        reference: The treatment to compare against; where None, that of the first row (for arms, the second
            treatment named).

    Raises:
        SynthesisError: Other pairs too: mixed comparators are not one comparison.
    """
    if isinstance(table, Arms):
        table = _contrasts_of_arms(table)
    pairs = {frozenset((contrast.treatment, contrast.comparator)) for contrast in table.contrasts}
    if len(pairs) > 1:
        named = "; ".join(sorted(" and ".join(sorted(pair)) for pair in pairs))
        raise SynthesisError(
            f"the rows compare different treatments: {named}", hint="pool them as a network, or choose one comparison"
        )
    if not table.contrasts:
        return table
    against = reference or table.contrasts[0].comparator
    _check_reference(against, table.contrasts[0])
    turned = [contrast.study for contrast in table.contrasts if contrast.comparator != against]
    warnings = (f"turned to the direction of the others: {', '.join(turned)}",) if turned and not reference else ()
    contrasts = tuple(_against(contrast, against) for contrast in table.contrasts)
    return Comparisons(table.measure, contrasts, table.excluded, (*table.warnings, *warnings))


def _check_reference(reference: str, contrast: Contrast) -> None:
    pair = (contrast.treatment, contrast.comparator)
    if reference not in pair:
        raise SynthesisError(f"{reference} is not compared in the table", hint=f"it compares {' and '.join(pair)}")


def _against(contrast: Contrast, reference: str) -> Contrast:
    if contrast.comparator == reference:
        return contrast
    return Contrast(contrast.study, contrast.comparator, contrast.treatment, -contrast.yi, contrast.sei)


def _contrasts_of_arms(arms: Arms) -> Comparisons:
    trials, excluded, warnings = trials_of(arms)
    names = list(dict.fromkeys(arms.treatment))
    if len(names) != 2:
        raise SynthesisError(
            f"the arms have {len(names)} treatments, not 2: {', '.join(names)}", hint="pool them as a network"
        )
    contrasts = []
    for trial in trials:
        effect, variance = trial.contrast(names[0], names[1])
        contrasts.append(Contrast(trial.study, names[0], names[1], effect, variance**0.5))
    return Comparisons(arms.measure, tuple(contrasts), excluded, warnings)


def _corrected(arms: Arms, trials: Iterable[Trial]) -> tuple[str, ...]:
    """Returns the warning that names the pooled studies with an arm in which nobody or everybody has the event."""
    empty = {study for study, x, n in zip(arms.study, arms.events, arms.n, strict=True) if x in {0, n}}
    return _correction([trial.study for trial in trials if trial.study in empty])


def _correction(studies: Sequence[str]) -> tuple[str, ...]:
    return (f"0.5 was added to every cell of {', '.join(studies)}",) if studies else ()


def _read_arms(rows: Sequence[Row], measure: Measure) -> Arms:
    return Arms(
        measure,
        tuple(_name(row, i, "study") for i, row in enumerate(rows)),
        tuple(_name(row, i, "treatment") for i, row in enumerate(rows)),
        tuple(_number(row, i, "events") for i, row in enumerate(rows)),
        tuple(_number(row, i, "n") for i, row in enumerate(rows)),
    )


def _read_counts(rows: Sequence[Row], measure: Measure) -> Comparisons:
    columns = [[_number(row, i, name) for i, row in enumerate(rows)] for name in COUNTS]
    effects = effects_of(Tables.of(*columns), measure)
    named = [_labels(row, i) for i, row in enumerate(rows)]
    contrasts = tuple(
        Contrast(*named[row], float(yi), float(sei))
        for row, yi, sei in zip(effects.rows, effects.yi, effects.sei, strict=True)
    )
    excluded = tuple(f"{named[each.row][0]}: {each.reason}" for each in effects.excluded)
    warnings = _correction([named[row][0] for row in effects.corrected])
    return Comparisons(measure, contrasts, excluded, warnings, _arms_behind(named, columns, measure))


def _arms_behind(named: Sequence[tuple[str, str, str]], columns: Sequence[Sequence[float]], measure: Measure) -> Arms:
    """Returns each arm once, however many comparisons it stands in.

    Raises:
        SynthesisError: One arm with different counts.
    """
    arms: dict[tuple[str, str], tuple[float, float]] = {}
    for (study, treatment, comparator), *cells in zip(named, *columns, strict=True):
        for name, counted in ((treatment, (cells[0], cells[1])), (comparator, (cells[2], cells[3]))):
            if arms.setdefault((study, name), counted) != counted:
                raise SynthesisError(f"{study}: the arm {name} has different counts in different rows")
    studies, treatments = zip(*arms, strict=True)
    events, n = zip(*arms.values(), strict=True)
    return Arms(measure, studies, treatments, events, n)


def _read_effects(rows: Sequence[Row], measure: Measure) -> Comparisons:
    contrasts = (
        Contrast(*_labels(row, i), _number(row, i, "yi"), _number(row, i, "sei")) for i, row in enumerate(rows)
    )
    return Comparisons(measure, tuple(contrasts))


def _read_intervals(rows: Sequence[Row], measure: Measure) -> Comparisons:
    read = _read_ratio if measure.is_ratio else _read_difference
    contrasts = tuple(Contrast(*_labels(row, i), *read(row, i)) for i, row in enumerate(rows))
    return Comparisons(measure, contrasts, (), tuple(_asymmetric(rows)) if measure.is_ratio else ())


def _read_ratio(row: Row, i: int) -> tuple[float, float]:
    effect = _number(row, i, "effect") if row["effect"].strip() else None
    found = log_ratio_from_interval(effect, _number(row, i, "ci_low"), _number(row, i, "ci_high"), _level(row, i))
    if isinstance(found, NotEstimable):
        raise SynthesisError(f"row {i + 1} ({_name(row, i, 'study')}): {found.reason}")
    return found.log_ratio, found.se


def _read_difference(row: Row, i: int) -> tuple[float, float]:
    effect, low, high = (_number(row, i, name) for name in INTERVAL)
    if not low <= effect <= high or low == high:
        raise SynthesisError(f"row {i + 1} ({_name(row, i, 'study')}): the limits are reversed or miss the effect")
    return effect, (high - low) / (2 * float(critical(_level(row, i))))


def _asymmetric(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        cells = [row[name].strip().replace("·", ".") for name in INTERVAL]
        if all(cells) and not is_log_symmetric(*cells):
            yield f"{row['study'].strip()}: under no rounding is the estimate in the middle of its interval; check it"


def _labels(row: Row, i: int) -> tuple[str, str, str]:
    """Returns (study, treatment, comparator); a table of one comparison may leave the treatments out."""
    treatment, comparator = (row.get(name, "").strip() for name in ("treatment", "comparator"))
    if bool(treatment) != bool(comparator):
        raise SynthesisError(f"row {i + 1}: treatment and comparator are given together or not at all")
    return (_name(row, i, "study"), *((treatment, comparator) if treatment else UNNAMED))


def _level(row: Row, i: int) -> float:
    if not row.get("ci_level", "").strip():
        return 95.0
    level = _number(row, i, "ci_level")
    if not 50 <= level < 100:
        raise SynthesisError(f"row {i + 1}: ci_level {row['ci_level'].strip()} is not a percentage from 50 to 100")
    return level


def _name(row: Row, i: int, column: str) -> str:
    name = row[column].strip()
    if not name:
        raise SynthesisError(f"row {i + 1}: {column} is empty")
    return name


def _number(row: Row, i: int, column: str) -> float:
    text = row[column].strip()
    parsed = parse_number(text) if "e" not in text.lower() else _scientific(text)
    if parsed is None:
        raise SynthesisError(f"row {i + 1}: {column} is {text[:40]!r}, not a number")
    if parsed[1] is not None:
        raise SynthesisError(f"row {i + 1}: {column} is {text[:40]!r}, a bound and not a value")
    return float(parsed[0])


def _scientific(text: str) -> tuple[float, None] | None:
    try:
        return float(text), None
    except ValueError:
        return None


def _require(columns: set[str], names: Sequence[str]) -> None:
    for name in names:
        if name not in columns:
            near = get_close_matches(name, columns, n=1)
            hint = f"is {near[0]!r} meant?" if near else f"columns that are understood: {', '.join(KNOWN)}"
            raise SynthesisError(f"the table has no column {name}", hint=hint)
