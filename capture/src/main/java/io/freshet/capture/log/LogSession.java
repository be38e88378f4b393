package io.freshet.capture.log;

import io.freshet.capture.log.LogMessage.Begin;
import io.freshet.capture.log.LogMessage.Commit;
import io.freshet.capture.log.LogMessage.Relation;
import io.freshet.capture.log.LogMessage.Row;
import io.freshet.capture.log.LogMessage.Truncate;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Reads the log while this instance is its reader, and tells what it says.
 *
 * <h2>Why a change is held until its transaction is visible</h2>
 *
 * The log shows a commit before anybody else sees it: while a commit waits for a synchronous standby, it is in the log, and readers still
 * see the old row, perhaps for hours. Told at once, the tags would be raised, a load after that would find the old row, and nothing would
 * ever invalidate what it made of it. So what the log says of a transaction waits here until a snapshot shows the transaction. Those behind it
 * do not wait for it. The slot is confirmed only up to the first that waits: should this reader die, the next one is given it again.
 *
 * <h2>Why an answer can be trusted</h2>
 *
 * A relay takes its snapshot, then asks. This reader notes the question, then the end of the log, reads up to there, then takes a snapshot of its
 * own, tells all that this shows, and answers. A transaction that the relay's snapshot shows was in the log before; it is visible to the later
 * snapshot too; so it is told. What is true once stays so: an answer that comes late from a reader that was replaced does no harm. Answers
 * must not be derived from positions alone, for a transaction becomes visible without a trace in the log.
 *
 * <p>Used by one thread; blocks on the database.
 */
final class LogSession {

    private static final int AT_ONCE = 2_000;
    private static final long CONFIRM_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LogDatabase database;
    private final LogStream stream;
    private final LoggedRows rows;
    private final boolean holds;
    private final List<LogTransaction> held = new ArrayList<>();
    private @Nullable LogTransaction present;
    private long question;
    private long answered;
    private long end;
    private long confirmed;
    private long confirmedAt = System.nanoTime();

    /**
     * Begins where the slot stands.
     *
     * @param holds whether changes wait until they are visible; if not, entries may stay stale for ever
     */
    LogSession(LogDatabase database, LogStream stream, LoggedRows rows, boolean holds) {
        this.database = database;
        this.stream = stream;
        this.rows = rows;
        this.holds = holds;
    }

    /** Reads what is there, tells what may be told, and answers; returns whether there is more to do at once. */
    boolean step() throws SQLException {
        if (question <= answered) {
            question = database.asked();
            if (question > answered) {
                end = database.flushedEnd();
            }
        }
        boolean isMore = read();
        boolean isAnswered = question > answered && present == null && stream.position() >= end;
        if (!held.isEmpty()) {
            tellVisible();
        }
        if (isAnswered) {
            database.tell(question);
            answered = question;
        }
        if (System.nanoTime() - confirmedAt >= CONFIRM_NANOS) {
            confirm();
        }
        return isMore || question > answered;
    }

    private boolean read() throws SQLException {
        for (int i = 0; i < AT_ONCE; i++) {
            ByteBuffer bytes = stream.next();
            if (bytes == null) {
                return false;
            }
            take(bytes);
        }
        return true;
    }

    private void take(ByteBuffer bytes) throws SQLException {
        LogTransaction transaction = present;
        LogMessage message = PgOutput.read(bytes, oid -> transaction != null && rows.isOfInterest(oid, transaction));
        if (message instanceof Begin begin) {
            present = new LogTransaction(begin.position(), begin.xid());
            if (held.stream().anyMatch(LogTransaction::isRegistering)) {
                rows.registered();
            }
        } else if (message instanceof Relation relation) {
            rows.relation(relation);
        } else if (message instanceof Commit && transaction != null) {
            present = null;
            if (transaction.isRegistering() || !transaction.tags().isEmpty()) {
                held.add(transaction);
            }
        } else if (message instanceof Row row && transaction != null) {
            rows.row(row, transaction);
        } else if (message instanceof Truncate truncate && transaction != null) {
            rows.truncated(truncate, transaction);
        }
    }

    private void tellVisible() throws SQLException {
        Snapshot snapshot = database.snapshot();
        List<LogTransaction> visible = held.stream()
                .filter(transaction -> !holds || snapshot.shows(snapshot.whole(transaction.xid())))
                .toList();
        Set<String> tags = new LinkedHashSet<>();
        visible.forEach(transaction -> tags.addAll(transaction.tags()));
        if (!tags.isEmpty()) {
            database.tell(tags);
        }
        if (visible.stream().anyMatch(LogTransaction::isRegistering)) {
            rows.registered();
        }
        held.removeAll(visible);
    }

    private void confirm() throws SQLException {
        confirmedAt = System.nanoTime();
        long told = present == null ? stream.position() : present.position();
        for (LogTransaction transaction : held) {
            told = Math.min(told, transaction.position());
        }
        if (told > confirmed) {
            database.record(told); // before the server is told: a slot that is further than this was not read by us
            stream.confirm(told);
            confirmed = told;
        }
    }

    /** How many transactions wait to become visible. */
    int held() {
        return held.size();
    }
}
