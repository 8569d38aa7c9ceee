"""Pooled effects as records for programs and as tables for the terminal."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from herald.reports.wording import printable

if TYPE_CHECKING:
    from rich.console import Console

    from herald.reports.pooled_rows import PooledRow
    from herald.synthesis.binomial import ExactProportion
    from herald.synthesis.measures import Measure
    from herald.synthesis.network import Network, RelativeEffect
    from herald.synthesis.pairwise import Options, Pooled
    from herald.synthesis.proportions import PooledProportion
    from herald.synthesis.published import Comparison, Verdict

Record = dict[str, Any]


def pooled_record(pooled: Pooled, comparison: tuple[str, str], excluded: Sequence[str]) -> Record:
    """Returns the record of a pairwise result; I² and weights in percent, everything else on the analysis scale."""
    treatment, comparator = comparison
    numbers = ("estimate", "se", "ci_low", "ci_high", "p", "tau2", "tau2_low", "tau2_high", "q", "p_q")
    return {
        "measure": pooled.measure.value,
        "treatment": treatment,
        "comparator": comparator,
        "k": pooled.k,
        **{name: _finite(getattr(pooled, name)) for name in numbers},
        "df": pooled.q_df,
        "i2": pooled.i2_percent,
        "i2_definition": pooled.i2_definition,
        "prediction_low": _finite(pooled.prediction_low),
        "prediction_high": _finite(pooled.prediction_high),
        "ratio": _ratio(pooled.measure, pooled.estimate, pooled.ci_low, pooled.ci_high),
        "weights": list(pooled.weights_percent),
        "studies": [
            {"study": name, "yi": yi, "sei": sei}
            for name, yi, sei in zip(pooled.studies, pooled.yi, pooled.sei, strict=True)
        ],
        "excluded": list(excluded),
        "options": _options(pooled.options),
        "warnings": list(pooled.warnings),
        "versions": dict(pooled.versions),
    }


def proportion_record(pooled: PooledProportion | ExactProportion, excluded: Sequence[str]) -> Record:
    """Returns the record of a pooled proportion: `proportion` in percent, and the result on its scale of analysis."""
    studies = zip(pooled.studies, pooled.events, pooled.n, strict=True)
    return {
        "measure": "proportion",
        **_analysis(pooled),
        "proportion": {name: getattr(pooled, f"{name}_percent") for name in ("estimate", "ci_low", "ci_high")},
        "studies": [{"study": name, "events": events, "n": n} for name, events, n in studies],
        "excluded": list(excluded),
        "warnings": list(pooled.warnings),
        "versions": dict(pooled.versions),
    }


def _analysis(pooled: PooledProportion | ExactProportion) -> Record:
    from herald.synthesis.proportions import PooledProportion

    if not isinstance(pooled, PooledProportion):
        numbers = {"k": len(pooled.n), "estimate": pooled.log_odds, "se": pooled.se, "tau2": pooled.tau2}
        return {"scale": "exact likelihood", **numbers}
    record = pooled_record(pooled.analysed, ("", ""), ())
    left_out = {"treatment", "comparator", "ratio", "measure", "studies", "warnings", "versions", "excluded"}
    return {
        "scale": pooled.scale.value,
        **{key: value for key, value in record.items() if key not in left_out},
        "prediction_percent": [pooled.prediction_low_percent, pooled.prediction_high_percent],
    }


def network_record(network: Network, excluded: Sequence[str]) -> Record:
    """Returns the record of a network: `league[A][B]` is the effect of A against B on the analysis scale."""
    return {
        "measure": network.measure.value,
        "reference": network.reference,
        "treatments": list(network.treatments),
        "studies": [{"study": trial.study, "arms": list(trial.arms)} for trial in network.trials],
        "league": {
            a: {b: _effect(network.effect(a, b)) for b in network.treatments if b != a} for a in network.treatments
        },
        "ratios": {name: _against_reference(network, name) for name in network.treatments if name != network.reference}
        if network.measure.is_ratio
        else None,
        "p_scores": network.p_scores,
        "small_values_are_better": network.small_is_better,
        "tau2": network.tau2,
        "i2": network.i2_percent,
        "q": network.q,
        "df": network.q_df,
        "p_q": network.p_q,
        "direct_and_indirect": _splits(network),
        "inconsistency": _inconsistency(network),
        "excluded": list(excluded),
        "options": _options(network.options),
        "warnings": list(network.warnings),
        "versions": dict(network.versions),
    }


def published_record(verdict: Verdict) -> Record:
    """Returns a published table beside ours."""
    return {
        "review": verdict.review,
        "explanation": verdict.explanation,
        "estimates": [_published(each) for each in verdict.comparisons],
    }


def _published(each: Comparison) -> Record:
    return {
        "treatment": each.published.treatment,
        "comparator": each.published.comparator,
        "published": [each.published.estimate, each.published.ci_low, each.published.ci_high],
        "ours": list(each.ours),
        "contradicts": list(each.trials) if each.is_contradicted else [],
    }


def print_limits(limits: Iterable[str], console: Console) -> None:
    for words in limits:
        console.print(f"limit: {_plain(words)}")


def print_published(verdicts: Sequence[Verdict], console: Console) -> None:
    from rich.table import Table

    for verdict in verdicts:
        table = Table(title=f"Beside {_plain(verdict.review)}", title_justify="left", box=None)
        for column in ("Treatment", "against", "published", "ours", ""):
            table.add_column(column, overflow="fold")
        for each in verdict.comparisons:
            theirs = (each.published.estimate, each.published.ci_low, each.published.ci_high)
            told = f"contradicts {', '.join(map(_plain, each.trials))}" if each.is_contradicted else ""
            pair = (_plain(each.published.treatment), _plain(each.published.comparator))
            table.add_row(*pair, _three(theirs), _three(each.ours), told)
        console.print(table)
        if verdict.explanation:
            console.print(f"! {_plain(verdict.review)}: {verdict.explanation}")


def _three(ratios: tuple[float, float, float]) -> str:
    estimate, low, high = ratios
    return f"{estimate:.2f} ({low:.2f} to {high:.2f})"


def print_pooled(pooled: Pooled, comparison: tuple[str, str], excluded: Sequence[str], console: Console) -> None:
    from rich.table import Table

    printed, level = pooled.measure.printed, f"{pooled.options.level_percent:g} % CI"
    table = Table(title=f"{' against '.join(comparison)}: {pooled.measure.long_name}", title_justify="left", box=None)
    for column in ("Study", pooled.measure.value, level, "Weight"):
        table.add_column(column, justify="left" if column == "Study" else "right", overflow="fold")
    for i, name in enumerate(pooled.studies):
        limits = _limits(pooled, pooled.yi[i], pooled.sei[i])
        weight = f"{pooled.weights_percent[i]:.1f} %"
        table.add_row(_plain(name), printed(pooled.yi[i]), printed(*limits), weight)
    table.add_section()
    interval = printed(pooled.ci_low, pooled.ci_high)
    table.add_row(pooled.options.words, printed(pooled.estimate), interval, "100 %")
    if pooled.options.model == "random" and pooled.k > 1:
        table.add_row("prediction interval", "", printed(pooled.prediction_low, pooled.prediction_high), "")
    console.print(table)
    console.print("; ".join((f"P {_p(pooled.p)}", *_heterogeneity(pooled))))
    _print_notes(pooled.warnings, excluded, console)


def _heterogeneity(pooled: Pooled) -> Iterator[str]:
    """Yields what tells how much the studies differ: nothing of a single study."""
    if not pooled.q_df:
        return
    yield f"Q {pooled.q:.2f} on {pooled.q_df} df, P {_p(pooled.p_q)}"
    if pooled.tau2_low is None or pooled.tau2_high is None:
        yield f"I² {pooled.i2_percent:.0f} %"
        return
    yield f"tau² {pooled.tau2:.4f} ({pooled.tau2_low:.4f} to {pooled.tau2_high:.4f})"
    yield f"I² {pooled.i2_percent:.0f} % ({pooled.i2_low_percent:.0f} to {pooled.i2_high_percent:.0f})"


def print_proportion(pooled: PooledProportion | ExactProportion, excluded: Sequence[str], console: Console) -> None:
    from rich.table import Table

    from herald.synthesis.proportions import clopper_pearson

    table = Table(title="Pooled proportion", title_justify="left", box=None)
    for column in ("Cohort", "n/N", "%", f"{pooled.level_percent:g} % CI"):
        table.add_column(column, justify="left" if column == "Cohort" else "right", overflow="fold")
    lows, highs = clopper_pearson(pooled.events, pooled.n, pooled.level_percent)
    rows = zip(pooled.studies, pooled.events, pooled.n, lows, highs, strict=True)
    for name, events, n, low, high in rows:
        table.add_row(_plain(name), f"{events}/{n}", f"{100 * events / n:.1f}", f"{100 * low:.1f} to {100 * high:.1f}")
    table.add_section()
    interval = f"{pooled.ci_low_percent:.1f} to {pooled.ci_high_percent:.1f}"
    total = f"{sum(pooled.events)}/{sum(pooled.n)}"
    table.add_row(pooled.model, total, f"{pooled.estimate_percent:.1f}", interval)
    console.print(table)
    console.print(f"tau² {pooled.tau2:.4f} on the scale of analysis; intervals of cohorts are exact")
    _print_notes(pooled.warnings, excluded, console)


def print_network(network: Network, excluded: Sequence[str], console: Console) -> None:
    from rich.table import Table

    printed = network.measure.printed
    title = f"{network.measure.long_name} against {network.reference}: {_count(len(network.trials), 'trial')}"
    table = Table(title=_plain(title), title_justify="left", box=None)
    for column in (
        "Treatment",
        network.measure.value,
        f"{network.options.level_percent:g} % CI",
        "P-score",
        "Evidence",
    ):
        table.add_column(column, justify="left" if column in {"Treatment", "Evidence"} else "right", overflow="fold")
    scores = network.p_scores
    for name in sorted(network.treatments, key=lambda treatment: (-scores[treatment], treatment)):
        effect = network.effect(name, network.reference)
        is_reference = name == network.reference
        interval = "" if is_reference else printed(effect.ci_low, effect.ci_high)
        estimate = "reference" if is_reference else printed(effect.estimate)
        table.add_row(_plain(name), estimate, interval, f"{scores[name]:.2f}", _kind(network, name))
    console.print(table)
    for words in _disagreement(network):
        console.print(words)
    _print_notes(network.warnings, excluded, console)


def _disagreement(network: Network) -> Iterator[str]:
    """Yields how much the trials differ, and of that what lies between designs; nothing without degrees of freedom."""
    from herald.synthesis.inconsistency import decompose

    if not network.q_df:
        return
    i2 = "" if network.i2_percent is None else f"; I² {network.i2_percent:.0f} %"
    yield f"Q {network.q:.2f} on {network.q_df} df, P {_p(network.p_q)}; tau² {network.tau2:.4f}{i2}"
    between = decompose(network).between
    if between.p is not None:
        yield f"inconsistency between designs: Q {between.q:.2f} on {between.df} df, P {_p(between.p)}"


def print_rows(rows: Sequence[PooledRow], console: Console) -> None:
    if rows:
        console.print(f"What is pooled, and where it stands ({len(rows)}):")
    for row in rows:
        console.print(f"- {_plain(row.words)}")
        console.print(f"  {_plain(row.place)}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _kind(network: Network, name: str) -> str:
    if name == network.reference:
        return ""
    pair = {name, network.reference}
    direct = [trial.study for trial in network.trials if pair <= set(trial.arms)]
    return f"direct: {', '.join(map(_plain, direct))}" if direct else "indirect only"


def _print_notes(warnings: Iterable[str], excluded: Iterable[str], console: Console) -> None:
    for words in warnings:
        console.print(f"! {_plain(words)}")
    for words in excluded:
        console.print(f"left out: {_plain(words)}")


def _plain(words: str) -> str:
    """Returns text that the terminal shows as it is, markup and all, and that cannot take the terminal over."""
    return printable(words).replace("[", r"\[")


def _limits(pooled: Pooled, yi: float, sei: float) -> tuple[float, float]:
    from herald.synthesis.distributions import critical

    half = float(critical(pooled.options.level_percent)) * sei
    return yi - half, yi + half


def _p(p: float) -> str:
    return "< 0.0001" if p < 0.0001 else f"{p:.4f}"


def _options(options: Options) -> Record:
    return {
        "model": options.model.value,
        "method": options.method.value,
        "test": options.test.value,
        "level_percent": options.level_percent,
    }


def _effect(effect: RelativeEffect) -> Record:
    return {name: _finite(getattr(effect, name)) for name in ("estimate", "se", "ci_low", "ci_high")}


def _ratio(measure: Measure, *values: float) -> Record | None:
    if not measure.is_ratio:
        return None
    shown = (_finite(measure.shown(value)) for value in values)
    return dict(zip(("estimate", "ci_low", "ci_high"), shown, strict=True))


def _against_reference(network: Network, name: str) -> Record | None:
    effect = network.effect(name, network.reference)
    return _ratio(network.measure, effect.estimate, effect.ci_low, effect.ci_high)


def _splits(network: Network) -> list[Record]:
    from herald.synthesis.inconsistency import split_all

    return [
        {
            "treatment": part.treatment,
            "comparator": part.comparator,
            "k": part.k,
            "direct_share": part.direct_share,
            **{name: _part(getattr(part, name)) for name in ("direct", "indirect", "difference")},
            "p": part.p,
        }
        for part in split_all(network)
        if part.k
    ]


def _part(part: Any) -> Record:
    return {"not_estimable": part.reason} if hasattr(part, "reason") else _effect(part)


def _inconsistency(network: Network) -> Record:
    from herald.synthesis.inconsistency import decompose

    parts = decompose(network)
    shares = {name: getattr(parts, name) for name in ("total", "within", "between", "between_random")}
    return {name: {"q": share.q, "df": share.df, "p": share.p} for name, share in shares.items()}


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
