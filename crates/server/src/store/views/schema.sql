-- Counts of views, beside the log; docs/formats/store-v1.md says what each column means.
CREATE TABLE views (
    hour INTEGER NOT NULL,
    login TEXT NOT NULL,
    feature TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (hour, login, feature)
) STRICT, WITHOUT ROWID;
CREATE INDEX views_login ON views (login, hour);
CREATE TABLE mark (
    source TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    lines INTEGER NOT NULL,
    hour INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
