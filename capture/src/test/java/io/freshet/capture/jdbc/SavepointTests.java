package io.freshet.capture.jdbc;

import io.freshet.tag.Tags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.Savepoint;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What was invalidated by hand, after a rollback to a savepoint. */
class SavepointTests {

    private final TransactionLog log = new TransactionLog();

    @AfterEach
    void end() {
        log.clear();
    }

    @Test
    void rollingBack_forgetsWhatCameSince_asOftenAsItHappens() {
        Savepoint first = new Named("first");
        Savepoint second = new Named("second");
        log.touch(Set.of("a"));
        log.mark(first);
        log.touch(Set.of("b"));
        log.mark(second);
        log.touch(Set.of("a", "c"));
        log.rolledBackTo(second);
        assertThat(touched()).containsExactlyInAnyOrder("a", "b");
        log.touch(Set.of("d"));
        log.released(second);
        log.rolledBackTo(second);
        assertThat(touched()).as("a savepoint that is not known").containsExactlyInAnyOrder("a", "b", "d");
        log.rolledBackTo(first);
        log.rolledBackTo(first);
        assertThat(touched()).containsExactly("a");
    }

    @Test
    void rollingBackFromEverything_leavesWhatWasThereBefore() {
        Savepoint savepoint = new Named("before");
        log.touch(Set.of("a"));
        log.mark(savepoint);
        log.touch(IntStream.rangeClosed(0, TransactionLog.MOST_TOUCHED)
                .mapToObj(Integer::toString)
                .collect(Collectors.toSet()));
        assertThat(touched()).containsExactly(Tags.ALL);
        log.rolledBackTo(savepoint);
        assertThat(touched()).containsExactly("a");
    }

    private Collection<String> touched() {
        return log.written().touched();
    }

    private record Named(String name) implements Savepoint {

        @Override
        public int getSavepointId() {
            return 0;
        }

        @Override
        public String getSavepointName() {
            return name;
        }
    }
}
