-- How far each version of a read model has come. Moved in the transaction that also writes its rows.
CREATE TABLE projection_checkpoint (
  name     text COLLATE "C" NOT NULL,
  version  integer NOT NULL,
  position bigint NOT NULL CHECK (position >= 0),
  PRIMARY KEY (name, version)
);
