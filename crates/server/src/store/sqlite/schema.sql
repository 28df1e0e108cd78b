-- One file per received month; docs/formats/store-v1.md says what each column means.
CREATE TABLE segment (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    first_seq INTEGER NOT NULL,
    chunk_entries INTEGER NOT NULL,
    block_entries INTEGER NOT NULL,
    received INTEGER NOT NULL,
    v7_min INTEGER NOT NULL,
    v7_max INTEGER NOT NULL,
    other_ids INTEGER NOT NULL
) STRICT;
CREATE TABLE position (source TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE ids (id BLOB PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE tail (seq INTEGER PRIMARY KEY, received INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE block (first_seq INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    level INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    times BLOB NOT NULL
) STRICT;
CREATE TABLE term (
    run INTEGER NOT NULL,
    key BLOB NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;
