-- Surveys beside the log (docs/decisions/answers-without-persons.md): what is not in the log, because it must not stay.

-- Links that wait for the operator's gateway, and the thanks that go with a coupon. The token is encrypted under the
-- customer's own key, and the row goes when the gateway says that it has sent it.
CREATE TABLE survey_outbox (
  message    text COLLATE "C" PRIMARY KEY,
  invitation text COLLATE "C" NOT NULL,
  kind       text COLLATE "C" NOT NULL,
  customer_no text COLLATE "C" NOT NULL,
  channel    text COLLATE "C" NOT NULL,
  token      text,
  token_hash text,
  taken_at   timestamptz
);
CREATE INDEX survey_outbox_invitation ON survey_outbox (invitation);

-- Invitations that were answered: what makes an answer count once. Written together with the letter, and never with
-- anything that says which of the letters it was.
CREATE TABLE survey_spent (
  invitation  text COLLATE "C" PRIMARY KEY,
  customer_no text COLLATE "C" NOT NULL,
  -- Whether the log knows it; if not, it is told after a restart.
  recorded    boolean NOT NULL DEFAULT false
);
CREATE INDEX survey_spent_unrecorded ON survey_spent (invitation) WHERE NOT recorded;

-- Answers that wait for four others of their cell. Encrypted and padded; each time one comes in, all of its cell are
-- written anew, in random order, so that neither their place nor their transaction tells when they came.
CREATE TABLE survey_letter (
  letter text COLLATE "C" PRIMARY KEY,
  cell   text COLLATE "C" NOT NULL,
  sealed text NOT NULL,
  -- Those that are being released together.
  batch  uuid
);
CREATE INDEX survey_letter_cell ON survey_letter (cell) WHERE batch IS NULL;
