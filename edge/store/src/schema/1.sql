-- Version 1: the realm, the directory, the bindings and the call records.
-- Times are microseconds since the Unix epoch.

CREATE TABLE realm (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    realm    TEXT    NOT NULL
) STRICT;

CREATE TABLE extensions (
    number     TEXT PRIMARY KEY,
    name       TEXT,
    md5        TEXT NOT NULL CHECK (length(md5) = 32),
    sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
    sha512_256 TEXT NOT NULL CHECK (length(sha512_256) = 64)
) STRICT, WITHOUT ROWID;

CREATE TABLE bindings (
    number        TEXT    NOT NULL REFERENCES extensions (number) ON DELETE CASCADE,
    contact       TEXT    NOT NULL,
    q_thousandths INTEGER NOT NULL CHECK (q_thousandths BETWEEN 0 AND 1000),
    call_id       TEXT    NOT NULL,
    cseq          INTEGER NOT NULL CHECK (cseq BETWEEN 0 AND 4294967295),
    expires_at    INTEGER NOT NULL,
    transport     TEXT    NOT NULL,
    local         TEXT    NOT NULL,
    remote        TEXT    NOT NULL,
    user_agent    TEXT,
    PRIMARY KEY (number, contact)
) STRICT, WITHOUT ROWID;

CREATE TABLE records (
    id                  TEXT    PRIMARY KEY,
    caller              TEXT    NOT NULL,
    dialled             TEXT    NOT NULL,
    answered_by         TEXT,
    started_at          INTEGER NOT NULL,
    rang_at             INTEGER,
    answered_at         INTEGER,
    ended_at            INTEGER NOT NULL,
    status              INTEGER NOT NULL CHECK (status BETWEEN 100 AND 699),
    released_by         TEXT    NOT NULL CHECK (released_by IN ('caller', 'callee', 'exchange')),
    caller_call_id      TEXT    NOT NULL,
    callee_call_id      TEXT,
    packets_from_caller INTEGER NOT NULL,
    packets_from_callee INTEGER NOT NULL
) STRICT;

CREATE INDEX records_by_start ON records (started_at);

PRAGMA application_id = 0x4E414953;
PRAGMA user_version = 1;
