-- Trigger function of ${table}, for the shapes that caches depend on. It must never fail a write: what it cannot compute, because the table
-- was changed under it, it tells as rows that nobody counted, and so it does all that a transaction writes after its first ${most} tags: how many it has
-- told is remembered in a setting that ends with the transaction, and that is rolled back with the rows of the outbox. Which tags were told says what is noted
-- for the writer, and where that is not all, the outbox. Nothing is written where errors are
-- caught, so that no subtransaction gets an id. No search path is set, since that costs more than all else: every name and operator has its schema.
CREATE OR REPLACE FUNCTION ${schema}.${function}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER AS $freshet$
#variable_conflict use_column
DECLARE
    memory pg_catalog.text := pg_catalog.current_setting(${memory}, true);
    told pg_catalog.int4 := CASE WHEN memory OPERATOR(pg_catalog.~) '^[0-9]{1,8}$' THEN memory::pg_catalog.int4 ELSE 0 END;
    fresh pg_catalog.int4;
    noted pg_catalog.text;
    whole pg_catalog.text[];
    rows pg_catalog.text[];
BEGIN
    IF told OPERATOR(pg_catalog.>) ${most} THEN
        RETURN NULL;
    END IF;
    IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
        IF NOT EXISTS (SELECT FROM freshet_new) THEN
            RETURN NULL;
        END IF;
    ELSIF TG_OP OPERATOR(pg_catalog.<>) 'TRUNCATE' THEN
        IF NOT EXISTS (SELECT FROM freshet_old) THEN
            RETURN NULL;
        END IF;
    END IF;
    BEGIN
        IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
            whole := ${insertedWhole};
            rows := ${insertedRows};
        ELSIF TG_OP OPERATOR(pg_catalog.=) 'DELETE' THEN
            whole := ${deletedWhole};
            rows := ${deletedRows};
        ELSIF TG_OP OPERATOR(pg_catalog.=) 'UPDATE' THEN
            whole := ${updatedWhole};
            rows := ${updatedRows};
        ELSE
            whole := ${unknownWhole};
            rows := ${unknownRows};
        END IF;
    EXCEPTION WHEN OTHERS THEN
        whole := ${unknownWhole};
        rows := ${unknownRows};
    END;
    IF pg_catalog.cardinality(rows) OPERATOR(pg_catalog.>) ${limit} THEN
        rows := ${unknownRows};
    END IF;
    whole := whole OPERATOR(pg_catalog.||) rows;
    IF pg_catalog.cardinality(whole) OPERATOR(pg_catalog.=) 0 THEN
        RETURN NULL;
    END IF;
    IF ${isCertain} THEN
        INSERT INTO ${schema}.freshet_outbox (tag)
            SELECT DISTINCT t.tag FROM pg_catalog.unnest(whole) AS t (tag) WHERE NOT (${isTold});
        GET DIAGNOSTICS fresh = ROW_COUNT;
    ELSE
        fresh := ${schema}.freshet_tell(whole);
    END IF;
    IF fresh OPERATOR(pg_catalog.>) 0 THEN
        told := told OPERATOR(pg_catalog.+) fresh;
        noted := pg_catalog.set_config(${memory}, told::pg_catalog.text, true);
        noted := ${noted};
        IF told OPERATOR(pg_catalog.>) ${most} THEN
            noted := ${noneNoted};
            fresh := ${schema}.freshet_tell(${unknownWhole} OPERATOR(pg_catalog.||) ${unknownRows});
        END IF;
    END IF;
    RETURN NULL;
END
$freshet$;
