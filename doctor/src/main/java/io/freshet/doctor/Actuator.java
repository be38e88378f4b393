package io.freshet.doctor;

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
 * The Actuator of an application, found from the address of the application, of Actuator, or of the endpoint. Blocks for the timeout at the most with
 * each request, of which it makes four at the most.
 */
final class Actuator {

    private static final String ENDPOINT = "freshetdoctor";
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int REDIRECTED = 300;
    private static final int FAILED = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final String EXPOSE =
            "set management.endpoints.web.exposure.include=health,freshetdoctor in the application, and"
                    + " see that freshet.enabled and management.endpoint.freshetdoctor.access do not switch it off";

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECTING)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI url;
    private final Map<String, String> headers;
    private final Duration timeout;

    Actuator(URI url, Map<String, String> headers, Duration timeout) {
        this.url = url;
        this.headers = headers;
        this.timeout = timeout;
    }

    /**
     * Asks the endpoint.
     *
     * @throws DoctorException if it cannot be reached
     */
    Report report() {
        String given = url.toString().replaceAll("/+$", "");
        if (given.endsWith("/" + ENDPOINT)) {
            return Report.read(url, requireFound(url, get(url)));
        }
        for (String base : List.of(given, given + "/actuator")) {
            JsonNode links = linksOf(get(URI.create(base)));
            if (links != null) {
                URI endpoint = linked(links, URI.create(base));
                return Report.read(endpoint, requireFound(endpoint, get(endpoint)));
            }
        }
        return undiscovered(given);
    }

    /** The page that lists the endpoints may be switched off, or closed to this user. */
    private Report undiscovered(String given) {
        URI inside = URI.create(given + "/" + ENDPOINT);
        HttpResponse<String> answer = get(inside);
        if (answer.statusCode() == OK && answer.body().contains("\"findings\"")) {
            return Report.read(inside, answer.body());
        }
        URI usual = URI.create(given + "/actuator/" + ENDPOINT);
        return Report.read(usual, requireFound(usual, get(usual)));
    }

    private static @Nullable JsonNode linksOf(HttpResponse<String> page) {
        if (page.statusCode() != OK) {
            return null;
        }
        try {
            JsonNode links = JsonMapper.builder().build().readTree(page.body()).path("_links");
            return links.isObject() ? links : null;
        } catch (JacksonException e) {
            return null; // the application's own page
        }
    }

    /** Of the link only the path counts: a proxy may hide which host the application takes itself for. */
    private static URI linked(JsonNode links, URI base) {
        String href = links.path(ENDPOINT).path("href").asString("");
        if (href.isEmpty()) {
            throw new DoctorException("the Actuator at " + base + " has no endpoint " + ENDPOINT + ": " + EXPOSE);
        }
        return base.resolve(URI.create(href).getRawPath());
    }

    private static String requireFound(URI at, HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status == OK) {
            return answer.body();
        }
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            throw new DoctorException(at + " refuses (" + status
                    + "): give --user NAME:PASSWORD, or --header \"Authorization: Bearer ...\", of somebody who may");
        }
        if (status == NOT_FOUND) {
            throw new DoctorException("there is no " + at
                    + " (404): give the address of the application or of its Actuator, which may have a port of its own (management.server.port), or "
                    + EXPOSE);
        }
        if (status >= REDIRECTED && status < FAILED) {
            throw new DoctorException(at + " redirects to "
                    + answer.headers().firstValue("Location").orElse("somewhere")
                    + ": give credentials if that is a login, or that address");
        }
        throw new DoctorException(at + " failed (" + status + "): look into the application's log");
    }

    private HttpResponse<String> get(URI at) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at).timeout(timeout).header("Accept", "application/json, */*;q=0.5");
        headers.forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DoctorException(
                    "cannot reach " + at + ": " + reason(e) + "; does the application run, and is the address right?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DoctorException("interrupted while asking " + at, e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
