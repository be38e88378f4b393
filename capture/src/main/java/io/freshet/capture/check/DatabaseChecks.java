package io.freshet.capture.check;

import io.freshet.capture.CaptureException;
import io.freshet.capture.log.LogNames;
import io.freshet.capture.log.LogStatus;
import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.ConnectionSource;
import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.check.Check;
import io.freshet.check.Finding;
import io.freshet.check.Topic;
import io.freshet.tag.Shapes;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Asks a PostgreSQL database all there is to ask, on one connection that is opened for it, so that neither a pool nor the server has to bear
 * more. Thread-safe.
 */
public final class DatabaseChecks implements Check {

    private static final String NO_RIGHT = "42501";
    private static final Duration LONG_TRANSACTION = Duration.ofMinutes(1);
    private static final int LIMIT_MILLIS = 5_000;

    private final ConnectionSource source;
    private final List<Question> questions;

    private DatabaseChecks(ConnectionSource source, List<Question> questions) {
        this.source = source;
        this.questions = List.copyOf(questions);
    }

    /**
     * Of a database whose triggers fill the outbox.
     *
     * @param source opens a connection that is closed afterwards
     * @param schema where the outbox is
     * @param shapes what the triggers have to tell by now
     */
    public static DatabaseChecks ofTriggers(
            ConnectionSource source, String schema, Supplier<Shapes> shapes, CaptureOptions options) {
        return ofTriggers(source, schema, shapes, options, LONG_TRANSACTION);
    }

    /** The same with another time after which a transaction is a long one. */
    static DatabaseChecks ofTriggers(
            ConnectionSource source,
            String schema,
            Supplier<Shapes> shapes,
            CaptureOptions options,
            Duration longTransaction) {
        List<Question> questions = new ArrayList<>(ofOutbox(schema, options, longTransaction));
        questions.add(2, InstalledQuestions.triggers(shapes, options));
        return new DatabaseChecks(source, questions);
    }

    /** Of a database into whose outbox the application writes what its statements tell. */
    public static DatabaseChecks ofStatements(ConnectionSource source, String schema, CaptureOptions options) {
        return new DatabaseChecks(source, ofOutbox(schema, options, LONG_TRANSACTION));
    }

    /**
     * Of a database whose log fills the outbox.
     *
     * @param status how its reading stands on this instance
     */
    public static DatabaseChecks ofLog(
            ConnectionSource source,
            String schema,
            LogNames names,
            Supplier<LogStatus> status,
            CaptureOptions options) {
        List<Question> questions = new ArrayList<>(ofOutbox(schema, options, LONG_TRANSACTION));
        questions.add(2, new LogQuestion(names.slot(), status));
        return new DatabaseChecks(source, questions);
    }

    private static List<Question> ofOutbox(String schema, CaptureOptions options, Duration longTransaction) {
        return List.of(
                Question.of(DatabaseTopic.SERVER, ServerQuestions::server),
                InstalledQuestions.outbox(options),
                OutboxQuestions.size(schema, OutboxSettings.defaults()),
                OutboxQuestions.relay(schema),
                new TransactionsQuestion(longTransaction),
                ServerQuestions.clock(Clock.systemUTC()));
    }

    @Override
    public Topic topic() {
        return DatabaseTopic.SERVER;
    }

    @Override
    public List<Finding> look() {
        try (Connection connection = source.open()) {
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, LIMIT_MILLIS);
            List<Finding> findings = new ArrayList<>();
            for (Question question : questions) {
                findings.add(asked(question, connection));
            }
            connection.setNetworkTimeout(Runnable::run, usual);
            return findings;
        } catch (SQLException e) {
            String because = "the database cannot be reached: " + e.getMessage();
            return questions.stream()
                    .map(question -> question.topic().unchecked(because))
                    .toList();
        }
    }

    private static Finding asked(Question question, Connection connection) {
        DatabaseTopic topic = question.topic();
        try {
            return question.ask(connection);
        } catch (SQLException e) {
            return NO_RIGHT.equals(e.getSQLState())
                    ? topic.unknown(
                            "the application's role may not ask: " + e.getMessage(),
                            "Grant the role what it lacks, or ask as the owner of the outbox")
                    : topic.unchecked(String.valueOf(e.getMessage()));
        } catch (CaptureException e) {
            return topic.unchecked(String.valueOf(e.getMessage()));
        }
    }
}
