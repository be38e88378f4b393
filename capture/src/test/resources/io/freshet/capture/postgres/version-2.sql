CREATE TABLE IF NOT EXISTS "public".freshet_outbox (
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    tag text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
COMMENT ON TABLE "public".freshet_outbox IS 'Tags that committed transactions raised. Freshet deletes them when every cache knows.';

-- since: what was written before is not in the outbox; xid: the greatest transaction whose rows were deleted.
CREATE TABLE IF NOT EXISTS "public".freshet_outbox_trimmed (
    xid xid8 NOT NULL,
    since xid8 NOT NULL DEFAULT pg_current_xact_id()
);
-- IF NOT EXISTS would wait for all who write, although there is nothing to do.
DO $freshet$
BEGIN
    IF to_regclass('"public".freshet_outbox_xid_tag') IS NULL THEN
        CREATE UNIQUE INDEX freshet_outbox_xid_tag ON "public".freshet_outbox (xid, tag);
    END IF;
    IF to_regclass('"public".freshet_outbox_trimmed_one') IS NULL THEN
        CREATE UNIQUE INDEX freshet_outbox_trimmed_one ON "public".freshet_outbox_trimmed ((true));
    END IF;
END
$freshet$;
INSERT INTO "public".freshet_outbox_trimmed (xid) VALUES ('0') ON CONFLICT DO NOTHING;

CREATE SEQUENCE IF NOT EXISTS "public".freshet_lineage AS bigint;

-- How many cycles relays have begun.
CREATE SEQUENCE IF NOT EXISTS "public".freshet_cycle AS bigint;

-- How many times instances that Redis does not answer have begun to read the outbox themselves.
CREATE SEQUENCE IF NOT EXISTS "public".freshet_direct AS bigint;

-- The next lineage, greater than the one given. The lock keeps two callers from being handed the same one.
CREATE OR REPLACE FUNCTION "public".freshet_next_lineage(above bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $freshet$
DECLARE
    lineage bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(7382074285560788044);
    lineage := nextval('"public".freshet_lineage');
    IF lineage <= above THEN
        PERFORM setval('"public".freshet_lineage', above);
        lineage := nextval('"public".freshet_lineage');
    END IF;
    RETURN lineage;
END
$freshet$;
REVOKE EXECUTE ON FUNCTION "public".freshet_next_lineage(bigint) FROM PUBLIC;

-- Adds tags to the outbox of the present transaction, if any are given, and answers all that it has there, with the count of direct reads.
-- A transaction that has written nothing gets no transaction id by it. The count is as of now, in every isolation level, and is read when
-- the transaction has its id: whoever counts later knows to wait for it. Older applications ask for the first two columns.
DROP FUNCTION IF EXISTS "public".freshet_collect(text[]);
CREATE FUNCTION "public".freshet_collect(extra text[]) RETURNS TABLE (xid text, tag text, direct bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $freshet$
#variable_conflict use_column
BEGIN
    IF cardinality(extra) > 0 THEN
        INSERT INTO "public".freshet_outbox (tag) SELECT DISTINCT unnest(extra) ON CONFLICT DO NOTHING;
    END IF;
    RETURN QUERY SELECT o.xid::text, o.tag, (SELECT d.last_value + d.is_called::int FROM "public".freshet_direct d)
        FROM "public".freshet_outbox o WHERE o.xid = pg_current_xact_id_if_assigned();
END
$freshet$;

-- Trigger function of tables without a tenant column. Its arguments are the table's names in tags.
CREATE OR REPLACE FUNCTION "public".freshet_capture() RETURNS trigger
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
        INSERT INTO "public".freshet_outbox (tag)
            SELECT 'table/' || name || suffix FROM unnest(TG_ARGV) name, (VALUES (''), ('?')) AS s (suffix)
            ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$freshet$;
COMMENT ON FUNCTION "public".freshet_collect(text[]) IS 'freshet 2 aaaaaaaaaaaa';

-- Trigger function of tables whose tenant column is "tenant_id". Its arguments are the table's names in tags.
CREATE OR REPLACE FUNCTION "public"."freshet_capture_by_tenant_id"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $freshet$
DECLARE
    tenants text[];
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN
            tenants := ARRAY (SELECT DISTINCT n."tenant_id"::text FROM freshet_new n LIMIT 100 + 1);
        WHEN 'DELETE' THEN
            tenants := ARRAY (SELECT DISTINCT o."tenant_id"::text FROM freshet_old o LIMIT 100 + 1);
        WHEN 'UPDATE' THEN
            tenants := ARRAY (SELECT o."tenant_id"::text FROM freshet_old o UNION SELECT n."tenant_id"::text FROM freshet_new n LIMIT 100 + 1);
        ELSE
            tenants := ARRAY [NULL::text];
    END CASE;
    IF cardinality(tenants) = 0 THEN
        RETURN NULL;
    END IF;
    IF cardinality(tenants) > 100 OR array_position(tenants, NULL) IS NOT NULL THEN
        INSERT INTO "public".freshet_outbox (tag)
            SELECT 'table/' || name || suffix FROM unnest(TG_ARGV) name, (VALUES (''), ('?')) AS s (suffix)
            ON CONFLICT DO NOTHING;
    ELSE
        INSERT INTO "public".freshet_outbox (tag)
            SELECT 'table/' || name || suffix
            FROM unnest(TG_ARGV) name, (SELECT '' UNION ALL SELECT '@' || tenant FROM unnest(tenants) tenant) AS s (suffix)
            ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$freshet$;
COMMENT ON FUNCTION "public"."freshet_capture_by_tenant_id"() IS 'freshet 2 bbbbbbbbbbbb';

CREATE OR REPLACE TRIGGER freshet_insert AFTER INSERT ON "public"."bill" REFERENCING NEW TABLE AS freshet_new
    FOR EACH STATEMENT EXECUTE FUNCTION "public"."freshet_capture_by_tenant_id"('bill');
CREATE OR REPLACE TRIGGER freshet_update AFTER UPDATE ON "public"."bill" REFERENCING OLD TABLE AS freshet_old NEW TABLE AS freshet_new
    FOR EACH STATEMENT EXECUTE FUNCTION "public"."freshet_capture_by_tenant_id"('bill');
CREATE OR REPLACE TRIGGER freshet_delete AFTER DELETE ON "public"."bill" REFERENCING OLD TABLE AS freshet_old
    FOR EACH STATEMENT EXECUTE FUNCTION "public"."freshet_capture_by_tenant_id"('bill');
CREATE OR REPLACE TRIGGER freshet_truncate AFTER TRUNCATE ON "public"."bill"
    FOR EACH STATEMENT EXECUTE FUNCTION "public"."freshet_capture_by_tenant_id"('bill');
ALTER TABLE "public"."bill" ENABLE ALWAYS TRIGGER freshet_insert;
ALTER TABLE "public"."bill" ENABLE ALWAYS TRIGGER freshet_update;
ALTER TABLE "public"."bill" ENABLE ALWAYS TRIGGER freshet_delete;
ALTER TABLE "public"."bill" ENABLE ALWAYS TRIGGER freshet_truncate;
CREATE OR REPLACE TRIGGER freshet_insert AFTER INSERT ON "public"."holiday" REFERENCING NEW TABLE AS freshet_new
    FOR EACH STATEMENT EXECUTE FUNCTION "public"."freshet_capture"('holiday');
CREATE OR REPLACE TRIGGER freshet_update AFTER UPDATE ON "public"."holiday" REFERENCING OLD TABLE AS freshet_old NEW TABLE AS freshet_new
    FOR EACH STATEMENT EXECUTE FUNCTION "public"."freshet_capture"('holiday');
CREATE OR REPLACE TRIGGER freshet_delete AFTER DELETE ON "public"."holiday" REFERENCING OLD TABLE AS freshet_old
    FOR EACH STATEMENT EXECUTE FUNCTION "public"."freshet_capture"('holiday');
CREATE OR REPLACE TRIGGER freshet_truncate AFTER TRUNCATE ON "public"."holiday"
    FOR EACH STATEMENT EXECUTE FUNCTION "public"."freshet_capture"('holiday');
ALTER TABLE "public"."holiday" ENABLE ALWAYS TRIGGER freshet_insert;
ALTER TABLE "public"."holiday" ENABLE ALWAYS TRIGGER freshet_update;
ALTER TABLE "public"."holiday" ENABLE ALWAYS TRIGGER freshet_delete;
ALTER TABLE "public"."holiday" ENABLE ALWAYS TRIGGER freshet_truncate;
