-- Trigger function of ${table}, of which caches depend on whole tables only, without tenants, and whose rows lie in other tables. What was told in a
-- transaction is noted in a setting that ends with it, that is rolled back with the rows of the outbox, and that its writer asks for. No search path is set, since that costs more than all else: every name has its schema.
CREATE OR REPLACE FUNCTION ${schema}.${function}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER AS $freshet$
DECLARE
    noted pg_catalog.text;
BEGIN
    IF ${isToldNoted} AND TG_OP OPERATOR(pg_catalog.<>) 'TRUNCATE' THEN
        RETURN NULL;
    END IF;
    IF TG_OP OPERATOR(pg_catalog.=) 'TRUNCATE' THEN
        IF ${isUnknownNoted} THEN
            RETURN NULL;
        END IF;
        noted := ${unknownNoted};
        INSERT INTO ${schema}.freshet_outbox (tag) VALUES ${unknown};
        RETURN NULL;
    END IF;
    IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
        IF NOT EXISTS (SELECT FROM freshet_new) THEN
            RETURN NULL;
        END IF;
    ELSIF NOT EXISTS (SELECT FROM freshet_old) THEN
        RETURN NULL;
    END IF;
    noted := ${toldNoted};
    INSERT INTO ${schema}.freshet_outbox (tag) VALUES ${told};
    RETURN NULL;
END
$freshet$;
