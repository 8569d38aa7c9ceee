"""Guideline, patient and evidence together: options, exclusions, missing tests, and what each result would change."""
