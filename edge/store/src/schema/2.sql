-- Version 2: a call record says why the call ended.
-- Records of version 1 say what can still be known: an answered call was released normally.

ALTER TABLE records ADD COLUMN cause INTEGER NOT NULL DEFAULT 31 CHECK (cause BETWEEN 0 AND 127);
ALTER TABLE records ADD COLUMN leg   TEXT;
ALTER TABLE records ADD COLUMN rule  TEXT    NOT NULL DEFAULT 'refused';

UPDATE records SET cause = 16, rule = 'completed' WHERE answered_at IS NOT NULL;
UPDATE records SET cause = 16, rule = 'caller-gave-up' WHERE answered_at IS NULL AND status = 487;

PRAGMA user_version = 2;
