"""What each page says, in words and in order; every renderer reads a view and nothing else."""

from herald.reports.views.documents import DocumentView
from herald.reports.views.findings import FindingsView
from herald.reports.views.options import OptionsView

__all__ = ["DocumentView", "FindingsView", "OptionsView"]
