-- Public records are only ever added to: what a service answered, byte for byte, and what was read from it. A later
-- answer is a further version beside the earlier ones; the triggers refuse to change or remove one.
CREATE TABLE IF NOT EXISTS raw_body (
  sha256 TEXT PRIMARY KEY,
  body BLOB NOT NULL                  -- zlib of the bytes whose hash it is
);
CREATE TABLE IF NOT EXISTS raw_response (
  id INTEGER PRIMARY KEY,
  run TEXT NOT NULL,                  -- the fetch it came in; '' for a file that was loaded
  service TEXT NOT NULL,
  request TEXT NOT NULL,              -- the question's id; the columns after it are the question, never with a key
  method TEXT NOT NULL, url TEXT NOT NULL, params TEXT NOT NULL, asked TEXT NOT NULL, watch TEXT NOT NULL,
  status INTEGER NOT NULL, headers TEXT NOT NULL,
  fetched TEXT,                       -- ISO 8601 with its zone; NULL where nobody knows (a file)
  sha256 TEXT NOT NULL REFERENCES raw_body(sha256),
  rows INTEGER NOT NULL,
  notes TEXT NOT NULL,
  problem TEXT NOT NULL               -- why it could not be read; '' where it was
);
CREATE INDEX IF NOT EXISTS raw_response_by_request ON raw_response(request, run);
CREATE TABLE IF NOT EXISTS public_record (
  id TEXT NOT NULL, source TEXT NOT NULL REFERENCES raw_body(sha256), digest TEXT NOT NULL,
  service TEXT, kind TEXT, title TEXT, giver TEXT, receiver TEXT, date TEXT, published TEXT,
  amount REAL, ceiling REAL, unit TEXT, "group" TEXT, flags TEXT, url TEXT,
  body TEXT NOT NULL,                 -- the whole PublicRecord as JSON
  PRIMARY KEY (id, source, digest)
);
CREATE TABLE IF NOT EXISTS record_run (
  run TEXT NOT NULL, service TEXT NOT NULL, watch TEXT NOT NULL, event TEXT NOT NULL, at TEXT NOT NULL,
  UNIQUE (run, event)
);
CREATE TRIGGER IF NOT EXISTS raw_body_stays BEFORE UPDATE ON raw_body
  BEGIN SELECT RAISE(ABORT, 'public records are only added to'); END;
CREATE TRIGGER IF NOT EXISTS raw_body_kept BEFORE DELETE ON raw_body
  BEGIN SELECT RAISE(ABORT, 'public records are only added to'); END;
CREATE TRIGGER IF NOT EXISTS raw_response_stays BEFORE UPDATE ON raw_response
  BEGIN SELECT RAISE(ABORT, 'public records are only added to'); END;
CREATE TRIGGER IF NOT EXISTS raw_response_kept BEFORE DELETE ON raw_response
  BEGIN SELECT RAISE(ABORT, 'public records are only added to'); END;
CREATE TRIGGER IF NOT EXISTS public_record_stays BEFORE UPDATE ON public_record
  BEGIN SELECT RAISE(ABORT, 'public records are only added to'); END;
CREATE TRIGGER IF NOT EXISTS public_record_kept BEFORE DELETE ON public_record
  BEGIN SELECT RAISE(ABORT, 'public records are only added to'); END;
