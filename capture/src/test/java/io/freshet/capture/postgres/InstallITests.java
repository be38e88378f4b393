package io.freshet.capture.postgres;

import io.freshet.capture.CaptureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InstallITests {

    private static final CaptureOptions OPTIONS = CaptureOptions.defaults();

    private Database database;

    @BeforeEach
    void create() {
        database = Database.create();
    }

    @Test
    void second_findsEverythingUpToDate_andLocksNothing() throws Exception {
        assertThat(PostgresCapture.install(database.dataSource(), Set.of("bill"), OPTIONS)
                        .isChanged())
                .isTrue();
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "INSERT INTO bill VALUES (1, 1, 1)");
            assertThat(PostgresCapture.install(database.dataSource(), Set.of("BILL"), OPTIONS)
                            .isChanged())
                    .isFalse();
            writer.rollback();
        }
    }

    @Test
    void atOnce_oneInstallsAndTheOthersFindIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Installation> install =
                    () -> PostgresCapture.install(database.dataSource(), Set.of("bill", "holiday"), OPTIONS);
            int changed = 0;
            for (Future<Installation> future : threads.invokeAll(List.of(install, install, install, install))) {
                changed += future.get().isChanged() ? 1 : 0;
            }
            assertThat(changed).as("with any steps").isBetween(1, 4);
        } finally {
            threads.shutdown();
        }
        assertThat(database.ask("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'freshet%'"))
                .isEqualTo("8");
    }

    @Test
    void triggersOfOthers_andTheirNames_stay() {
        PostgresCapture.install(database.dataSource(), Set.of("public.bill", "holiday"), OPTIONS);
        PostgresCapture.install(database.dataSource(), Set.of("bill"), OPTIONS);
        assertThat(database.tagsOf("INSERT INTO bill VALUES (1, 7, 1)"))
                .containsExactly("table/bill", "table/bill@7", "table/public.bill", "table/public.bill@7");
        assertThat(database.tagsOf("INSERT INTO holiday VALUES ('2026-01-01')")).isNotEmpty();
    }

    @Test
    void drift_isMended() {
        PostgresCapture.install(database.dataSource(), Set.of("bill"), OPTIONS);
        database.run("ALTER TABLE bill DISABLE TRIGGER freshet_told_update");
        assertThat(PostgresCapture.install(database.dataSource(), Set.of("bill"), OPTIONS)
                        .steps())
                .containsExactly("create triggers on table \"public\".\"bill\""
                        + " (freshet_told_update: disabled, or not in all sessions enabled)");
        database.run("ALTER TABLE holiday ADD tenant_id int");
        assertThat(PostgresCapture.install(database.dataSource(), Set.of("holiday"), OPTIONS)
                        .isChanged())
                .isTrue();
        assertThat(database.tagsOf("INSERT INTO holiday VALUES ('2026-01-01', 3)"))
                .contains("table/holiday@3");
    }

    @Test
    void missing_saysWhatDiffers_andChangesNothing() {
        String role = "missing_app";
        database.run("DO $$ BEGIN CREATE ROLE missing_app; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        CaptureOptions options = OPTIONS.withApplicationRoles(Set.of(role));
        assertThat(missing(options))
                .hasSize(4)
                .contains(
                        "create triggers on table \"public\".\"bill\" (there are none)",
                        "grant the outbox to role \"missing_app\" (it lacks rights)");
        PostgresCapture.install(database.dataSource(), Set.of("bill", "holiday"), options);
        assertThat(missing(options)).isEmpty();
        database.run("DROP TRIGGER freshet_told_delete ON bill");
        database.run("ALTER TABLE holiday ADD tenant_id int");
        database.run("DROP SEQUENCE freshet_cycle");
        database.run("COMMENT ON FUNCTION \"freshet_capture_of_public.bill\"() IS 'freshet 1 aaaaaaaaaaaa'");
        assertThat(missing(options))
                .containsExactly(
                        "create the outbox in schema \"public\" (without freshet_cycle)",
                        "create triggers on table \"public\".\"bill\" (there are only"
                                + " [freshet_told_insert, freshet_told_truncate, freshet_told_update];"
                                + " function version 1 instead of " + PostgresSchema.VERSION + ")",
                        "create triggers on table \"public\".\"holiday\" (function changed)",
                        "grant the outbox to role \"missing_app\" (it lacks rights)")
                .isEqualTo(missing(options));
        assertThat(PostgresCapture.install(database.dataSource(), Set.of("bill", "holiday"), options)
                        .steps())
                .hasSize(4);
        assertThat(missing(options)).isEmpty();
    }

    private List<String> missing(CaptureOptions options) {
        return PostgresCapture.missing(database.dataSource(), Set.of("bill", "holiday"), options);
    }

    @Test
    void installation_waitsForNoReader() throws Exception {
        try (Connection reader = database.connect()) {
            reader.setAutoCommit(false);
            Database.ask(reader, "SELECT count(*) FROM bill");
            CaptureOptions hasty = OPTIONS.withLockTimeout(Duration.ofMillis(200));
            assertThat(PostgresCapture.install(database.dataSource(), Set.of("bill"), hasty)
                            .isChanged())
                    .isTrue();
            database.run("SET lock_timeout = '200ms';"
                    + PostgresCapture.script(database.dataSource(), Set.of("bill"), hasty));
            reader.rollback();
        }
    }

    @Test
    void unknownTable_isNamedWithTheNearest() {
        assertThatThrownBy(() -> PostgresCapture.install(database.dataSource(), Set.of("bil", "holiday"), OPTIONS))
                .isInstanceOf(UnknownTableException.class)
                .hasMessageContaining("[bil]")
                .hasMessageContaining("nearest name is \"bill\"");
        database.run("CREATE VIEW bills AS SELECT * FROM bill");
        assertThatThrownBy(() -> PostgresCapture.install(database.dataSource(), Set.of("bills"), OPTIONS))
                .isInstanceOf(UnknownTableException.class)
                .hasMessageContaining("is a view");
    }

    @Test
    void withoutRights_saysWhatAndHow_andTheOwnersScriptMendsIt() throws Exception {
        String role = "app_" + database.ask("SELECT current_database()");
        database.run("CREATE ROLE " + role + " LOGIN; GRANT SELECT, INSERT ON bill TO " + role);
        assertThatThrownBy(() -> PostgresCapture.install(database.as(role), Set.of("bill"), OPTIONS))
                .isInstanceOf(MissingRightsException.class)
                .hasMessageContaining("create the outbox in schema \"public\"")
                .hasMessageContaining("as role \"" + role + "\"")
                .hasMessageContaining("create triggers on table \"public\".\"bill\" (there are none)")
                .hasMessageContaining("GRANT")
                .hasMessageContaining("PostgresCapture.script")
                .hasMessageContaining("freshet.capture=jdbc");
        String script =
                PostgresCapture.script(database.as(role), Set.of("bill"), OPTIONS.withApplicationRoles(Set.of(role)));
        database.run(script);
        assertThat(PostgresCapture.install(database.as(role), Set.of("bill"), OPTIONS)
                        .isChanged())
                .isFalse();
        try (PostgresOutbox outbox = PostgresOutbox.of(
                database.as(role)::getConnection,
                "public",
                OutboxSettings.defaults().withRetention(Duration.ZERO))) {
            String before = outbox.read("").snapshot();
            try (Connection writer = database.as(role).getConnection()) {
                Database.run(writer, "INSERT INTO bill VALUES (1, 7, 1)");
            }
            assertThat(outbox.read(before).changes()).hasSize(1);
            assertThat(outbox.nextLineage(4)).isEqualTo(5);
            outbox.trim(outbox.read("").snapshot());
        }
        assertThat(database.outbox()).isEmpty();
    }

    @Test
    void busyTable_isGivenUpWithAnExplanation() throws Exception {
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "INSERT INTO bill VALUES (1, 1, 1)");
            assertThatThrownBy(() -> PostgresCapture.install(
                            database.dataSource(), Set.of("bill"), OPTIONS.withLockTimeout(Duration.ofMillis(50))))
                    .isInstanceOf(CaptureException.class)
                    .hasMessageContaining("a long transaction holds the table");
            writer.rollback();
        }
        assertThat(PostgresCapture.outboxSchema(database.dataSource())).isEmpty();
    }

    @Test
    void remove_leavesNothing() {
        PostgresCapture.install(database.dataSource(), Set.of("bill", "holiday"), OPTIONS);
        assertThat(PostgresCapture.outboxSchema(database.dataSource())).contains("public");
        PostgresCapture.remove(database.dataSource(), OPTIONS);
        assertThat(database.ask("SELECT count(*) FROM pg_class WHERE relname LIKE 'freshet%'"))
                .isEqualTo("0");
        assertThat(database.ask("SELECT count(*) FROM pg_proc WHERE proname LIKE 'freshet%'"))
                .isEqualTo("0");
        assertThat(database.ask("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'freshet%'"))
                .isEqualTo("0");
        database.run("INSERT INTO bill VALUES (1, 1, 1)");
    }
}
