DROP FUNCTION IF EXISTS ${schema}.freshet_capture();
DROP FUNCTION IF EXISTS ${schema}.freshet_collect(text[]);
DROP FUNCTION IF EXISTS ${schema}.freshet_next_lineage(bigint);
DROP SEQUENCE IF EXISTS ${schema}.freshet_lineage;
DROP SEQUENCE IF EXISTS ${schema}.freshet_cycle;
DROP SEQUENCE IF EXISTS ${schema}.freshet_direct;
DROP TABLE IF EXISTS ${schema}.freshet_outbox_trimmed;
DROP TABLE IF EXISTS ${schema}.freshet_outbox;
