-- Which customer's stream holds a document number (docs/decisions/document-numbers.md). A write-side index, claimed
-- before the append and rebuilt from the log; no foreign key, because the log may lie in another store.
CREATE TABLE document (
  kind        text COLLATE "C" NOT NULL,
  number      text COLLATE "C" NOT NULL,
  customer_no text COLLATE "C" NOT NULL,
  PRIMARY KEY (kind, number)
);
