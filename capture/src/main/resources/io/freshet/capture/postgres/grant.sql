GRANT USAGE ON SCHEMA ${schema} TO ${role};
GRANT SELECT, DELETE, UPDATE ON ${schema}.freshet_outbox TO ${role};
GRANT SELECT, UPDATE ON ${schema}.freshet_outbox_trimmed TO ${role};
GRANT EXECUTE ON FUNCTION ${schema}.freshet_next_lineage(bigint) TO ${role};
GRANT SELECT, USAGE ON SEQUENCE ${schema}.freshet_cycle TO ${role};
GRANT SELECT, USAGE ON SEQUENCE ${schema}.freshet_direct TO ${role};
