-- How many times relays have asked whether all is told that they see, and up to which question the reader of the log has answered.
CREATE SEQUENCE IF NOT EXISTS ${schema}.freshet_log_asked AS bigint;
CREATE SEQUENCE IF NOT EXISTS ${schema}.freshet_log_told AS bigint MINVALUE 0 START 0;
-- Up to where readers have told the log; a slot that begins later is another one.
CREATE TABLE IF NOT EXISTS ${schema}.freshet_log (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    position pg_lsn NOT NULL
);
INSERT INTO ${schema}.freshet_log (position) VALUES ('0/0') ON CONFLICT DO NOTHING;
