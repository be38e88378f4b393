package io.freshet.doctor.top;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The API of the console of an application, found from the address of the application or of the console. Blocks for the timeout at the most with each
 * request, of which it makes one, and two until it has found where the console is. Not thread-safe.
 */
final class ConsoleApi {

    private static final String USUAL_PATH = "/freshet";
    private static final String OVERVIEW = "/api/overview";
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECTING)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final URI url;
    private final Map<String, String> headers;
    private final Duration timeout;
    private @Nullable URI found;

    ConsoleApi(URI url, Map<String, String> headers, Duration timeout) {
        this.url = url;
        this.headers = headers;
        this.timeout = timeout;
    }

    /**
     * Asks how everything does.
     *
     * @throws TopException if it cannot be reached
     */
    JsonNode overview() {
        URI known = found;
        if (known != null) {
            Answer answer = get(known);
            return answer.overview() == null ? refused(answer) : answer.overview();
        }
        Answer telling = null;
        for (URI place : places()) {
            Answer answer = get(place);
            if (answer.overview() != null) {
                found = place;
                return answer.overview();
            }
            telling = telling != null && telling.isAboutCredentials() ? telling : answer;
        }
        if (telling == null) {
            throw new IllegalStateException("no place was asked");
        }
        return refused(telling);
    }

    private List<URI> places() {
        String given = url.toString().replaceAll("/+$", "");
        URI usual = URI.create(given + USUAL_PATH + OVERVIEW);
        boolean isHost = URI.create(given).getRawPath().isEmpty();
        return isHost ? List.of(usual) : List.of(URI.create(given + OVERVIEW), usual);
    }

    private static JsonNode refused(Answer answer) {
        URI at = answer.at();
        if (answer.isAboutCredentials()) {
            throw new TopException(
                    at + " refuses (" + answer.status() + (answer.why().isEmpty() ? "" : ": " + answer.why())
                            + "): give --user NAME:PASSWORD, or --header \"Authorization: Bearer ...\", of somebody with a role of the console",
                    null);
        }
        if (answer.status() == NOT_FOUND || answer.status() < UNAUTHORIZED) {
            throw new TopException(
                    "there is no console at " + at + " (" + answer.status()
                            + "): give the address that the application says at its start, add freshet-console to it, or set"
                            + " freshet.console.enabled=true; with management.server.port it is on that port",
                    null);
        }
        throw new TopException(at + " failed (" + answer.status() + "): look into the application's log", null);
    }

    private Answer get(URI at) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at).timeout(timeout).header("Accept", "application/json");
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer(at, response);
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : String.valueOf(e.getMessage());
            throw new TopException(
                    "cannot reach " + at + ": " + reason + "; does the application run, and is the address right?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopException("interrupted while asking " + at, e);
        }
    }

    private Answer answer(URI at, HttpResponse<String> response) {
        JsonNode body = body(response.body());
        boolean isOverview = response.statusCode() == OK && body.has("node") && body.has("caches");
        return new Answer(at, response.statusCode(), body.path("error").asString(""), isOverview ? body : null);
    }

    /** Nothing if it is a page. */
    private JsonNode body(String text) {
        try {
            return mapper.readTree(text);
        } catch (JacksonException e) {
            return mapper.createObjectNode();
        }
    }

    private record Answer(
            URI at, int status, String why, @Nullable JsonNode overview) {

        boolean isAboutCredentials() {
            return status == UNAUTHORIZED || status == FORBIDDEN;
        }
    }
}
