"""The nouns of Herald and the laws that hold for them: standard library only, no I/O, no clock, no logging."""
