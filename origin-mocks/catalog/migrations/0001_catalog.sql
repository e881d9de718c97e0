-- The catalog is written whole by its seed and only read after that, so what reading needs is worked out at seeding: lists of ids are JSON arrays.

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  -- ids of the films directed, newest first
  titles TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE titles (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  -- the name as search reads it: lower-case words without marks, so that a name typed in full comes first
  words TEXT NOT NULL,
  year INTEGER,
  runtime_minutes INTEGER,
  maturity TEXT,
  synopsis TEXT,
  -- names of genres, the main one first
  genres TEXT NOT NULL,
  director TEXT REFERENCES people (id),
  quality REAL NOT NULL,
  popularity REAL NOT NULL
) STRICT;

CREATE TABLE similar (
  title INTEGER PRIMARY KEY REFERENCES titles (id),
  -- ids of at most 40 films, the most alike first
  ids TEXT NOT NULL
) STRICT;

-- The rowid is the title's id.
CREATE VIRTUAL TABLE titles_fts USING fts5 (name, director, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');

-- One row, written last: without it the catalog is not seeded.
CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  version TEXT NOT NULL,
  films INTEGER NOT NULL,
  people INTEGER NOT NULL
) STRICT;
