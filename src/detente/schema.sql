-- A story on disk: documents, codings and problems are what was read; told.sql has the tables told from them by each
-- build. Opens in Datasette as it is.

CREATE TABLE IF NOT EXISTS document (
  id TEXT PRIMARY KEY,
  path TEXT NOT NULL,
  url TEXT NOT NULL,
  source_id TEXT NOT NULL,
  publisher TEXT NOT NULL,
  author TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  published TEXT NOT NULL,            -- ISO 8601, as precise as stated; '' when unknown
  body TEXT NOT NULL                  -- the whole Document as JSON
);
CREATE TABLE IF NOT EXISTS coding (
  document TEXT PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
  coder TEXT NOT NULL,                -- fingerprint of actors, rules and models
  body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS problem (
  document TEXT NOT NULL,
  step TEXT NOT NULL,
  message TEXT NOT NULL,
  piece TEXT NOT NULL,                -- where it was met; '' when it is of the pile and not of a piece
  UNIQUE (document, step, message, piece)
);
CREATE INDEX IF NOT EXISTS problem_by_piece ON problem(piece);
-- A piece is a file of one article, or some records of an archive: once coded it is not read again until its content
-- or the coder changes. Documents that do not concern the actors are counted here, and their text stays in the pile.
CREATE TABLE IF NOT EXISTS piece (
  id TEXT PRIMARY KEY,                -- a hash of its content
  path TEXT NOT NULL,
  coder TEXT NOT NULL,                -- fingerprint of the coder that coded it
  documents BLOB NOT NULL,            -- the ids of all its documents, six bytes each (the digits after "doc-")
  aside INTEGER NOT NULL,             -- how many of them do not concern the actors
  days TEXT NOT NULL,                 -- those by published day, as JSON; "" is undated
  first_aside TEXT NOT NULL,          -- the title (or path) of the first of those
  failed INTEGER NOT NULL             -- how many could not be coded: they are tried again by the next build
);
CREATE INDEX IF NOT EXISTS piece_by_path ON piece(path);
CREATE TABLE IF NOT EXISTS place (
  piece TEXT NOT NULL REFERENCES piece(id) ON DELETE CASCADE,
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  PRIMARY KEY (piece, document)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS place_by_document ON place(document);
CREATE VIRTUAL TABLE IF NOT EXISTS document_fts USING fts5(title, text, content='document', content_rowid='rowid');
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
