-- Trigger function of ${table}, for the shapes that caches depend on. It must never fail a write: what it cannot compute, because the table
-- was changed under it, it tells as rows that nobody counted. Nothing is written where errors are caught, so that no subtransaction gets an id.
CREATE OR REPLACE FUNCTION ${schema}.${function}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $freshet$
#variable_conflict use_column
DECLARE
    whole text[];
    rows text[];
    told bigint := 0;
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
                whole := ${insertedWhole};
                rows := ${insertedRows};
            WHEN 'DELETE' THEN
                whole := ${deletedWhole};
                rows := ${deletedRows};
            WHEN 'UPDATE' THEN
                whole := ${updatedWhole};
                rows := ${updatedRows};
            ELSE
                whole := ${unknownWhole};
                rows := ${unknownRows};
        END CASE;
        told := coalesce(nullif(current_setting(${memory}, true), ''), '0')::bigint + cardinality(rows);
        PERFORM set_config(${memory}, told::text, true);
    EXCEPTION WHEN OTHERS THEN
        whole := ${unknownWhole};
        rows := ${unknownRows};
    END;
    IF cardinality(rows) > ${limit} OR told > ${most} THEN
        rows := ${unknownRows};
    END IF;
    INSERT INTO ${schema}.freshet_outbox (tag) SELECT DISTINCT unnest(whole || rows) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$freshet$;
