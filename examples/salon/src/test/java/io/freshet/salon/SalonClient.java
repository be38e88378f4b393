package io.freshet.salon;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Calls the salon over HTTP as one user. */
final class SalonClient {

    /** An answer; its body is missing where there is none. */
    record Answer(int status, HttpHeaders headers, JsonNode body) {

        long number(String field) {
            return body.required(field).asLong();
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String origin;
    private final String token;

    private SalonClient(String origin, String token) {
        this.origin = origin;
        this.token = token;
    }

    static SalonClient anonymous(String origin) {
        return new SalonClient(origin, "");
    }

    SalonClient login(long tenant, String mailbox) {
        var email = mailbox + "@tenant" + tenant + ".example";
        var answer = post("/api/auth/login", Map.of("tenant", tenant, "email", email, "password", "salon"));
        return new SalonClient(origin, answer.body().required("accessToken").asString());
    }

    Answer get(String path) {
        return send("GET", path, "application/json", "");
    }

    Answer post(String path, Object body) {
        return send("POST", path, "application/json", JSON.writeValueAsString(body));
    }

    Answer post(String path, Object body, String idempotencyKey) {
        return send("POST", path, "application/json", JSON.writeValueAsString(body), "Idempotency-Key", idempotencyKey);
    }

    Answer post(String path) {
        return send("POST", path, "application/json", "");
    }

    Answer postCsv(String path, String csv) {
        return send("POST", path, "text/csv", csv);
    }

    Answer patch(String path, Object body) {
        return send("PATCH", path, "application/json", JSON.writeValueAsString(body));
    }

    Answer delete(String path) {
        return send("DELETE", path, "application/json", "");
    }

    private Answer send(String method, String path, String type, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(origin + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", type);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
