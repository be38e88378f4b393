-- Trigger function of tables whose tenant column is ${tenant}. Its arguments are the table's names in tags.
CREATE OR REPLACE FUNCTION ${schema}.${function}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $freshet$
DECLARE
    tenants text[];
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN
            tenants := ARRAY (SELECT DISTINCT n.${tenant}::text FROM freshet_new n LIMIT ${limit} + 1);
        WHEN 'DELETE' THEN
            tenants := ARRAY (SELECT DISTINCT o.${tenant}::text FROM freshet_old o LIMIT ${limit} + 1);
        WHEN 'UPDATE' THEN
            tenants := ARRAY (SELECT o.${tenant}::text FROM freshet_old o UNION SELECT n.${tenant}::text FROM freshet_new n LIMIT ${limit} + 1);
        ELSE
            tenants := ARRAY [NULL::text];
    END CASE;
    IF cardinality(tenants) = 0 THEN
        RETURN NULL;
    END IF;
    IF cardinality(tenants) > ${limit} OR array_position(tenants, NULL) IS NOT NULL THEN
        INSERT INTO ${schema}.freshet_outbox (tag)
            SELECT 'table/' || name || suffix FROM unnest(TG_ARGV) name, (VALUES (''), ('?')) AS s (suffix)
            ON CONFLICT DO NOTHING;
    ELSE
        INSERT INTO ${schema}.freshet_outbox (tag)
            SELECT 'table/' || name || suffix
            FROM unnest(TG_ARGV) name, (SELECT '' UNION ALL SELECT '@' || tenant FROM unnest(tenants) tenant) AS s (suffix)
            ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$freshet$;
