"""Drugs, genes, variants, endpoints, populations and trials: what they are called, and finding them in text."""
