-- A story on disk. Documents, codings and problems are what was read; every table below them is told anew by each
-- build from the codings, so it is dropped and filled, never migrated. Opens in Datasette as it is.

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
  UNIQUE (document, step, message)
);
CREATE TABLE IF NOT EXISTS told (
  key TEXT PRIMARY KEY,               -- 'story': the story as of its newest document, as JSON; 'inputs': its fingerprint
  body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS event (
  id TEXT PRIMARY KEY, date TEXT, date_end TEXT, date_precision TEXT, date_basis TEXT, type TEXT, mode TEXT,
  quad INTEGER, intensity REAL, actor TEXT, recipient TEXT, polarity TEXT, modality TEXT, confidence REAL,
  independent_sources INTEGER
);
CREATE TABLE IF NOT EXISTS event_mention (
  event TEXT REFERENCES event(id), document TEXT REFERENCES document(id), start INTEGER, "end" INTEGER, text TEXT,
  hedged INTEGER, denied INTEGER, attribution TEXT, rule TEXT, confidence REAL
);
CREATE INDEX IF NOT EXISTS event_by_date ON event(date);
CREATE INDEX IF NOT EXISTS event_mention_by_event ON event_mention(event);
CREATE TABLE IF NOT EXISTS quote (
  id TEXT, speaker TEXT, speaker_text TEXT, cue TEXT, text TEXT, quote_type TEXT, basis TEXT, firmness TEXT,
  document TEXT REFERENCES document(id), start INTEGER, "end" INTEGER, date TEXT, rule TEXT
);
CREATE TABLE IF NOT EXISTS claim (
  id TEXT PRIMARY KEY, question TEXT, subject TEXT, what TEXT, low REAL, high REAL, unit TEXT, rate TEXT, qualifier TEXT,
  scope TEXT, as_of TEXT, as_of_basis TEXT, basis TEXT, firmness TEXT, attribution TEXT,
  document TEXT REFERENCES document(id), start INTEGER, "end" INTEGER, text TEXT, sentence_start INTEGER,
  sentence_end INTEGER, sentence TEXT, rule TEXT
);
CREATE TABLE IF NOT EXISTS question (id TEXT PRIMARY KEY, what TEXT, claims TEXT, verdict TEXT, differences TEXT);
CREATE TABLE IF NOT EXISTS phase (
  id TEXT PRIMARY KEY, label TEXT, start TEXT, "end" TEXT, polarity TEXT, sources INTEGER, evidence TEXT
);
CREATE TABLE IF NOT EXISTS turning_point (
  id TEXT PRIMARY KEY, date TEXT, earliest TEXT, latest TEXT, causes TEXT, events TEXT
);
CREATE TABLE IF NOT EXISTS expectation (
  id TEXT PRIMARY KEY, type TEXT, what TEXT, who TEXT, said TEXT, due TEXT, due_end TEXT, due_precision TEXT, status TEXT,
  closed_by TEXT, firmness TEXT, document TEXT REFERENCES document(id), start INTEGER, "end" INTEGER, text TEXT, rule TEXT
);
CREATE TABLE IF NOT EXISTS reaction (
  id TEXT PRIMARY KEY, author TEXT, document TEXT REFERENCES document(id), start INTEGER, "end" INTEGER, text TEXT,
  stance TEXT, toward TEXT, rule TEXT
);
CREATE TABLE IF NOT EXISTS characterisation (
  id TEXT PRIMARY KEY, date TEXT, date_end TEXT, state TEXT, polarity TEXT, cause TEXT,
  document TEXT REFERENCES document(id), start INTEGER, "end" INTEGER, text TEXT, firmness TEXT, rule TEXT
);
CREATE VIRTUAL TABLE IF NOT EXISTS document_fts USING fts5(title, text, content='document', content_rowid='rowid');
CREATE VIRTUAL TABLE IF NOT EXISTS passage_fts USING fts5(kind UNINDEXED, id UNINDEXED, text);
