-- A read model that listens to rare types finds them without reading the whole log: the log of a supplier is bills and
-- payments, and a rating or an edition is one event in a million.
CREATE INDEX event_type_seq ON event (type, seq);
