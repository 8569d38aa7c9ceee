"""Proof of the numbers: R scripts, what agrees with R and to how many digits, and simulation."""
