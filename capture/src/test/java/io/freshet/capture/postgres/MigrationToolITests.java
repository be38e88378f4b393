package io.freshet.capture.postgres;

import io.freshet.capture.CaptureException;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.changelog.FastCheckService;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The scripts run unchanged under the tools they are written for. */
class MigrationToolITests {

    private static final CaptureOptions OPTIONS = CaptureOptions.defaults().withApplicationRoles(Set.of("migrated"));
    private static final Set<String> TABLES = Set.of("bill", "holiday", "Odd \"$1\" 'Name'");

    private static final List<Logger> TOOLS = List.of(Logger.getLogger("liquibase"), Logger.getLogger("org.flywaydb"));

    @TempDir
    private Path directory;

    private Database database;

    @BeforeEach
    void create() {
        TOOLS.forEach(tool -> tool.setLevel(Level.SEVERE));
        database = Database.create();
        database.run("DO $$ BEGIN CREATE ROLE migrated; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        database.run("CREATE TABLE \"Odd \"\"$1\"\" 'Name'\" (id int)");
    }

    @Test
    void flyway_runsTheScript_onNothing_andAgainOnlyWhenItChanged() throws IOException {
        write(ScriptFormat.FLYWAY, Set.of("bill"));
        assertThat(flyway().migrate().migrationsExecuted).isEqualTo(1);
        assertThat(flyway().migrate().migrationsExecuted).isZero();
        assertThat(PostgresCapture.missing(database.dataSource(), Set.of("bill"), OPTIONS))
                .isEmpty();
        write(ScriptFormat.FLYWAY, TABLES);
        assertThat(flyway().migrate().migrationsExecuted).isEqualTo(1);
        assertThatAllIsInstalled();
    }

    @Test
    void flyway_upgradesVersion1() throws IOException {
        Files.writeString(directory.resolve("V1__freshet_capture.sql"), UpgradeITests.version1());
        flyway().migrate();
        database.run("INSERT INTO bill VALUES (1, 7, 1)");
        write(ScriptFormat.FLYWAY, TABLES);
        assertThat(flyway().migrate().migrationsExecuted).isEqualTo(1);
        assertThat(database.outbox()).containsExactly("table/bill", "table/bill@7");
        assertThatAllIsInstalled();
    }

    @Test
    void flyway_isNotGivenWhatItWouldTakeForAPlaceholder() {
        database.run("CREATE TABLE \"a${b}\" (id int)");
        assertThatThrownBy(() ->
                        PostgresCapture.script(database.dataSource(), Set.of("a${b}"), OPTIONS, ScriptFormat.FLYWAY))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("\"${b}\"");
    }

    @Test
    void liquibase_runsTheScript_onNothing_andAgainOnlyWhatChanged() throws Exception {
        write(ScriptFormat.LIQUIBASE, Set.of("bill"));
        update();
        assertThat(executed()).isEqualTo("3");
        update();
        assertThat(PostgresCapture.missing(database.dataSource(), Set.of("bill"), OPTIONS))
                .isEmpty();
        write(ScriptFormat.LIQUIBASE, TABLES);
        update();
        assertThat(executed()).isEqualTo("5");
        assertThatAllIsInstalled();
        update();
    }

    @Test
    void liquibase_upgradesVersion1() throws Exception {
        database.run(UpgradeITests.version1());
        database.run("INSERT INTO bill VALUES (1, 7, 1)");
        write(ScriptFormat.LIQUIBASE, TABLES);
        update();
        assertThat(database.outbox()).containsExactly("table/bill", "table/bill@7");
        assertThatAllIsInstalled();
    }

    @Test
    void liquibase_rollsBack_withoutATrace() throws Exception {
        write(ScriptFormat.LIQUIBASE, TABLES);
        update();
        try (Connection connection = database.connect()) {
            Scope.child(
                    Scope.Attr.ui,
                    new LoggerUIService(),
                    () -> liquibase(connection).rollback(5, new Contexts(), new LabelExpression()));
        }
        assertThat(database.ask("SELECT count(*) FROM pg_class WHERE relname LIKE 'freshet%'"))
                .isEqualTo("0");
        assertThat(database.ask("SELECT count(*) FROM pg_proc WHERE proname LIKE 'freshet%'"))
                .isEqualTo("0");
        database.run("INSERT INTO bill VALUES (1, 7, 1)");
        update();
        assertThatAllIsInstalled();
    }

    @Test
    void everyFormat_givesTheSameTextAgain_alsoWhenAllIsInstalled() {
        for (ScriptFormat format : ScriptFormat.values()) {
            String before = PostgresCapture.script(database.dataSource(), TABLES, OPTIONS, format);
            PostgresCapture.install(database.dataSource(), TABLES, OPTIONS);
            assertThat(PostgresCapture.script(database.dataSource(), TABLES, OPTIONS, format))
                    .as(format.fileName())
                    .isEqualTo(before);
        }
    }

    @Test
    void script_keepsTheNamesThatAnotherApplicationGave() {
        PostgresCapture.install(database.dataSource(), Set.of("public.bill"), OPTIONS);
        database.run(PostgresCapture.script(database.dataSource(), Set.of("bill"), OPTIONS));
        assertThat(database.tagsOf("INSERT INTO bill VALUES (1, 7, 1)"))
                .containsExactly("table/bill", "table/bill@7", "table/public.bill", "table/public.bill@7");
    }

    private void assertThatAllIsInstalled() {
        assertThat(PostgresCapture.missing(database.dataSource(), TABLES, OPTIONS))
                .isEmpty();
        assertThat(database.tagsOf("INSERT INTO bill VALUES (2, 8, 1)")).containsExactly("table/bill", "table/bill@8");
        assertThat(database.ask("SELECT direct IS NOT NULL FROM freshet_collect('{tag/x}')"))
                .isEqualTo("t");
    }

    private void write(ScriptFormat format, Set<String> tables) throws IOException {
        Files.writeString(
                directory.resolve(format.fileName()),
                PostgresCapture.script(database.dataSource(), tables, OPTIONS, format));
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(database.dataSource())
                .locations("filesystem:" + directory)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    private void update() throws Exception {
        Scope.getCurrentScope().getSingleton(FastCheckService.class).clearCache(); // kept for the life of a process
        try (Connection connection = database.connect()) {
            Scope.child(
                    Scope.Attr.ui,
                    new LoggerUIService(),
                    () -> liquibase(connection).update(new Contexts()));
        }
    }

    private Liquibase liquibase(Connection connection) throws IOException, LiquibaseException {
        return new Liquibase(
                ScriptFormat.LIQUIBASE.fileName(),
                new DirectoryResourceAccessor(directory),
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection)));
    }

    private String executed() {
        return database.ask("SELECT count(*) FROM databasechangelog");
    }
}
