package io.freshet.salon;

import io.freshet.salon.ApiDescription.Operation;
import io.freshet.salon.RequestMaker.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is sent to the API, by its own description and against it: no answer is a failure of the salon, and each refusal is a problem detail. The
 * seed is printed; {@code -Dsalon.fuzz.seed=…} repeats a run, {@code -Dsalon.fuzz.seconds=…} makes it longer.
 */
@SalonTest
class ApiFuzzITests {

    /** Of no other test: nothing is left as it was. */
    private static final long TENANT = 15;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int SHOWN = 20;

    /** A machine that is so slow that too little has been sent by then goes on. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final String SESSIONS = "/api/auth/";
    private static final int ROUNDS = 8;

    /** What may end the session, the user or the salon that it is sent by. */
    private static final Predicate<Operation> TOO_FAR =
            operation -> operation.path().startsWith(SESSIONS)
                    || operation.isMutation() && operation.path().startsWith("/api/tenants")
                    || operation.isMutation() && operation.path().startsWith("/api/users/");

    private final long seed = Long.getLong("salon.fuzz.seed", System.nanoTime());
    private final Duration length = Duration.ofSeconds(Long.getLong("salon.fuzz.seconds", 20));
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    private final KnownIds ids = new KnownIds();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final int[] counts = new int[6];

    private SalonClient anonymous = SalonClient.anonymous("");
    private ApiDescription api;
    private RequestMaker maker;
    private String origin = "";

    @BeforeEach
    void connect(@LocalServerPort int port) {
        origin = "http://localhost:" + port;
        anonymous = SalonClient.anonymous(origin);
        api = ApiDescription.of(anonymous);
        maker = new RequestMaker(api, new SplittableRandom(seed), ids);
    }

    @Test
    void whateverIsSent_isAnsweredOrRefused_andNeverFails() {
        var operations = api.operations().stream().filter(TOO_FAR.negate()).toList();
        var token = anonymous.login(TENANT, "owner").token();
        long start = System.nanoTime();
        do {
            operations.forEach(operation -> attempt(operation, token));
        } while (failures.size() < SHOWN && isToGoOn(System.nanoTime() - start, operations.size()));

        assertNoFailureOf(operations);
    }

    @Test
    void whateverEndsASession_aUserOrASalon_isAnsweredOrRefused_andNeverFails() {
        var operations = api.operations().stream().filter(TOO_FAR).toList();
        var owner = ownerOfAnother();
        for (int round = 0; round < ROUNDS; round++) {
            for (var operation : operations) {
                if (owner.get("/api/users/me").status() != 200) {
                    owner = ownerOfAnother();
                }
                attempt(operation, owner.token());
            }
        }

        assertNoFailureOf(operations);
    }

    private boolean isToGoOn(long nanos, int operations) {
        return nanos < length.toNanos() || nanos < LONGEST.toNanos() && !isEnough(operations);
    }

    private boolean isEnough(int operations) {
        return counts[2] > operations && counts[4] > operations;
    }

    private SalonClient ownerOfAnother() {
        return anonymous.as(MatrixSalon.login(anonymous, MatrixSalon.open(anonymous, "Fuzz")));
    }

    private void attempt(Operation operation, String token) {
        var request = maker.next(operation);
        var response = send(request, token);
        counts[response.statusCode() / 100]++;
        learn(ids, operation, response);
        mistakes(operation, response)
                .forEach(mistake -> failures.putIfAbsent(
                        operation + ": " + mistake, request + "\n  " + response.statusCode() + " " + response.body()));
    }

    private void assertNoFailureOf(List<Operation> operations) {
        System.out.println("API fuzzing with -Dsalon.fuzz.seed=" + seed + ": " + counts[2]
                + " requests were answered and " + counts[4] + " refused, of " + operations.size() + " operations");

        assertThat(failures).as("with -Dsalon.fuzz.seed=" + seed).isEmpty();
        assertThat(counts[2]).as("requests that were valid").isGreaterThan(operations.size());
        assertThat(counts[4]).as("requests that were not").isGreaterThan(operations.size());
    }

    private void learn(KnownIds ids, Operation operation, HttpResponse<String> response) {
        if (response.statusCode() < 300 && !response.body().isEmpty()) {
            ids.learn(operation, json.readTree(response.body()));
        }
    }

    /** What is wrong with the answer, nothing if it is as it should be. */
    private List<String> mistakes(Operation operation, HttpResponse<String> response) {
        var mistakes = new ArrayList<String>();
        int status = response.statusCode();
        if (status >= 500) {
            mistakes.add("fails with " + status);
        }
        if (status == 401 && !operation.path().startsWith(SESSIONS)) {
            mistakes.add("does not know the caller");
        }
        if (status >= 400 && !isProblem(response)) {
            mistakes.add("refuses with " + status + " without a problem detail");
        }
        return mistakes;
    }

    private boolean isProblem(HttpResponse<String> response) {
        try {
            return response.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")
                    && json.readTree(response.body()).path("status").asInt() == response.statusCode();
        } catch (JacksonException e) {
            return false;
        }
    }

    private HttpResponse<String> send(Request request, String token) {
        var built = HttpRequest.newBuilder(URI.create(origin + request.path()))
                .method(request.method(), BodyPublishers.ofString(request.body()))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", request.contentType())
                .header("Accept", request.accept())
                .timeout(TIMEOUT)
                .build();
        try {
            return http.send(built, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("with -Dsalon.fuzz.seed=" + seed + ": " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
