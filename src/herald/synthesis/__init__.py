"""Evidence synthesis: from reported effects to pooled ones, pairwise and over a network. Pure: no I/O, no clock.

Arrays or plain sequences in, frozen results out. Ratios are on the natural log scale; an effect is that of the first
treatment against the second. What the data do not determine is `NotEstimable` with its reason; what a person can repair
is a `SynthesisError`.

>>> from herald.synthesis import Measure, Method, Options, pool
>>> pooled = pool([-0.43, -0.29], [0.14, 0.22], measure=Measure.HR, options=Options(method=Method.DL))
>>> round(pooled.estimate, 2), pooled.tau2
(-0.39, 0.0)
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
"""Names are imported when they are used: `herald.synthesis.consistency` works without NumPy and SciPy."""
