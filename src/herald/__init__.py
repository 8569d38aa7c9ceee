"""Herald: evidence to decision for HER2 breast cancer.

Importing this package loads nothing heavy; each stage is imported from its own folder.
"""

__version__ = "0.1.0"
