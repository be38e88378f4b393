package io.freshet.salon;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;

/** Disables the triggers by which caches are told of a table's writes, as somebody may do by hand, and writes it past the application. */
final class BrokenTriggers {

    private static final String TABLES = """
            select distinct c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where t.tgname like 'freshet%' and not t.tgisinternal order by 1""";

    private static final String SWITCH = """
            do $$
            declare told name;
            begin
                for told in
                    select tgname from pg_trigger where tgrelid = '%1$s'::regclass and tgname like 'freshet%%' and not tgisinternal
                loop
                    execute format('alter table %1$s %2$s trigger %%I', told);
                end loop;
            end $$""";

    /** Each column that is no key, and that nobody logs in with, is set to another value of its type; at last the rows are deleted. */
    private static final String WRITES = """
            with own as (select case when :table = 'tenant' then 'id' else 'tenant_id' end as key)
            select statement from (
                select a.attnum as place, format('update %I set %I = %s where %I = %s', :table, a.attname,
                    format(case t.typcategory when 'N' then '%I + 1' when 'B' then 'not %I' when 'D' then '%I + interval ''1 day''' else '%I || ''!''' end,
                        a.attname),
                    own.key, :tenant) as statement
                from own, pg_attribute a join pg_type t on t.oid = a.atttypid
                where a.attrelid = cast(:table as regclass) and a.attnum > 0 and not a.attisdropped and a.attname not like '%id'
                    and a.attname not in ('email', 'password_hash') and t.typcategory in ('N', 'B', 'D', 'S')
                union all
                select 32767, format('delete from %I where %I = %s', :table, own.key, :tenant) from own) all_of_them
            order by place""";

    private final JdbcClient jdbc;

    BrokenTriggers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The tables of which caches are told. */
    List<String> tables() {
        return jdbc.sql(TABLES).query(String.class).list();
    }

    void disable(String table) {
        jdbc.sql(SWITCH.formatted(table, "disable")).update();
    }

    void enable(String table) {
        jdbc.sql(SWITCH.formatted(table, "enable")).update();
    }

    /** Statements that change the rows of a tenant, each in another way. */
    List<String> writes(String table, long tenant) {
        return jdbc.sql(WRITES)
                .param("table", table)
                .param("tenant", tenant)
                .query(String.class)
                .list();
    }
}
