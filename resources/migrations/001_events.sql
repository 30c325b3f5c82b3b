-- What happened, in the order in which it was written. Nothing here is ever changed or removed.
CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    learner TEXT NOT NULL,
    language TEXT NOT NULL,
    session TEXT NOT NULL,
    schema INTEGER NOT NULL,
    kind TEXT NOT NULL,
    skill TEXT,
    item TEXT,
    target TEXT REFERENCES events (id),
    payload TEXT NOT NULL
) STRICT;

CREATE INDEX events_by_learner ON events (learner, language, seq);
CREATE INDEX events_by_kind ON events (kind, seq);
CREATE INDEX events_by_skill ON events (skill, seq) WHERE skill IS NOT NULL;
CREATE INDEX events_by_item ON events (item, seq) WHERE item IS NOT NULL;
CREATE INDEX events_by_time ON events (at);

CREATE TRIGGER events_stay_as_written BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;

CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;

-- States of folds as of one event, so that a start needn't replay everything. May be emptied at any time.
CREATE TABLE snapshots (
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    learner TEXT NOT NULL,
    language TEXT NOT NULL,
    last_seq INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (name, version, learner, language, last_seq)
) STRICT, WITHOUT ROWID;
