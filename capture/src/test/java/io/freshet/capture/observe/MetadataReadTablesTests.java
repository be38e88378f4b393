package io.freshet.capture.observe;

import io.freshet.capture.jdbc.CapturedDataSource;
import io.freshet.capture.jdbc.StatementTransactionTags;
import io.freshet.load.Observed;
import io.freshet.tag.TableDependency;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

import static org.assertj.core.api.Assertions.assertThat;

class MetadataReadTablesTests {

    private final JdbcDataSource h2 = new JdbcDataSource();
    private final StatementObserver observer = new StatementObserver();
    private MetadataReadTables tables;
    private Connection connection;

    @BeforeEach
    void begin() throws SQLException {
        h2.setURL("jdbc:h2:mem:observed" + UUID.randomUUID()); // the one before lives while it is still asked
        tables = new MetadataReadTables(h2, "tenant_id", Duration.ofMillis(50));
        connection = new CapturedDataSource(h2, StatementTransactionTags.withoutOutbox(), change -> {}, tables)
                .getConnection();
        run("CREATE TABLE Bill (id int, tenant_id int)");
        run("CREATE VIEW bills AS SELECT * FROM bill");
        run("CREATE ALIAS secret FOR 'java.lang.Math.abs(int)'");
    }

    @AfterEach
    void end() throws SQLException {
        connection.close();
        tables.close();
    }

    @Test
    void aTable_standsForItself_whateverItsCaseAndSchema() {
        assertThat(settled("SELECT count(*), max(id) FROM BILL").dependencies())
                .containsExactly(new TableDependency("bill"));
        assertThat(settled("SELECT * FROM public.bill").dependencies()).containsExactly(new TableDependency("bill"));
        assertThat(settled("SELECT upper('x')")).isEqualTo(new Observed(Set.of(), Set.of(), Set.of(), false, 1));
    }

    @Test
    void viewsAndFunctionsOfTheApplication_areGaps() {
        assertThat(settled("SELECT * FROM bills").gaps()).anyMatch(gap -> gap.contains("is a view"));
        assertThat(settled("SELECT secret(1)").gaps()).anyMatch(gap -> gap.contains("calls the function"));
    }

    @Test
    void aTableThatIsCreatedLater_isFound() throws SQLException {
        settled("SELECT * FROM bill");
        run("CREATE TABLE payment (id int)");
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!observed("SELECT * FROM payment").gaps().isEmpty()) {
            assertThat(System.nanoTime() - end).isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private Observed settled(String sql) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (observed(sql).isPending()) {
            assertThat(System.nanoTime() - end).isNegative();
            LockSupport.parkNanos(1_000_000);
        }
        return observed(sql);
    }

    private Observed observed(String sql) {
        try (StatementObservation load = observer.begin("")) {
            run(sql);
            return load.observed();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
