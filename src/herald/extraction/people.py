"""The people of a study, as texts call them."""

from __future__ import annotations

PEOPLE = (
    r"(?:(?:out|in)?patients|wom[ae]n|men|participants|people|persons|subjects|individuals|females|pts|adults|cases"
    r"|survivors|volunteers|girls|users|entrants|completers|respondents|candidates|dyads|couples|Latinas|beneficiaries|members|nurses|mothers|daughters|employees|inpatients)\b"
)
"""Plural nouns for people, to be matched without regard to case."""
