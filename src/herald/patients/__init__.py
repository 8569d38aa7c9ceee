"""The patient record: reading it safely, its friendly spellings, its treatment history and its variants."""
