CREATE OR REPLACE TRIGGER freshet_told_insert AFTER INSERT ON ${table} REFERENCING NEW TABLE AS freshet_new
    FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.${function}();
CREATE OR REPLACE TRIGGER freshet_told_update AFTER UPDATE ON ${table} REFERENCING OLD TABLE AS freshet_old${updated}
    FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.${function}();
CREATE OR REPLACE TRIGGER freshet_told_delete AFTER DELETE ON ${table} REFERENCING OLD TABLE AS freshet_old
    FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.${function}();
CREATE OR REPLACE TRIGGER freshet_told_truncate AFTER TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.${function}();
ALTER TABLE ${table} ENABLE ALWAYS TRIGGER freshet_told_insert;
ALTER TABLE ${table} ENABLE ALWAYS TRIGGER freshet_told_update;
ALTER TABLE ${table} ENABLE ALWAYS TRIGGER freshet_told_delete;
ALTER TABLE ${table} ENABLE ALWAYS TRIGGER freshet_told_truncate;
