package io.freshet.salon;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import static org.assertj.core.api.Assertions.assertThat;

/** The console is in the salon, for those who run it and for nobody else. */
@SalonTest
class ConsoleITests {

    @LocalServerPort
    private int port;

    @Test
    void onlyThoseWhoRunTheSalon_seeTheConsole() throws Exception {
        assertThat(get("/freshet/api/overview", "").statusCode()).isEqualTo(401);
        assertThat(get("/freshet/api/overview", basic("viewer", "wrong")).statusCode())
                .isEqualTo(401);
        var owner = SalonClient.anonymous("http://localhost:" + port).login(1, "owner");
        assertThat(owner.get("/freshet/api/overview").status()).isEqualTo(401);
        assertThat(get("/freshet/api/overview", basic("viewer", "freshet")).body())
                .contains("dashboard:metrics");
    }

    private HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
