"""The evidence base: what documents found, where they say it, and where they disagree."""
