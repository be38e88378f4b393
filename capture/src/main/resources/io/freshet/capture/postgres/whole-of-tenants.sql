-- Trigger function of ${table}, of which caches depend on whole tables only, by tenants. It must never fail a write: where the tenants cannot be
-- read, because the table was changed under it, it tells rows that nobody counted, and so it does from the ${limit}th tenant on. Which tenants were told in a
-- transaction is remembered in a setting that ends with it, and that is rolled back with the rows of the outbox. No search path is set, since
-- that costs more than all else: every name has its schema.
CREATE OR REPLACE FUNCTION ${schema}.${function}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER AS $freshet$
DECLARE
    memory pg_catalog.text := coalesce(pg_catalog.current_setting(${memory}, true), '');
    told pg_catalog.text[] := '{}';
    owners pg_catalog.text[];
    noted pg_catalog.text;
BEGIN
    IF memory OPERATOR(pg_catalog.=) 'unknown' THEN
        RETURN NULL;
    END IF;
    IF TG_OP OPERATOR(pg_catalog.<>) 'TRUNCATE' THEN
        BEGIN
            IF memory OPERATOR(pg_catalog.<>) '' THEN
                told := memory::pg_catalog.text[];
            END IF;
            IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
                owners := ARRAY (SELECT DISTINCT c.owner FROM (SELECT ${newOwner} FROM freshet_new n) AS c (owner)
                    WHERE c.owner OPERATOR(pg_catalog.<>) ALL (told) LIMIT ${more});
            ELSIF TG_OP OPERATOR(pg_catalog.=) 'DELETE' THEN
                owners := ARRAY (SELECT DISTINCT c.owner FROM (SELECT ${oldOwner} FROM freshet_old o) AS c (owner)
                    WHERE c.owner OPERATOR(pg_catalog.<>) ALL (told) LIMIT ${more});
            ELSE
                owners := ARRAY (SELECT DISTINCT c.owner
                    FROM (SELECT ${oldOwner} FROM freshet_old o UNION ALL SELECT ${newOwner} FROM freshet_new n) AS c (owner)
                    WHERE c.owner OPERATOR(pg_catalog.<>) ALL (told) LIMIT ${more});
            END IF;
        EXCEPTION WHEN OTHERS THEN
            owners := NULL;
        END;
    END IF;
    IF pg_catalog.cardinality(owners) OPERATOR(pg_catalog.=) 0 THEN
        RETURN NULL;
    END IF;
    told := told OPERATOR(pg_catalog.||) owners;
    IF owners IS NULL OR pg_catalog.cardinality(told) OPERATOR(pg_catalog.>) ${limit} THEN
        noted := pg_catalog.set_config(${memory}, 'unknown', true);
        noted := ${unknownNoted};
        INSERT INTO ${schema}.freshet_outbox (tag) VALUES ${unknown};
    ELSE
        noted := pg_catalog.set_config(${memory}, told::pg_catalog.text, true);
        noted := ${ownersNoted};
        INSERT INTO ${schema}.freshet_outbox (tag)
            SELECT b.base OPERATOR(pg_catalog.||) f.owner FROM (VALUES ${bases}) AS b (base), pg_catalog.unnest(owners) AS f (owner);
    END IF;
    RETURN NULL;
END
$freshet$;
