-- A telling: what the documents tell as of a day. Dropped and filled by each build, never migrated.
-- Every row's `body` is the whole record as JSON; the columns before it are for SQL and for pages.
CREATE TABLE IF NOT EXISTS told (
  key TEXT PRIMARY KEY,               -- 'inputs': the fingerprint; 'arc', 'extent', 'facets', 'leading', 'state': page-ready; else a field of the Story
  body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS told_document (
  id TEXT PRIMARY KEY REFERENCES document(id), outlet TEXT, title TEXT, published TEXT, place TEXT, copy_of TEXT,
  events INTEGER, quotes INTEGER, claims INTEGER, characters INTEGER,
  path TEXT, url TEXT, source_id TEXT, publisher TEXT, author TEXT,  -- as in document, whose rows are long
  body TEXT NOT NULL                  -- the published date as JSON: the coding may have inferred it
);
CREATE INDEX IF NOT EXISTS told_document_by_place ON told_document(place);
CREATE INDEX IF NOT EXISTS told_document_by_outlet ON told_document(outlet, place);
CREATE INDEX IF NOT EXISTS told_document_by_copy ON told_document(copy_of) WHERE copy_of IS NOT NULL;
CREATE TABLE IF NOT EXISTS event (
  id TEXT PRIMARY KEY, date TEXT, date_end TEXT, date_precision TEXT, date_basis TEXT, type TEXT, mode TEXT,
  quad INTEGER, intensity REAL, actor TEXT, recipient TEXT, polarity TEXT, modality TEXT, confidence REAL,
  independent_sources INTEGER,
  differences TEXT,                   -- what its reports disagree on, as JSON
  place TEXT,                         -- where it stands in a list by day: its day, '~' if unknown, and its id
  lane TEXT,                          -- who acts on whom: 'a>b', 'joint'; '' where only one of the actors takes part
  certainty TEXT,                     -- asserted, hedged or denied by every report; planned, hypothetical, negated
  drawn INTEGER,                      -- whether it stands on the timeline
  weight REAL, body TEXT NOT NULL
);
-- Every choice of events is put in order within this one index.
CREATE INDEX IF NOT EXISTS event_by_place
  ON event(place, lane, type, quad, certainty, independent_sources, drawn, modality, id);
CREATE INDEX IF NOT EXISTS event_planned ON event(place) WHERE drawn AND modality = 'planned';
CREATE INDEX IF NOT EXISTS event_drawn ON event(lane, place) WHERE drawn AND modality = 'asserted';
CREATE TABLE IF NOT EXISTS event_mention (
  event TEXT REFERENCES event(id), document TEXT REFERENCES document(id), start INTEGER, "end" INTEGER, text TEXT,
  hedged INTEGER, denied INTEGER, attribution TEXT, rule TEXT, confidence REAL, outlet TEXT
);
CREATE INDEX IF NOT EXISTS event_mention_by_event ON event_mention(event);
CREATE INDEX IF NOT EXISTS event_mention_by_document ON event_mention(document);
CREATE INDEX IF NOT EXISTS event_mention_by_outlet ON event_mention(outlet, event);
CREATE TABLE IF NOT EXISTS tally (
  unit TEXT, lane TEXT, first TEXT, after TEXT, side TEXT, level TEXT, total REAL, count INTEGER
);
CREATE TABLE IF NOT EXISTS quote (
  id TEXT, speaker TEXT, speaker_text TEXT, cue TEXT, text TEXT, quote_type TEXT, basis TEXT, firmness TEXT,
  document TEXT REFERENCES document(id), start INTEGER, "end" INTEGER, date TEXT, rule TEXT,
  place TEXT, spoken INTEGER, who TEXT, body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS quote_by_id ON quote(id);
CREATE INDEX IF NOT EXISTS quote_by_document ON quote(document);
CREATE INDEX IF NOT EXISTS quote_by_place ON quote(spoken, place);
CREATE INDEX IF NOT EXISTS quote_by_kind ON quote(quote_type, place);
CREATE INDEX IF NOT EXISTS quote_by_who ON quote(who, spoken, place);
CREATE TABLE IF NOT EXISTS claim (
  id TEXT PRIMARY KEY, question TEXT, subject TEXT, what TEXT, low REAL, high REAL, unit TEXT, rate TEXT, qualifier TEXT,
  scope TEXT, as_of TEXT, as_of_basis TEXT, basis TEXT, firmness TEXT, attribution TEXT,
  document TEXT REFERENCES document(id), start INTEGER, "end" INTEGER, text TEXT, sentence_start INTEGER,
  sentence_end INTEGER, sentence TEXT, rule TEXT, body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS claim_by_document ON claim(document);
CREATE TABLE IF NOT EXISTS question (
  id TEXT PRIMARY KEY, what TEXT, claims TEXT, verdict TEXT, differences TEXT, answers INTEGER, unexplained INTEGER,
  body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS question_by_answers ON question(answers DESC, unexplained DESC, id);
CREATE INDEX IF NOT EXISTS question_by_verdict ON question(verdict, answers DESC, id);
CREATE TABLE IF NOT EXISTS phase (
  id TEXT PRIMARY KEY, label TEXT, start TEXT, "end" TEXT, polarity TEXT, sources INTEGER, evidence TEXT,
  body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS turning_point (
  id TEXT PRIMARY KEY, date TEXT, earliest TEXT, latest TEXT, causes TEXT, events TEXT, body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS expectation (
  id TEXT PRIMARY KEY, type TEXT, what TEXT, who TEXT, said TEXT, due TEXT, due_end TEXT, due_precision TEXT, status TEXT,
  closed_by TEXT, firmness TEXT, document TEXT REFERENCES document(id), start INTEGER, "end" INTEGER, text TEXT, rule TEXT,
  place TEXT, body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS expectation_by_document ON expectation(document);
CREATE INDEX IF NOT EXISTS expectation_by_place ON expectation(place);
CREATE INDEX IF NOT EXISTS expectation_by_status ON expectation(status, place);
CREATE TABLE IF NOT EXISTS reaction (
  id TEXT PRIMARY KEY, author TEXT, document TEXT REFERENCES document(id), start INTEGER, "end" INTEGER, text TEXT,
  stance TEXT, toward TEXT,
  event TEXT, event_basis TEXT,       -- what it responds to, and how that is known
  rule TEXT, place TEXT, body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS reaction_by_event ON reaction(event);
CREATE INDEX IF NOT EXISTS reaction_by_document ON reaction(document);
CREATE INDEX IF NOT EXISTS reaction_by_place ON reaction(place);
CREATE INDEX IF NOT EXISTS reaction_by_stance ON reaction(stance, place);
CREATE TABLE IF NOT EXISTS characterisation (
  id TEXT PRIMARY KEY, date TEXT, date_end TEXT, state TEXT, polarity TEXT, cause TEXT,
  document TEXT REFERENCES document(id), start INTEGER, "end" INTEGER, text TEXT, firmness TEXT, rule TEXT,
  body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS characterisation_by_document ON characterisation(document);
-- Each two of the actors: the signed network. `good` and `bad` are summed weights of the dated acts either way.
CREATE TABLE IF NOT EXISTS pair (
  id TEXT PRIMARY KEY, a TEXT, b TEXT, "between" TEXT, events INTEGER, sources INTEGER, good REAL, bad REAL, balance REAL,
  label TEXT, polarity TEXT, since TEXT, phases TEXT, turning_points TEXT, body TEXT NOT NULL
);
-- By month and direction: summed PLOVER intensities of words and of deeds.
CREATE TABLE IF NOT EXISTS talk (
  id TEXT PRIMARY KEY, month TEXT, actor TEXT, recipient TEXT, words REAL, deeds REAL, events TEXT, body TEXT NOT NULL
);
-- By month: how many of an actor's own words there are, and how many of them name another actor.
CREATE TABLE IF NOT EXISTS attention (
  id TEXT PRIMARY KEY, month TEXT, actor TEXT, other TEXT, quotes INTEGER, naming INTEGER, evidence TEXT,
  body TEXT NOT NULL
);
-- What this telling tells otherwise than the one before it.
CREATE TABLE IF NOT EXISTS change (
  id TEXT PRIMARY KEY, change TEXT, record TEXT, record_id TEXT, text TEXT, before TEXT, body TEXT NOT NULL
);
-- The telling before, as far as changes are found by it, while documents that it told from are gone.
CREATE TABLE IF NOT EXISTS held (body TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS passage_fts USING fts5(kind UNINDEXED, id UNINDEXED, text);
