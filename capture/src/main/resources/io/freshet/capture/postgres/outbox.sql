CREATE TABLE IF NOT EXISTS ${schema}.freshet_outbox (
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    tag text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
COMMENT ON TABLE ${schema}.freshet_outbox IS 'Tags that committed transactions raised. Freshet deletes them when every cache knows.';

-- since: what was written before is not in the outbox; xid: the greatest transaction whose rows were deleted.
CREATE TABLE IF NOT EXISTS ${schema}.freshet_outbox_trimmed (
    xid xid8 NOT NULL,
    since xid8 NOT NULL DEFAULT pg_current_xact_id()
);
-- IF NOT EXISTS would wait for all who write, although there is nothing to do. Not unique, as it was until version 8: to be told of what is there already
-- costs a writer more than the row. Who tells looks first, or remembers; a row that is there twice does no harm.
DO $freshet$
BEGIN
    IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(${tagIndex}) AND indisunique) THEN
        DROP INDEX ${schema}.freshet_outbox_xid_tag;
    END IF;
    IF to_regclass(${tagIndex}) IS NULL THEN
        CREATE INDEX freshet_outbox_xid_tag ON ${schema}.freshet_outbox (xid, tag);
    END IF;
    IF to_regclass(${trimmedIndex}) IS NULL THEN
        CREATE UNIQUE INDEX freshet_outbox_trimmed_one ON ${schema}.freshet_outbox_trimmed ((true));
    END IF;
END
$freshet$;
INSERT INTO ${schema}.freshet_outbox_trimmed (xid) VALUES ('0') ON CONFLICT DO NOTHING;

CREATE SEQUENCE IF NOT EXISTS ${schema}.freshet_lineage AS bigint;

-- How many cycles relays have begun.
CREATE SEQUENCE IF NOT EXISTS ${schema}.freshet_cycle AS bigint;

-- How many times instances that Redis does not answer have begun to read the outbox themselves. Every writer asks for it: the first number is taken
-- here, since a sequence that has given out none has no last value, and to look for it in another way is dear.
CREATE SEQUENCE IF NOT EXISTS ${schema}.freshet_direct AS bigint;
GRANT SELECT ON SEQUENCE ${schema}.freshet_direct TO PUBLIC;
DO $freshet$
BEGIN
    PERFORM nextval(${direct}) FROM ${schema}.freshet_direct WHERE NOT is_called;
END
$freshet$;

