package io.freshet.console;

import io.freshet.console.salon.RunningSalon;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Where Actuator has a port of its own the console is there and nowhere else, behind the same login. On WebFlux: {@link WebFluxITests}. */
class ManagementPortITests {

    private static final String SESSION = "/freshet/api/session";

    @Test
    void withAPortOfItsOwn_theConsoleIsThere_andOnlyThere() {
        try (RunningSalon salon =
                RunningSalon.secured("--management.server.port=0", "--management.server.base-path=/manage")) {
            String management = "http://localhost:" + salon.managementPort() + "/manage";
            assertThat(RunningSalon.getAt(management + SESSION, RunningSalon.as("vera"))
                            .body())
                    .contains("\"role\":\"viewer\"");
            assertThat(RunningSalon.getAt(management + "/freshet/", RunningSalon.as("vera"))
                            .body())
                    .contains("<base href=\"./\">");
            assertThat(RunningSalon.getAt(management + SESSION).statusCode()).isEqualTo(401);
            assertThat(RunningSalon.getAt(management + SESSION, RunningSalon.as("stranger"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(salon.get(SESSION, RunningSalon.as("vera")).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whereActuatorIsSwitchedOff_theConsoleIsWithTheApplication() {
        try (RunningSalon salon = RunningSalon.secured("--management.server.port=-1")) {
            assertThat(salon.get(SESSION, RunningSalon.as("vera")).statusCode()).isEqualTo(200);
        }
    }
}
