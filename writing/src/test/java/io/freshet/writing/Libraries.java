package io.freshet.writing;

import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;
import org.mybatis.spring.SqlSessionTemplate;
import org.mybatis.spring.transaction.SpringManagedTransactionFactory;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** What builds on JDBC: jOOQ and MyBatis. */
class Libraries {

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private final DataSource database;
    private final SQLDialect dialect;
    private final VisitMapper mapper;
    private final VisitMapper batchMapper;

    Libraries(DataSource database) {
        this.database = database;
        this.dialect = dialect(database);
        Configuration configuration =
                new Configuration(new Environment("shop", new SpringManagedTransactionFactory(), database));
        configuration.addMapper(VisitMapper.class);
        SqlSessionFactory sessions = new SqlSessionFactoryBuilder().build(configuration);
        this.mapper = new SqlSessionTemplate(sessions).getMapper(VisitMapper.class);
        this.batchMapper = new SqlSessionTemplate(sessions, ExecutorType.BATCH).getMapper(VisitMapper.class);
    }

    private static SQLDialect dialect(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return JDBCUtils.dialect(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the transaction of the calling thread, if there is one. */
    DSLContext jooq() {
        return on(new TransactionAwareDataSourceProxy(database));
    }

    /** With transactions of its own. */
    DSLContext jooqAlone() {
        return on(database);
    }

    private DSLContext on(DataSource source) {
        return DSL.using(source, dialect, new Settings().withRenderQuotedNames(RenderQuotedNames.NEVER));
    }

    /** Executes each statement at once. */
    VisitMapper mapper() {
        return mapper;
    }

    /** Collects statements until the transaction commits. */
    VisitMapper batchMapper() {
        return batchMapper;
    }
}