-- The next lineage, greater than the one given. The lock keeps two callers from being handed the same one.
CREATE OR REPLACE FUNCTION ${schema}.freshet_next_lineage(above bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $freshet$
DECLARE
    lineage bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(${lock});
    lineage := nextval(${lineage});
    IF lineage <= above THEN
        PERFORM setval(${lineage}, above);
        lineage := nextval(${lineage});
    END IF;
    RETURN lineage;
END
$freshet$;
REVOKE EXECUTE ON FUNCTION ${schema}.freshet_next_lineage(bigint) FROM PUBLIC;

-- Adds tags to the outbox of the present transaction that are not there; answers how many. The outbox is not scanned, though this may have been planned when
-- it was empty. A serializable transaction does not look: it would fail for what others have put beside it.
CREATE OR REPLACE FUNCTION ${schema}.freshet_tell(tags text[]) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET enable_seqscan = off AS $freshet$
DECLARE
    added pg_catalog.int4;
BEGIN
    IF pg_catalog.current_setting('transaction_isolation') OPERATOR(pg_catalog.=) 'serializable' THEN
        INSERT INTO ${schema}.freshet_outbox (tag) SELECT DISTINCT t.tag FROM pg_catalog.unnest(tags) AS t (tag);
    ELSE
        INSERT INTO ${schema}.freshet_outbox (tag) SELECT DISTINCT t.tag FROM pg_catalog.unnest(tags) AS t (tag)
            WHERE NOT EXISTS (SELECT FROM ${schema}.freshet_outbox o
                WHERE o.xid OPERATOR(pg_catalog.=) pg_catalog.pg_current_xact_id() AND o.tag OPERATOR(pg_catalog.=) t.tag);
    END IF;
    GET DIAGNOSTICS added = ROW_COUNT;
    RETURN added;
END
$freshet$;

-- Adds tags to the outbox of the present transaction, if any are given, and answers all that it has there, with the count of direct reads.
-- A transaction that has written nothing gets no transaction id by it. The count is as of now, in every isolation level, and is read when
-- the transaction has its id: whoever counts later knows to wait for it. One that must only read answers tags without an id: they are to be kept by
-- another. Older applications ask for the first two columns. Every name has its schema, since setting the search path costs more than the rest.
DROP FUNCTION IF EXISTS ${schema}.freshet_collect(text[]);
CREATE FUNCTION ${schema}.freshet_collect(extra text[]) RETURNS TABLE (xid text, tag text, direct bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET enable_seqscan = off AS $freshet$
#variable_conflict use_column
BEGIN
    IF pg_catalog.cardinality(extra) OPERATOR(pg_catalog.>) 0 THEN
        IF pg_catalog.current_setting('transaction_read_only')::pg_catalog.bool THEN
            RETURN QUERY SELECT NULL::pg_catalog.text, e.tag, NULL::pg_catalog.int8
                FROM (SELECT pg_catalog.unnest(extra)
                      UNION SELECT o.tag FROM ${schema}.freshet_outbox o
                      WHERE o.xid OPERATOR(pg_catalog.=) pg_catalog.pg_current_xact_id_if_assigned()) AS e (tag);
            RETURN;
        END IF;
        PERFORM ${noneNoted};
        PERFORM ${schema}.freshet_tell(extra);
    END IF;
    RETURN QUERY SELECT o.xid::pg_catalog.text, o.tag,
            (SELECT d.last_value OPERATOR(pg_catalog.+) d.is_called::pg_catalog.int4 FROM ${schema}.freshet_direct d)
        FROM ${schema}.freshet_outbox o WHERE o.xid OPERATOR(pg_catalog.=) pg_catalog.pg_current_xact_id_if_assigned();
END
$freshet$;

-- The same tags for a writer that has asked what was noted, where that does not say all: as one value, since a query of rows costs those who do not need it.
CREATE OR REPLACE FUNCTION ${schema}.freshet_kept() RETURNS text[]
    LANGUAGE plpgsql SECURITY DEFINER SET enable_seqscan = off AS $freshet$
BEGIN
    RETURN ARRAY(SELECT o.tag FROM ${schema}.freshet_outbox o
        WHERE o.xid OPERATOR(pg_catalog.=) pg_catalog.pg_current_xact_id_if_assigned());
END
$freshet$;

-- The count of direct reads for a writer to whom the server does not say it: where the right to read the sequence was taken away.
CREATE OR REPLACE FUNCTION ${schema}.freshet_direct_reads() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER AS $freshet$
BEGIN
    RETURN (SELECT d.last_value OPERATOR(pg_catalog.+) d.is_called::pg_catalog.int4 FROM ${schema}.freshet_direct d);
END
$freshet$;

-- Which writes caches depend on: the trigger function of each table is generated from these, and is never generated without one of them.
CREATE TABLE IF NOT EXISTS ${schema}.freshet_shape (
    table_name text NOT NULL,
    pinned text[] NOT NULL,
    reads text[] NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (table_name, pinned, reads)
);
-- Applications of version 3 know no conditions: for them each is the name of a column, with a digest, in reads.
ALTER TABLE ${schema}.freshet_shape ADD COLUMN IF NOT EXISTS condition text NOT NULL DEFAULT '';
COMMENT ON TABLE ${schema}.freshet_shape IS 'Tables, rows and columns that caches depend on. The triggers of Freshet are generated from it.';
GRANT SELECT ON ${schema}.freshet_shape TO PUBLIC;

-- Which application has said when that it depends on which of them, for people: nothing is generated from it, and no shape is dropped for want of it.
CREATE TABLE IF NOT EXISTS ${schema}.freshet_shape_asked (
    application text NOT NULL,
    table_name text NOT NULL,
    pinned text[] NOT NULL,
    reads text[] NOT NULL,
    asked timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (application, table_name, pinned, reads)
);
GRANT SELECT ON ${schema}.freshet_shape_asked TO PUBLIC;

-- Notes that an application depends on these; the columns of each are separated by the character 31. Other shapes than those that are registered are
-- not noted, and none twice in a minute.
CREATE OR REPLACE FUNCTION ${schema}.freshet_shapes_asked(application text, tables text[], pinned text[], reads text[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $freshet$
    INSERT INTO ${schema}.freshet_shape_asked AS a (application, table_name, pinned, reads)
        SELECT $1, s.table_name, s.pinned, s.reads
        FROM unnest($2, $3, $4) AS g (table_name, pinned, reads) JOIN ${schema}.freshet_shape s
            ON s.table_name = g.table_name AND s.pinned = string_to_array(g.pinned, chr(31)) AND s.reads = string_to_array(g.reads, chr(31))
        ON CONFLICT (application, table_name, pinned, reads) DO UPDATE SET asked = now() WHERE a.asked < now() - interval '1 minute'
$freshet$;

-- Trigger function of the triggers that applications of version 2 and before install.
CREATE OR REPLACE FUNCTION ${schema}.freshet_capture() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $freshet$
DECLARE
    touched boolean;
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN touched := EXISTS (SELECT FROM freshet_new);
        WHEN 'TRUNCATE' THEN touched := true;
        ELSE touched := EXISTS (SELECT FROM freshet_old);
    END CASE;
    IF touched THEN
        PERFORM ${noneNoted};
        PERFORM ${schema}.freshet_tell(ARRAY(
            SELECT 'table/' || name || suffix FROM unnest(TG_ARGV) name, (VALUES (''), ('?')) AS s (suffix)));
    END IF;
    RETURN NULL;
END
$freshet$;
