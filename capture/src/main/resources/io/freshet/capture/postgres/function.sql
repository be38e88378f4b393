-- Trigger function of ${table}, for the shapes that caches depend on. It must never fail a write: what it cannot compute, because the table
-- was changed under it, it tells as rows that nobody counted, and so it does all that a transaction writes after its first ${most} tags: how many it has
-- told is remembered in a setting that ends with the transaction, and that is rolled back with the rows of the outbox. Nothing is written where errors are caught, so that no subtransaction gets an id.
CREATE OR REPLACE FUNCTION ${schema}.${function}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $freshet$
#variable_conflict use_column
DECLARE
    memory text := current_setting(${memory}, true);
    told integer := CASE WHEN memory ~ '^[0-9]{1,8}$' THEN memory::integer ELSE 0 END;
    fresh integer;
    whole text[];
    rows text[];
BEGIN
    IF told > ${most} THEN
        RETURN NULL;
    END IF;
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
    EXCEPTION WHEN OTHERS THEN
        whole := ${unknownWhole};
        rows := ${unknownRows};
    END;
    IF cardinality(rows) > ${limit} THEN
        rows := ${unknownRows};
    END IF;
    INSERT INTO ${schema}.freshet_outbox (tag) SELECT DISTINCT unnest(whole || rows) ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS fresh = ROW_COUNT;
    IF fresh > 0 THEN
        PERFORM set_config(${memory}, (told + fresh)::text, true);
        IF told + fresh > ${most} THEN
            INSERT INTO ${schema}.freshet_outbox (tag) SELECT DISTINCT unnest(${unknownWhole} || ${unknownRows}) ON CONFLICT DO NOTHING;
        END IF;
    END IF;
    RETURN NULL;
END
$freshet$;
