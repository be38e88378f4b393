package io.freshet.spring;

import io.freshet.annotation.Cached;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** What an application is told at start of how much less than everything it can rely on. */
@ExtendWith(OutputCaptureExtension.class)
class StartTests {

    @Test
    void withoutADatabase_itIsTold_thatEntriesAreInvalidatedByHand(CapturedOutput output) {
        Applications.plain()
                .withBean(Free.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .containsOnlyOnce("No writes are captured, since the application has no data source:"
                        + " entries are invalidated by hand only");
    }

    @Test
    void withoutADatabase_butWithTables_itIsWarned(CapturedOutput output) {
        Applications.plain()
                .withBean(OfATable.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains("WARN")
                .containsOnlyOnce(
                        "No writes are captured, since the application has no data source:"
                                + " what depends on the tables [bill] is stale after a write until it expires or is invalidated by hand");
    }

    @Test
    void withCaptureSwitchedOff_itIsWarned(CapturedOutput output) {
        Applications.jdbc()
                .withBean(OfATable.class)
                .withPropertyValues("freshet.capture=none")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce("No writes are captured, since freshet.capture is none: ");
    }

    @Test
    void withoutTriggers_itIsTold_whoseWritesAreSeen(CapturedOutput output) {
        Applications.jdbc()
                .withBean(OfATable.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .containsOnlyOnce(
                        "Writes are captured from this application's JDBC statements, since the database is H2:"
                                + " writers outside of it and database triggers are not seen")
                .contains("so is, on other instances, what this one wrote right before it died");
    }

    @Test
    void withoutRedis_itIsTold_thatInstancesDoNotSeeEachOther(CapturedOutput output) {
        Applications.jdbc()
                .withBean(OfATable.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .containsOnlyOnce("There is no shared tier, since no Redis is set up by spring.data.redis:"
                        + " each instance caches for itself, and does not see the writes of others");
    }

    @Test
    void cacheThatMayReadAReplica_isToldThatThereIsNone(CapturedOutput output) {
        Applications.plain()
                .withBean(Free.class)
                .withPropertyValues("freshet.caches.free.from-replica=true")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce("Loads of cache 'free' may read a replica, but there is no bean of type");
    }

    static class Free {
        @Cached(cache = "free", ttl = "1m")
        public String free() {
            return "";
        }
    }

    static class OfATable {
        @Cached(cache = "table", ttl = "1m", tables = "bill")
        public String read() {
            return "";
        }
    }
}
