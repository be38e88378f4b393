package io.freshet.capture.check;

import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.PostgresCapture;
import io.freshet.capture.postgres.UnknownTableException;
import io.freshet.check.Finding;
import io.freshet.tag.Shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Whether outbox and triggers are as an installation would leave them. */
final class InstalledQuestions {

    private static final Shapes NONE = new Shapes(Set.of());
    private static final String REMEDY =
            "Start the application once as the owner of the tables, or have the owner run what PostgresCapture.script writes";

    private InstalledQuestions() {}

    static Question outbox(CaptureOptions options) {
        return Question.of(DatabaseTopic.OUTBOX, connection -> {
            List<String> missing = PostgresCapture.missing(connection, NONE, options);
            return missing.isEmpty()
                    ? DatabaseTopic.OUTBOX.ok("There, and of this version")
                    : DatabaseTopic.OUTBOX.problem("An installation would " + String.join("; ", missing), REMEDY);
        });
    }

    static Question triggers(Supplier<Shapes> shapes, CaptureOptions options) {
        return Question.of(DatabaseTopic.TRIGGERS, connection -> {
            Shapes wanted = shapes.get();
            if (wanted.all().isEmpty()) {
                return DatabaseTopic.TRIGGERS.ok("No cache depends on a table yet");
            }
            try {
                List<String> missing = new ArrayList<>(PostgresCapture.missing(connection, wanted, options));
                missing.removeAll(PostgresCapture.missing(connection, NONE, options));
                return triggers(wanted, missing);
            } catch (UnknownTableException e) {
                return DatabaseTopic.TRIGGERS.problem(
                        String.valueOf(e.getMessage()),
                        "When the table is there again its triggers are installed by themselves");
            }
        });
    }

    private static Finding triggers(Shapes wanted, List<String> missing) {
        return missing.isEmpty()
                ? DatabaseTopic.TRIGGERS.ok("Writes to " + wanted.tables() + " are told, in "
                        + wanted.all().size() + " shapes, by triggers of this version")
                : DatabaseTopic.TRIGGERS.problem(
                        "An installation would " + String.join("; ", missing),
                        "Wait for the next look, which mends it if the application's role may (freshet.capture-check); else: "
                                + REMEDY);
    }
}
