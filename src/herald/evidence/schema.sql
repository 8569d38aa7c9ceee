-- The evidence base. One document is one row; a claim is stored once, however many documents state it.
CREATE TABLE document (
    id         TEXT PRIMARY KEY,           -- digest of the canonical text
    source     TEXT NOT NULL,              -- where it was read from
    kind       TEXT NOT NULL,
    title      TEXT,
    published  TEXT,                       -- ISO 8601 date, as precise as it is known
    read_on    TEXT NOT NULL,              -- ISO 8601 date on which it was read
    extractor  TEXT NOT NULL,              -- version of the extractor and of the vocabulary
    record     TEXT NOT NULL               -- the whole Document as JSON
) STRICT;

CREATE TABLE finding (
    id       TEXT PRIMARY KEY,             -- digest of the claim
    trial    TEXT,
    endpoint TEXT NOT NULL,
    arm      TEXT,
    comparator TEXT,
    claim    TEXT NOT NULL                 -- the Finding as JSON, without its evidence
) STRICT;

CREATE TABLE evidence (
    finding    TEXT NOT NULL REFERENCES finding (id) ON DELETE CASCADE,
    document   TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    confidence REAL NOT NULL,
    record     TEXT NOT NULL,              -- the Evidence as JSON
    PRIMARY KEY (finding, document, start)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_document ON evidence (document);
CREATE INDEX finding_subject ON finding (trial, endpoint);

-- Studies, discussions, rejected figures and harms belong to one document each.
CREATE TABLE note (
    document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    kind     TEXT NOT NULL CHECK (kind IN ('study', 'discussion', 'rejected', 'harm')),
    ordinal  INTEGER NOT NULL,
    record   TEXT NOT NULL,
    PRIMARY KEY (document, kind, ordinal)
) STRICT, WITHOUT ROWID;
