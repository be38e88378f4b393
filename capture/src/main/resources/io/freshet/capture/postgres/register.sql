DO $freshet$
BEGIN
    IF EXISTS (SELECT FROM ${schema}.freshet_shape s WHERE s.table_name = ANY (${tables})
               AND NOT EXISTS (SELECT FROM (VALUES ${shapes}) AS k (table_name, pinned, reads, condition)
                               WHERE (k.table_name, k.pinned, k.reads) = (s.table_name, s.pinned, s.reads))) THEN
        RAISE EXCEPTION 'Caches depend on writes to % that this script does not know: write it anew', ${table}
            USING HINT = 'It was written before another application registered them in freshet_shape.';
    END IF;
END
$freshet$;
INSERT INTO ${schema}.freshet_shape AS s (table_name, pinned, reads, condition) VALUES ${shapes}
    ON CONFLICT (table_name, pinned, reads) DO UPDATE SET condition = excluded.condition WHERE s.condition <> excluded.condition;
