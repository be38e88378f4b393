-- Freshet: create triggers on table "public"."bill"
DO $freshet$
BEGIN
    IF EXISTS (SELECT FROM "public".freshet_shape s WHERE s.table_name = ANY (ARRAY['bill']::text[])
               AND NOT EXISTS (SELECT FROM (VALUES ('bill', ARRAY['amount']::text[], ARRAY['amount', 'paid', 'where:e8f2868994cbd131']::text[]),
    ('bill', ARRAY['amount']::text[], ARRAY['amount', 'where:a62fceb6c36fe4ad']::text[]),
    ('bill', ARRAY['id']::text[], ARRAY[]::text[])) AS k (table_name, pinned, reads)
                               WHERE (k.table_name, k.pinned, k.reads) = (s.table_name, s.pinned, s.reads))) THEN
        RAISE EXCEPTION 'Caches depend on writes to % that this script does not know: write it anew', '"public"."bill"'
            USING HINT = 'It was written before another application registered them in freshet_shape.';
    END IF;
END
$freshet$;
INSERT INTO "public".freshet_shape (table_name, pinned, reads) VALUES ('bill', ARRAY['amount']::text[], ARRAY['amount', 'paid', 'where:e8f2868994cbd131']::text[]),
    ('bill', ARRAY['amount']::text[], ARRAY['amount', 'where:a62fceb6c36fe4ad']::text[]),
    ('bill', ARRAY['id']::text[], ARRAY[]::text[]) ON CONFLICT DO NOTHING;
-- Trigger function of "public"."bill", for the shapes that caches depend on. It must never fail a write: what it cannot compute, because the table
-- was changed under it, it tells as rows that nobody counted. Nothing is written where errors are caught, so that no subtransaction gets an id.
CREATE OR REPLACE FUNCTION "public"."freshet_capture_of_public.bill"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $freshet$
#variable_conflict use_column
DECLARE
    whole text[];
    rows text[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT FROM freshet_new) THEN
            RETURN NULL;
        END IF;
    ELSIF TG_OP <> 'TRUNCATE' THEN
        IF NOT EXISTS (SELECT FROM freshet_old) THEN
            RETURN NULL;
        END IF;
    END IF;
    BEGIN
        CASE TG_OP
            WHEN 'INSERT' THEN
                whole := '{}'::text[];
                rows := CASE WHEN (SELECT count(*) FROM (SELECT FROM freshet_new LIMIT 1000 + 1) AS counted) > 1000 THEN ARRAY['table/bill?']
                    ELSE ARRAY (SELECT DISTINCT CASE WHEN length(f.tag) <= 500 THEN f.tag ELSE left(f.tag, 500) || '~' || left(encode(sha256(convert_to(f.tag, 'UTF8')), 'hex'), 16) END
                    FROM freshet_new n
                    CROSS JOIN LATERAL (VALUES ('rows/bill[amount,paid,where:e8f2868994cbd131]/amount=' || coalesce(n."amount"::text, '~'), coalesce('@' || n."tenant_id"::text, '@?'), true),
                        ('rows/bill[amount,where:a62fceb6c36fe4ad]/amount=' || coalesce(n."amount"::text, '~'), coalesce('@' || n."tenant_id"::text, '@?'), true),
                        ('rows/bill/id=' || coalesce(n."id"::text, '~'), coalesce('@' || n."tenant_id"::text, '@?'), true)) AS v (base, owner, told)
                    CROSS JOIN LATERAL (VALUES (v.base), (v.base || v.owner)) AS f (tag)
                    WHERE v.told AND f.tag IS NOT NULL LIMIT 100 + 1) END;
            WHEN 'DELETE' THEN
                whole := '{}'::text[];
                rows := CASE WHEN (SELECT count(*) FROM (SELECT FROM freshet_old LIMIT 1000 + 1) AS counted) > 1000 THEN ARRAY['table/bill?']
                    ELSE ARRAY (SELECT DISTINCT CASE WHEN length(f.tag) <= 500 THEN f.tag ELSE left(f.tag, 500) || '~' || left(encode(sha256(convert_to(f.tag, 'UTF8')), 'hex'), 16) END
                    FROM freshet_old o
                    CROSS JOIN LATERAL (VALUES ('rows/bill[amount,paid,where:e8f2868994cbd131]/amount=' || coalesce(o."amount"::text, '~'), coalesce('@' || o."tenant_id"::text, '@?'), true),
                        ('rows/bill[amount,where:a62fceb6c36fe4ad]/amount=' || coalesce(o."amount"::text, '~'), coalesce('@' || o."tenant_id"::text, '@?'), true),
                        ('rows/bill/id=' || coalesce(o."id"::text, '~'), coalesce('@' || o."tenant_id"::text, '@?'), true)) AS v (base, owner, told)
                    CROSS JOIN LATERAL (VALUES (v.base), (v.base || v.owner)) AS f (tag)
                    WHERE v.told AND f.tag IS NOT NULL LIMIT 100 + 1) END;
            WHEN 'UPDATE' THEN
                whole := '{}'::text[];
                rows := CASE WHEN (SELECT count(*) FROM (SELECT FROM freshet_old LIMIT 1000 + 1) AS counted) > 1000 THEN ARRAY['table/bill?']
                    ELSE ARRAY (SELECT DISTINCT CASE WHEN length(f.tag) <= 500 THEN f.tag ELSE left(f.tag, 500) || '~' || left(encode(sha256(convert_to(f.tag, 'UTF8')), 'hex'), 16) END
                    FROM freshet_old o FULL JOIN freshet_new n ON o."id" = n."id"
                    CROSS JOIN LATERAL (VALUES ('rows/bill[amount,paid,where:e8f2868994cbd131]/amount=' || coalesce(o."amount"::text, '~'), coalesce('@' || o."tenant_id"::text, '@?'), o."id" IS NOT NULL AND (o."id" IS NULL OR n."id" IS NULL OR true)),
                        ('rows/bill[amount,paid,where:e8f2868994cbd131]/amount=' || coalesce(n."amount"::text, '~'), coalesce('@' || n."tenant_id"::text, '@?'), n."id" IS NOT NULL AND (o."id" IS NULL OR n."id" IS NULL OR true)),
                        ('rows/bill[amount,where:a62fceb6c36fe4ad]/amount=' || coalesce(o."amount"::text, '~'), coalesce('@' || o."tenant_id"::text, '@?'), o."id" IS NOT NULL AND (o."id" IS NULL OR n."id" IS NULL OR true)),
                        ('rows/bill[amount,where:a62fceb6c36fe4ad]/amount=' || coalesce(n."amount"::text, '~'), coalesce('@' || n."tenant_id"::text, '@?'), n."id" IS NOT NULL AND (o."id" IS NULL OR n."id" IS NULL OR true)),
                        ('rows/bill/id=' || coalesce(o."id"::text, '~'), coalesce('@' || o."tenant_id"::text, '@?'), o."id" IS NOT NULL AND (o."id" IS NULL OR n."id" IS NULL OR o.*::record *<> n.*::record)),
                        ('rows/bill/id=' || coalesce(n."id"::text, '~'), coalesce('@' || n."tenant_id"::text, '@?'), n."id" IS NOT NULL AND (o."id" IS NULL OR n."id" IS NULL OR o.*::record *<> n.*::record))) AS v (base, owner, told)
                    CROSS JOIN LATERAL (VALUES (v.base), (v.base || v.owner)) AS f (tag)
                    WHERE v.told AND f.tag IS NOT NULL LIMIT 100 + 1) END;
            ELSE
                whole := '{}'::text[];
                rows := ARRAY['table/bill?'];
        END CASE;
    EXCEPTION WHEN OTHERS THEN
        whole := '{}'::text[];
        rows := ARRAY['table/bill?'];
    END;
    IF cardinality(rows) > 100 THEN
        rows := ARRAY['table/bill?'];
    END IF;
    INSERT INTO "public".freshet_outbox (tag) SELECT DISTINCT unnest(whole || rows) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$freshet$;
