package io.freshet.salon.web;

import org.hibernate.cfg.JdbcSettings;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.stereotype.Component;

import java.util.Map;

/** Counts the SQL statements of each request. All SQL of the salon goes through Hibernate, native SQL too, so it sees every one. */
@Component
class StatementCounter implements StatementInspector, HibernatePropertiesCustomizer {

    private static final long serialVersionUID = 1L;

    @Override
    public String inspect(String sql) {
        RequestCost.current().addStatement();
        return sql;
    }

    @Override
    public void customize(Map<String, Object> hibernateProperties) {
        hibernateProperties.put(JdbcSettings.STATEMENT_INSPECTOR, this);
    }
}
