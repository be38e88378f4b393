package io.freshet.salon.day.load;

import io.freshet.salon.day.check.Fact;
import io.freshet.salon.day.check.Verdicts;
import io.freshet.salon.day.http.CannedServer;
import io.freshet.salon.day.http.Instance;
import io.freshet.salon.day.load.Tenant.Catalog;
import io.freshet.salon.day.load.Tenant.Repriced;
import io.freshet.salon.day.report.Tally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

class ExaminerTests {
    private static final String HOURS =
            "[{\"hour\":9,\"bills\":%d,\"payments\":0},{\"hour\":10,\"bills\":2,\"payments\":0}]";
    private static final String SERVICES = "[{\"id\":17,\"categoryId\":3,\"priceMinor\":%d}]";

    private final CannedServer server = new CannedServer("");
    private final Tally tally = new Tally(List.of());
    private final Verdicts verdicts = new Verdicts();
    private final Examiner examiner = new Examiner(verdicts, tally);
    private final Caller caller = new Caller(
            List.of(new Instance("instance-1", server.address().getPort(), () -> true)),
            tally,
            new SplittableRandom(1),
            () -> false);
    private final Tenant tenant = new Tenant(
            5,
            "token",
            new Catalog(
                    List.of(3L),
                    List.of(17L),
                    List.of(1L),
                    List.of(new Repriced(17, new Turn())),
                    1,
                    1,
                    1,
                    1,
                    LocalDate.EPOCH),
            LocalDate.of(2026, 11, 21));

    @AfterEach
    void close() throws IOException {
        caller.close();
        server.close();
    }

    @Test
    void answerWithoutAnAcknowledgedBill_isStale() {
        tenant.facts().base(Fact.BILLS, 10);
        tenant.offset(Endpoint.HOURLY, 0, -5);
        examine(Endpoint.HOURLY, HOURS.formatted(3));
        assertThat(verdicts.staleAnswers()).isZero();

        tenant.facts().of(Fact.BILLS).acknowledgeMore(1, System.nanoTime());
        examine(Endpoint.HOURLY, HOURS.formatted(3));
        assertThat(verdicts.staleAnswers()).isEqualTo(1);
        examine(Endpoint.HOURLY, HOURS.formatted(4));
        assertThat(verdicts.staleAnswers()).isEqualTo(1);
        assertThat(verdicts.judged()).as("each answer shows the settings too").isEqualTo(6);
    }

    @Test
    void answerMadeWithOldSettings_isStale() {
        tenant.facts().base(Fact.SETTINGS_REVISION, 0);
        tenant.facts().of(Fact.SETTINGS_REVISION).acknowledge(7, System.nanoTime());
        examine(Endpoint.TOP_CLIENTS, "[]");
        assertThat(verdicts.staleAnswers()).isZero();
        tenant.facts().of(Fact.SETTINGS_REVISION).acknowledge(8, System.nanoTime());
        examine(Endpoint.TOP_CLIENTS, "[]");
        assertThat(verdicts.staleAnswers()).isEqualTo(1);
    }

    @Test
    void answerWithAnOldPrice_isStale() {
        tenant.facts().basePrice(17, 2900);
        tenant.facts().prices().get(17L).acknowledge(2901, System.nanoTime());
        examine(Endpoint.SERVICES, SERVICES.formatted(2900));
        assertThat(verdicts.staleAnswers()).isEqualTo(1);
        examine(Endpoint.SERVICES, SERVICES.formatted(2901));
        assertThat(verdicts.staleAnswers()).isEqualTo(1);
    }

    @Test
    void answerWithoutTheNumber_isAnError() {
        examine(Endpoint.SETTINGS, "{}");
        assertThat(tally.errors()).isEqualTo(1);
        assertThat(verdicts.judged()).isZero();
    }

    private void examine(Endpoint endpoint, String json) {
        server.answer(CannedServer.ok(json));
        assertThat(caller.read(tenant.reads(endpoint)[0])).isEqualTo(Caller.Outcome.DONE);
        examiner.examine(tenant, endpoint, caller);
    }
}