CREATE OR REPLACE TRIGGER freshet_told_insert AFTER INSERT ON "public"."bill" REFERENCING NEW TABLE AS freshet_new
    FOR EACH STATEMENT EXECUTE FUNCTION "public"."freshet_capture_of_public.bill"();
CREATE OR REPLACE TRIGGER freshet_told_update AFTER UPDATE ON "public"."bill" REFERENCING OLD TABLE AS freshet_old NEW TABLE AS freshet_new
    FOR EACH STATEMENT EXECUTE FUNCTION "public"."freshet_capture_of_public.bill"();
CREATE OR REPLACE TRIGGER freshet_told_delete AFTER DELETE ON "public"."bill" REFERENCING OLD TABLE AS freshet_old
    FOR EACH STATEMENT EXECUTE FUNCTION "public"."freshet_capture_of_public.bill"();
CREATE OR REPLACE TRIGGER freshet_told_truncate AFTER TRUNCATE ON "public"."bill"
    FOR EACH STATEMENT EXECUTE FUNCTION "public"."freshet_capture_of_public.bill"();
ALTER TABLE "public"."bill" ENABLE ALWAYS TRIGGER freshet_told_insert;
ALTER TABLE "public"."bill" ENABLE ALWAYS TRIGGER freshet_told_update;
ALTER TABLE "public"."bill" ENABLE ALWAYS TRIGGER freshet_told_delete;
ALTER TABLE "public"."bill" ENABLE ALWAYS TRIGGER freshet_told_truncate;
COMMENT ON FUNCTION "public"."freshet_capture_of_public.bill"() IS 'freshet 3 6067cffa0e12';
