-- Trigger function of ${table}, of which caches depend on whole tables only, without tenants. What was told in a transaction is noted in a setting that ends with
-- it, that is rolled back with the rows of the outbox, and that its writer asks for. Whether the statement changed a row say the server's counts, which may still hold
-- rows of the session's transactions before: then too much is told. They say nothing where they are switched off, and of rows in other tables or of another
-- kind: then it is told, too; so is TRUNCATE, which they do not count. Few and short expressions, one after the other, since each is prepared anew in each
-- transaction, and whole; what a trigger for statements returns does not count, and NEW is no expression. No search path is set, since that costs more
-- than all else: every name has its schema.
CREATE OR REPLACE FUNCTION ${schema}.${function}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER AS $freshet$
DECLARE
    noted pg_catalog.text;
BEGIN
    IF ${isToldNoted} THEN
        RETURN NEW;
    END IF;
    IF pg_catalog.pg_stat_get_xact_tuples_updated(TG_RELID) OPERATOR(pg_catalog.=) 0 THEN
        IF pg_catalog.pg_stat_get_xact_tuples_inserted(TG_RELID) OPERATOR(pg_catalog.=) 0 THEN
            IF pg_catalog.pg_stat_get_xact_tuples_deleted(TG_RELID) OPERATOR(pg_catalog.=) 0 THEN
                IF TG_OP OPERATOR(pg_catalog.=) 'TRUNCATE' THEN
                    IF ${isUnknownNoted} THEN
                        RETURN NEW;
                    END IF;
                    noted := ${unknownNoted};
                    INSERT INTO ${schema}.freshet_outbox (tag) VALUES ${unknown};
                    RETURN NEW;
                END IF;
                IF pg_catalog.current_setting('track_counts')::pg_catalog.bool AND EXISTS (
                        SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_am a ON a.oid OPERATOR(pg_catalog.=) c.relam
                        WHERE c.oid OPERATOR(pg_catalog.=) TG_RELID AND NOT c.relhassubclass AND a.amname OPERATOR(pg_catalog.=) 'heap') THEN
                    RETURN NEW;
                END IF;
            END IF;
        END IF;
    END IF;
    INSERT INTO ${schema}.freshet_outbox (tag) VALUES ${toldAndNoted};
    RETURN NEW;
END
$freshet$;
