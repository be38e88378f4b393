package io.freshet.spring.database;

import io.freshet.capture.CaptureException;
import io.freshet.capture.check.DatabaseChecks;
import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.ConnectionSource;
import io.freshet.capture.postgres.MissingRightsException;
import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.capture.postgres.PostgresCapture;
import io.freshet.capture.postgres.PostgresOutbox;
import io.freshet.check.Check;
import io.freshet.relay.OutboxException;
import io.freshet.tag.Shapes;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import javax.sql.DataSource;
import java.util.Optional;
import java.util.Set;

/**
 * The outbox in PostgreSQL, without triggers: the tags of statements are put into it in the writer's own transaction.
 *
 * @param outbox reads it
 * @param schema where it is
 * @param identity of the database
 * @param source opens connections to it
 */
record StatementOutbox(PostgresOutbox outbox, String schema, String identity, ConnectionSource source) {

    private static final Log LOG = LogFactory.getLog(StatementOutbox.class);

    /** Creates it where it is missing; empty, with a warning, if that or using it is not allowed. Blocks. */
    static Optional<StatementOutbox> open(DataSource database, ConnectionSource source, CaptureOptions options) {
        try {
            var installed = PostgresCapture.install(database, new Shapes(Set.of()), options);
            installed.steps().forEach(step -> LOG.info("Database: " + step));
            return Optional.of(used(
                    PostgresOutbox.of(source, installed.schema(), OutboxSettings.defaults()),
                    installed.schema(),
                    source));
        } catch (CaptureException | OutboxException e) {
            LOG.warn(
                    "There is no outbox in the database, so an invalidation is lost on other instances if this one dies between"
                            + " a commit and the invalidation: " + reason(e));
            return Optional.empty();
        }
    }

    private static String reason(RuntimeException failure) {
        return failure instanceof MissingRightsException rights
                ? "the role \"" + rights.role() + "\" may not " + rights.step()
                        + "; its owner can run what PostgresCapture.script writes for no tables"
                : String.valueOf(failure.getMessage());
    }

    /** Whoever may begin a cycle has been granted the rest too. */
    private static StatementOutbox used(PostgresOutbox outbox, String schema, ConnectionSource source) {
        try {
            String identity = outbox.systemIdentity();
            outbox.beginCycle("");
            return new StatementOutbox(outbox, schema, identity, source);
        } catch (OutboxException e) {
            outbox.close();
            throw e;
        }
    }

    /** Looks at the database. */
    Check check(String tenantColumn) {
        return DatabaseChecks.ofStatements(
                source, schema, CaptureOptions.defaults().withTenantColumn(tenantColumn));
    }

    /** Whether a data source leads to the database that has it. */
    boolean isIn(DataSource database) {
        return Databases.is(database, schema, identity);
    }
}
