package io.freshet.console;

import io.freshet.Freshet;
import io.freshet.console.salon.RunningSalon;
import io.freshet.console.salon.Salon;
import io.freshet.control.Scope;
import io.freshet.doctor.top.Top;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code ./freshet top} against a real instance, with Spring Security. */
class TopITests {

    private record Run(int exit, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Top.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Run(exit, out.toString(), err.toString());
    }

    @Test
    void top_tellsWhatTheConsoleTells_toWhoMayLook() {
        try (RunningSalon salon = RunningSalon.secured("--server.servlet.context-path=/shop")) {
            Freshet freshet = salon.bean(Freshet.class);
            await().until(() -> freshet.status().leaseRuns());
            for (int i = 0; i < 10; i++) {
                salon.bean(Salon.Prices.class).price(1);
            }
            Run well = run("--url", salon.address(), "--once", "--user", "vera:secret");
            assertThat(well.err).isEmpty();
            assertThat(well.out).contains("salon-a", "trusted", "catalog:price", "dashboard:metrics");
            assertThat(well.exit).isZero();

            freshet.controls().switchOff(Scope.cache("broken"), "olga");
            await().until(() -> run("--url", salon.address(), "--once", "--user", "vera:secret")
                            .exit()
                    == 1);
            Run ill = run("--url", salon.address() + "/freshet", "--once", "--user", "vera:secret");
            assertThat(ill.out).contains("1 problem", "switched off for cache:broken, by olga", "broken (off)");
            assertThat(ill.exit).isEqualTo(1);

            Run nobody = run("--url", salon.address(), "--once");
            assertThat(nobody.exit).isEqualTo(3);
            assertThat(nobody.err).contains("/shop/freshet/api/overview refuses (401");
            assertThat(run("--url", salon.address(), "--once", "--user", "stranger:secret").err)
                    .contains("403: stranger has none of the roles");
        }
    }
}
