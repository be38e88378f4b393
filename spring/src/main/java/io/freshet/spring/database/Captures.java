package io.freshet.spring.database;

import io.freshet.capture.log.ReplicationSource;
import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.ConnectionSource;
import io.freshet.spring.settings.CaptureMode;
import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.spring.settings.Mistake;
import io.freshet.spring.transaction.SpringSurroundings;
import org.jspecify.annotations.Nullable;

import javax.sql.DataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Chooses how writes are captured, by what is asked for and what the database is. */
public final class Captures {

    private final CapturingDataSources sources;
    private final SpringSurroundings surroundings;
    private final ReadNames names;
    private final Looks looks;

    /**
     * Among these data sources.
     *
     * @param settling how long after their triggers were installed tables count as captured
     * @param looks who looks at triggers, and how often
     */
    public Captures(
            CapturingDataSources sources,
            SpringSurroundings surroundings,
            String tenantColumn,
            Duration settling,
            Looks looks) {
        this.sources = sources;
        this.surroundings = surroundings;
        this.names = new ReadNames(tenantColumn, settling);
        this.looks = looks;
    }

    /**
     * How it is looked whether triggers still tell every write.
     *
     * @param application by which name the application says what it depends on
     * @param every how long after a look the next one is; zero for never
     */
    public record Looks(String application, Duration every) {}

    /**
     * How writes to this database are captured. Blocks until it answers.
     *
     * @param primary the application's data source; null if it has several and none is primary
     * @param own where a connection of the outbox's own comes from; null to borrow one
     * @param log where connections come from that read the log; null if nobody says
     * @throws ConfigurationMistakesException if what is asked for cannot be had
     */
    public WriteCapture choose(
            CaptureMode mode,
            @Nullable DataSource primary,
            @Nullable ConnectionSource own,
            @Nullable ReplicationSource log) {
        if (primary == null) {
            return requireNoTriggers(mode, "there are several data sources and none is @Primary", null);
        }
        Databases.Kind kind = Databases.kindOf(primary);
        if (kind.readsRepeatably()) {
            surroundings.repeatableByDefault();
        }
        ConnectionSource source = own == null ? rawOf(primary)::getConnection : own;
        if (mode == CaptureMode.JDBC) {
            return new StatementCapture(
                    sources.captured(),
                    names,
                    "freshet.capture is jdbc",
                    kind.isPostgres() ? outbox(rawOf(primary), source) : null,
                    rawOf(primary));
        }
        if (!kind.isPostgres()) {
            return requireNoTriggers(mode, "the database is " + kind.product(), rawOf(primary));
        }
        if (mode == CaptureMode.LOG) {
            return new LogCapture(rawOf(primary), source, required(log), sources.captured(), names);
        }
        return new TriggerCapture(rawOf(primary), source, sources.captured(), names, looks);
    }

    private static ReplicationSource required(@Nullable ReplicationSource log) {
        if (log == null) {
            throw new ConfigurationMistakesException(
                    List.of(
                            new Mistake(
                                    "freshet.capture is log, but nobody says where the log is read: the data source is not made from spring.datasource.url",
                                    "Set freshet.log.url, and freshet.log.username and freshet.log.password if the URL does not say who")));
        }
        return log;
    }

    private WriteCapture requireNoTriggers(CaptureMode mode, String why, @Nullable DataSource primary) {
        if (mode == CaptureMode.TRIGGERS || mode == CaptureMode.LOG) {
            throw new ConfigurationMistakesException(
                    List.of(
                            new Mistake(
                                    "freshet.capture is " + mode.name().toLowerCase(Locale.ROOT)
                                            + ", which needs one PostgreSQL database, but " + why,
                                    "Set freshet.capture=auto or jdbc to capture JDBC statements, which sees this application's writes only")));
        }
        return new StatementCapture(sources.captured(), names, why, null, primary);
    }

    private @Nullable StatementOutbox outbox(DataSource database, ConnectionSource source) {
        CaptureOptions options = CaptureOptions.defaults().withTenantColumn(names.tenantColumn());
        return StatementOutbox.open(database, source, options).orElse(null);
    }

    private DataSource rawOf(DataSource source) {
        return sources.captured().stream()
                .map(CapturedSource::raw)
                .filter(raw -> leadsTo(source, raw))
                .findFirst()
                .orElse(source);
    }

    private static boolean leadsTo(DataSource source, DataSource raw) {
        try {
            return source.isWrapperFor(raw.getClass()) && source.unwrap(raw.getClass()) == raw;
        } catch (SQLException e) {
            return false;
        }
    }
}
