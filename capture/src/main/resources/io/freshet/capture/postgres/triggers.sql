CREATE OR REPLACE TRIGGER freshet_insert AFTER INSERT ON ${table} REFERENCING NEW TABLE AS freshet_new
    FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.${function}(${names});
CREATE OR REPLACE TRIGGER freshet_update AFTER UPDATE ON ${table} REFERENCING OLD TABLE AS freshet_old NEW TABLE AS freshet_new
    FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.${function}(${names});
CREATE OR REPLACE TRIGGER freshet_delete AFTER DELETE ON ${table} REFERENCING OLD TABLE AS freshet_old
    FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.${function}(${names});
CREATE OR REPLACE TRIGGER freshet_truncate AFTER TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.${function}(${names});
ALTER TABLE ${table} ENABLE ALWAYS TRIGGER freshet_insert;
ALTER TABLE ${table} ENABLE ALWAYS TRIGGER freshet_update;
ALTER TABLE ${table} ENABLE ALWAYS TRIGGER freshet_delete;
ALTER TABLE ${table} ENABLE ALWAYS TRIGGER freshet_truncate;
