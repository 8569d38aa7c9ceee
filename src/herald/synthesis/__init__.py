"""Evidence synthesis: from reported effects to pooled ones, pairwise and over a network. Pure: no I/O, no clock.

Arrays or plain sequences in, frozen results out. Ratios are on the natural log scale; an effect is that of the first
treatment against the second. What the data do not determine is `NotEstimable` with its reason; what a person can repair
is a `SynthesisError`.

>>> pooled = pool([-0.43, -0.29], [0.14, 0.22], measure=Measure.HR, options=Options(method=Method.DL))
>>> round(pooled.estimate, 2), pooled.tau2
(-0.39, 0.0)
"""

from herald.synthesis.binomial import ExactProportion, pool_exactly
from herald.synthesis.contrasts import Contrast, Trial, trials_of_arms, trials_of_contrasts
from herald.synthesis.contributions import Contributions, find_contributions
from herald.synthesis.counts import Effects, Excluded, Tables, effects_of
from herald.synthesis.cox import CoxModel, Ties, fit_cox
from herald.synthesis.estimability import NotEstimable
from herald.synthesis.heterogeneity import Method
from herald.synthesis.inconsistency import Decomposition, Split, decompose, direct_effect, split, split_all
from herald.synthesis.measures import Measure
from herald.synthesis.network import Edge, Network, RelativeEffect, find_parts, pool_network
from herald.synthesis.pairwise import Model, Options, Pooled, PooledMany, Test, pool, pool_many
from herald.synthesis.proportions import PooledProportion, Scale, clopper_pearson, pool_proportions, wilson
from herald.synthesis.ratios import (
    LogRatio,
    LogRatioBound,
    is_log_symmetric,
    log_ratio_from_events,
    log_ratio_from_interval,
    log_ratio_from_log_rank,
    log_ratio_from_medians,
    log_ratio_from_p,
)
from herald.synthesis.reconstruction import Reconstruction, reconstruct
from herald.synthesis.regression import Coefficient, Regression, regress
from herald.synthesis.sensitivity import Series, Subgroups, cumulate, leave_one_out, pool_subgroups
from herald.synthesis.small_studies import Asymmetry, find_asymmetry_by_ranks, find_asymmetry_by_regression
from herald.synthesis.stratified import Stratified, pool_mantel_haenszel, pool_peto
from herald.synthesis.survival import Curve, LogRank, Transform, Weight, compare_survival, estimate_curve

__all__ = [
    "Asymmetry",
    "Coefficient",
    "Contrast",
    "Contributions",
    "CoxModel",
    "Curve",
    "Decomposition",
    "Edge",
    "Effects",
    "ExactProportion",
    "Excluded",
    "LogRank",
    "LogRatio",
    "LogRatioBound",
    "Measure",
    "Method",
    "Model",
    "Network",
    "NotEstimable",
    "Options",
    "Pooled",
    "PooledMany",
    "PooledProportion",
    "Reconstruction",
    "Regression",
    "RelativeEffect",
    "Scale",
    "Series",
    "Split",
    "Stratified",
    "Subgroups",
    "Tables",
    "Test",
    "Ties",
    "Transform",
    "Trial",
    "Weight",
    "clopper_pearson",
    "compare_survival",
    "cumulate",
    "decompose",
    "direct_effect",
    "effects_of",
    "estimate_curve",
    "find_asymmetry_by_ranks",
    "find_asymmetry_by_regression",
    "find_contributions",
    "find_parts",
    "fit_cox",
    "is_log_symmetric",
    "leave_one_out",
    "log_ratio_from_events",
    "log_ratio_from_interval",
    "log_ratio_from_log_rank",
    "log_ratio_from_medians",
    "log_ratio_from_p",
    "pool",
    "pool_exactly",
    "pool_mantel_haenszel",
    "pool_many",
    "pool_network",
    "pool_peto",
    "pool_proportions",
    "pool_subgroups",
    "reconstruct",
    "regress",
    "split",
    "split_all",
    "trials_of_arms",
    "trials_of_contrasts",
    "wilson",
]
