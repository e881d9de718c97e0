/**
 * The schema of one account's database, step by step.
 *
 * `step` is the profile's version that a write led to, and the order of all that is told "newest first": a clock may jump back when an
 * object moves to another machine, a version never does. What was seeded has steps of 0 and below.
 */
export const accountSchema: readonly string[] = [
  `
  CREATE TABLE profiles (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('adult', 'child')),
    country TEXT NOT NULL,
    version INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE ratings (
    profile INTEGER NOT NULL,
    title INTEGER NOT NULL,
    stars REAL NOT NULL,
    at INTEGER NOT NULL,
    step INTEGER NOT NULL,
    PRIMARY KEY (profile, title)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX ratings_newest ON ratings (profile, step DESC, title);

  CREATE TABLE my_list (
    profile INTEGER NOT NULL,
    title INTEGER NOT NULL,
    step INTEGER NOT NULL,
    PRIMARY KEY (profile, title)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX my_list_newest ON my_list (profile, step DESC, title);

  -- Where a profile stopped: one for each title, so it is the last viewing too.
  CREATE TABLE bookmarks (
    profile INTEGER NOT NULL,
    title INTEGER NOT NULL,
    position_seconds INTEGER NOT NULL,
    at INTEGER NOT NULL,
    step INTEGER NOT NULL,
    PRIMARY KEY (profile, title)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX bookmarks_newest ON bookmarks (profile, step DESC, title);

  -- What players reported, as it came. Only ever appended to, and pruned at its old end.
  CREATE TABLE viewing_events (
    profile INTEGER NOT NULL,
    step INTEGER NOT NULL,
    title INTEGER NOT NULL,
    event TEXT NOT NULL,
    position_seconds INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (profile, step)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE idempotency_keys (
    profile INTEGER NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (profile, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX idempotency_keys_oldest ON idempotency_keys (at);
  `,
  `
  -- The first answer under each idempotency key; without one, when somebody took a turn at the write.
  CREATE TABLE kept_answers (
    profile INTEGER NOT NULL,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    at INTEGER NOT NULL,
    turn INTEGER,
    status INTEGER,
    content_type TEXT,
    body TEXT,
    PRIMARY KEY (profile, key)
  ) STRICT;
  CREATE INDEX kept_answers_oldest ON kept_answers (at);
  `,
  `
  -- The version at which the profile's taste began anew, by a reset or a deletion; null: never. What is older counts for nothing.
  ALTER TABLE profiles ADD COLUMN began INTEGER;
  `,
  `
  -- What a profile picked to begin with, in its order; the newest picks only.
  CREATE TABLE picks (
    profile INTEGER NOT NULL,
    place INTEGER NOT NULL,
    title INTEGER NOT NULL,
    at INTEGER NOT NULL,
    step INTEGER NOT NULL,
    PRIMARY KEY (profile, place)
  ) STRICT, WITHOUT ROWID;
  `,
]
