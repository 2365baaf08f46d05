-- Keys of personal data, one per subject, each wrapped under the master key. Destroying a row erases the person from
-- the log (docs/decisions/personal-data.md); the mark that it was destroyed stays, so that no second key is made.
CREATE TABLE subject_key (
  subject      text COLLATE "C" PRIMARY KEY,
  wrapped      bytea,
  destroyed_at timestamptz,
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
