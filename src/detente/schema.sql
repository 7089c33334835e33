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
-- A telling indexes what is new (document_fts_docsize knows what is not); what is taken out leaves the index with it.
-- A document's title and text never change in place: its id is their hash.
CREATE TRIGGER IF NOT EXISTS document_unindexed AFTER DELETE ON document
WHEN old.rowid IN (SELECT id FROM document_fts_docsize) BEGIN
  INSERT INTO document_fts (document_fts, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
END;
