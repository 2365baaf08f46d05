-- Read models lie in schemas of their own, so that the role that makes and drops their tables needs no rights where the
-- log lies: those that answer questions in one, those that are built beside them in the other
-- (docs/decisions/rebuild-beside-and-switch.md).
CREATE SCHEMA read_model;
CREATE SCHEMA read_model_building;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['credit_file_v1', 'edition_v1', 'ledger_day_v1', 'ledger_v1', 'rating_v1', 'entry_step_v1', 'objection_v1'] LOOP
    IF to_regclass(name) IS NOT NULL THEN
      EXECUTE format('ALTER TABLE %I SET SCHEMA read_model', name);
    END IF;
  END LOOP;
END $$;

-- One row for each partition of a read model's customers; all of them together are the read model. What stood in one
-- row is partition 0 of 1 and stays so until it is rebuilt.
ALTER TABLE projection_checkpoint
  ADD COLUMN stage text COLLATE "C" NOT NULL DEFAULT 'live' CHECK (stage IN ('live', 'building')),
  ADD COLUMN partition integer NOT NULL DEFAULT 0 CHECK (partition >= 0),
  DROP CONSTRAINT projection_checkpoint_pkey,
  ADD PRIMARY KEY (name, stage, version, partition);

-- The partition of a key among so many: the first 32 bits of its SHA-256. The same in libs/platform/projecting/partition.ts.
CREATE FUNCTION partition_of(key text, partitions integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ((get_byte(h, 0)::bigint << 24 | get_byte(h, 1) << 16 | get_byte(h, 2) << 8 | get_byte(h, 3)) % partitions)::integer
  FROM sha256(convert_to(key, 'UTF8')) AS h
$$;
