CREATE OR REPLACE TRIGGER freshet_told_insert AFTER INSERT ON ${table}${inserted}
    FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.${function}();
CREATE OR REPLACE TRIGGER freshet_told_update AFTER UPDATE ON ${table}${updated}
    FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.${function}();
CREATE OR REPLACE TRIGGER freshet_told_delete AFTER DELETE ON ${table}${deleted}
    FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.${function}();
CREATE OR REPLACE TRIGGER freshet_told_truncate AFTER TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.${function}();
ALTER TABLE ${table} ENABLE ALWAYS TRIGGER freshet_told_insert;
ALTER TABLE ${table} ENABLE ALWAYS TRIGGER freshet_told_update;
ALTER TABLE ${table} ENABLE ALWAYS TRIGGER freshet_told_delete;
ALTER TABLE ${table} ENABLE ALWAYS TRIGGER freshet_told_truncate;
