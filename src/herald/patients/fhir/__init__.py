"""FHIR R4 bundles in the shape of mCODE: what they state becomes a record, and what no field takes is listed."""
