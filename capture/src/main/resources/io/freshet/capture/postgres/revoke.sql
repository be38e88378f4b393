REVOKE SELECT, DELETE, UPDATE ON ${schema}.freshet_outbox FROM ${role};
REVOKE SELECT, UPDATE ON ${schema}.freshet_outbox_trimmed FROM ${role};
REVOKE EXECUTE ON FUNCTION ${schema}.freshet_next_lineage(bigint) FROM ${role};
REVOKE SELECT, USAGE ON SEQUENCE ${schema}.freshet_cycle FROM ${role};
REVOKE SELECT, USAGE ON SEQUENCE ${schema}.freshet_direct FROM ${role};
