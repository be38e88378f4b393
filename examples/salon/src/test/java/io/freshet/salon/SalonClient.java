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
        return as(login(tenant, mailbox + "@tenant" + tenant + ".example", "salon"));
    }

    /** What a login answers, whether it succeeds or not. */
    Answer login(long tenant, String email, String password) {
        return post("/api/auth/login", Map.of("tenant", tenant, "email", email, "password", password));
    }

    /** Whoever a login or a refresh was for. */
    SalonClient as(Answer tokens) {
        return new SalonClient(origin, tokens.body().required("accessToken").asString());
    }

    String token() {
        return token;
    }

    Answer get(String path) {
        return send("GET", path, "application/json", "");
    }

    /** Asks the source, whatever is cached. */
    Answer getFromSource(String path) {
        return send("GET", path, "application/json", "", "Cache-Control", "no-cache");
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

    Answer put(String path, Object body) {
        return send("PUT", path, "application/json", JSON.writeValueAsString(body));
    }

    Answer patch(String path, Object body) {
        return send("PATCH", path, "application/json", JSON.writeValueAsString(body));
    }

    Answer delete(String path) {
        return send("DELETE", path, "application/json", "");
    }

    /** Sends a body as JSON by whatever method. */
    Answer send(String method, String path, Object body) {
        return send(method, path, "application/json", JSON.writeValueAsString(body));
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
