from .binomial import ExactProportion, pool_exactly
from .contrasts import Contrast, Trial, trials_of_arms, trials_of_contrasts
from .contributions import Contributions, find_contributions
from .counts import Effects, Excluded, Tables, effects_of
from .cox import CoxModel, Ties, fit_cox
from .estimability import NotEstimable
from .heterogeneity import Method
from .inconsistency import Decomposition, Split, decompose, direct_effect, split, split_all
from .measures import Measure
from .network import Edge, Network, RelativeEffect, find_parts, pool_network
from .pairwise import Model, Options, Pooled, PooledMany, Test, pool, pool_many
from .proportions import PooledProportion, Scale, clopper_pearson, pool_proportions, wilson
from .ratios import (
    LogRatio,
    LogRatioBound,
    is_log_symmetric,
    log_ratio_from_events,
    log_ratio_from_interval,
    log_ratio_from_log_rank,
    log_ratio_from_medians,
    log_ratio_from_p,
)
from .reconstruction import Reconstruction, reconstruct
from .regression import Coefficient, Regression, regress
from .sensitivity import Series, Subgroups, cumulate, leave_one_out, pool_subgroups
from .small_studies import Asymmetry, find_asymmetry_by_ranks, find_asymmetry_by_regression
from .stratified import Stratified, pool_mantel_haenszel, pool_peto
from .survival import Curve, LogRank, Transform, Weight, compare_survival, estimate_curve

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
