package io.freshet.witness.shop;

import io.freshet.Freshet;
import io.freshet.event.CacheMeter;
import io.freshet.witness.Witnessed;
import io.freshet.witness.report.Rule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.result.MockMvcResultMatchers;

import java.time.Duration;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Test classes that another test runs, since they are to fail. The build does not run them by itself. */
public class ShopCases {

    /** What all have. */
    abstract static class Case {

        @Autowired
        protected ShopReads reads;

        @Autowired
        protected ShopWrites writes;

        @Autowired
        protected ShopJobs jobs;

        @Autowired
        protected MockMvc web;

        @Autowired
        private Freshet freshet;

        @BeforeEach
        void trust() {
            await().atMost(Duration.ofMinutes(1)).until(() -> freshet.status().leaseRuns());
        }

        /** Reads until the cache answers: while the machine is slow its lease may not run, and nothing is kept. */
        void kept(String cache, Runnable read) {
            CacheMeter meter = Objects.requireNonNull(freshet.cache(cache)).meter();
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                long hits = meter.hits();
                read.run();
                return meter.hits() > hits;
            });
        }
    }

    /** Nothing is wrong. */
    @ShopTest
    @Witnessed
    @TestPropertySource(
            properties = {"spring.application.name=sound", "freshet.witness.directory=target/witness/sound"})
    public static class SoundCase extends Case {

        @Test
        void entryIsInvalidated_byARequest() throws Exception {
            int before = reads.right(1);
            kept("shop:right", () -> reads.right(1));
            kept("shop:rows", () -> reads.rows(1));
            web.perform(MockMvcRequestBuilders.post("/offers/1/raise"))
                    .andExpect(MockMvcResultMatchers.status().isOk());
            assertThat(reads.right(1)).isEqualTo(before + 1);
            web.perform(MockMvcRequestBuilders.post("/offers/2/raise"))
                    .andExpect(MockMvcResultMatchers.status().isOk());
        }

        @Test
        void whatIsObserved_isNotUnderDeclared() {
            await().until(() -> {
                int loads = reads.seen().size();
                return loads == 2;
            });
            writes.raise(1);
        }

        @Test
        void jobsAndOtherThreads_areEntryPoints() {
            reads.right(2);
            jobs.nightly();
            jobs.later().join();
        }

        @Test
        void rollback_isNoWrite() {
            assertThatThrownBy(writes::fail).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void cascade_isAWrite() {
            writes.book(7);
            writes.cancel(7);
        }

        @Test
        void valuesThatCannotBeCompared_areSaid_andNoFailure() {
            kept("shop:counter", () -> reads.answersDifferentlyEachTime());
            kept("shop:object", () -> reads.withoutEquals());
            reads.throughAView();
            writes.raise(1);
            writes.note("same");
        }
    }

    /** A table is read that is not declared. */
    @ShopTest
    @Witnessed
    @TestPropertySource(
            properties = {"spring.application.name=under", "freshet.witness.directory=target/witness/under"})
    public static class UnderDeclaredCase extends Case {

        @Test
        void reading_isEnough() {
            reads.underDeclared();
        }

        @Test
        void throughAnotherCache() {
            reads.bookings();
            reads.underDeclaredThroughAnother();
        }

        @Test
        void anotherTest_isNotToBlame() {
            reads.right(1);
        }
    }

    /** Entries are not invalidated. */
    @ShopTest
    @Witnessed(failOn = Rule.STALE, ignore = "shop:elsewhere")
    @TestPropertySource(
            properties = {"spring.application.name=stale", "freshet.witness.directory=target/witness/stale"})
    public static class StaleCase extends Case {

        @Test
        void byWrongTables() {
            kept("shop:stale", () -> reads.stale());
            writes.note("second");
        }

        @Test
        void ofACacheThatIsKnownForIt() {
            kept("shop:elsewhere", () -> reads.readByAnotherThread());
            writes.raise(1);
        }

        @Test
        void invalidatedEntry_isNot() {
            reads.right(1);
            writes.raise(1);
        }
    }

    /** Too much is declared, and too much is invalidated. */
    @ShopTest
    @Witnessed(failOn = {Rule.OVER_DECLARED, Rule.UNDECLARED_COLUMNS, Rule.NEEDLESS, Rule.NEVER_INVALIDATED})
    @TestPropertySource(
            properties = {"spring.application.name=costly", "freshet.witness.directory=target/witness/costly"})
    public static class CostlyCase extends Case {

        @Test
        void reading() {
            reads.overDeclared();
            reads.columnsToo(1);
        }

        @Test
        void writingAnotherRow() {
            kept("shop:right", () -> reads.right(1));
            kept("shop:bookings", () -> reads.bookings());
            writes.raise(2);
            kept("shop:right", () -> reads.right(1));
            writes.raise(1);
        }
    }
}
