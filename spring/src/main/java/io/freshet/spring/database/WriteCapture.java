package io.freshet.spring.database;

import io.freshet.change.ChangeSink;
import io.freshet.check.Check;
import io.freshet.load.LoadObserver;
import io.freshet.relay.Outbox;
import io.freshet.tag.ColumnKind;
import io.freshet.tag.LiveShapes;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How writes to the application's database are noticed. */
public interface WriteCapture extends AutoCloseable {

    /** Where committed changes wait. The instance that takes it closes it. */
    Outbox outbox();

    /** The name of the database in the shared tier: what knows nothing of this one's changes must not share its entries. Blocks on the database. */
    String identity();

    /** Whether another database has another name. */
    default boolean isNamed() {
        return true;
    }

    /** Whose writes are noticed. */
    default Reach reach() {
        return Reach.NOBODY;
    }

    /** There is no shared tier: all entries that depend on what is told here are in this process. Called before all else. */
    default void alone() {}

    /**
     * Captures writes of these shapes from now on.
     *
     * @return those by which entries may be kept: each write is told for them, or as one to rows that nobody counted. The tables of the others are
     *     captured as a whole
     * @throws RuntimeException if that cannot be; the message says how to mend it
     */
    Shapes install(Shapes shapes);

    /**
     * The same for what is declared while the application works, so that no writer waits for long.
     *
     * @throws RuntimeException if that cannot be; it may be tried again
     */
    default Shapes installLate(Shapes shapes) {
        return shapes;
    }

    /** How long after an installation a load may still show what was there before: a replica may be as far behind. */
    default Duration settling() {
        return Duration.ZERO;
    }

    /** The columns of a table by their names in lower case, with what rows can be told by; empty if the database cannot be asked. */
    default Map<String, ColumnKind> columns(String table) {
        return Map.of();
    }

    /** Why the database cannot tell whether a row meets the condition of a shape; empty if it can, or cannot be asked. */
    default List<String> mistakes(Shape shape) {
        return List.of();
    }

    /**
     * Begins to look whether writes are still noticed; where they are not, nothing that depends on them is kept.
     *
     * @param sink gets the tags of what may have been missed
     */
    default void watch(LiveShapes shapes, ChangeSink sink) {}

    /** The tables of which writes are not noticed now, each with why and what to do; empty for none. Never blocks. */
    default List<String> untold() {
        return List.of();
    }

    /** The shapes that are told, and who asks for them; empty where nothing is. Blocks on the database. */
    default List<ToldShape> shapes() {
        return List.of();
    }

    /** What watches the statements of loads; nothing, where what they read could change unnoticed. */
    default LoadObserver observer() {
        return LoadObserver.none();
    }

    /** How many bytes of the database's log are kept for whoever reads it; 0 where nobody does. Does not block. */
    default long logLagBytes() {
        return 0;
    }

    /** What can be looked at in the database, by who asks how it is set up; nothing where there is no outbox. */
    default List<Check> checks() {
        return List.of();
    }

    /** What a person may want to know of it, by name. Does not block. */
    default Map<String, Object> details() {
        return Map.of();
    }

    /** Ends its threads, but not the outbox. */
    @Override
    default void close() {}

    /**
     * Nothing is noticed.
     *
     * @param why goes on a sentence that ends with {@code since}
     */
    static WriteCapture none(String why) {
        return none(why, null);
    }

    /**
     * The same.
     *
     * @param url where the database is; null if nobody says
     */
    static WriteCapture none(String why, @Nullable String url) {
        return new NoCapture(why, url);
    }
}
