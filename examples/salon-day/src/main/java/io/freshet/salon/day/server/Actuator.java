package io.freshet.salon.day.server;

import io.freshet.salon.day.http.Answer;
import io.freshet.salon.day.http.Connection;
import io.freshet.salon.day.http.Instance;
import io.freshet.salon.day.http.Request;
import io.freshet.salon.day.report.Report.Lag;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the instances say of themselves under {@code /actuator/freshet}. */
public final class Actuator {
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] REQUEST = Request.get("/actuator/freshet").bytes();

    private Actuator() {}

    /** Returns the invalidation lag, the worse of the instances; empty if none says it. */
    public static Optional<Lag> invalidationLag(List<Instance> instances) {
        return instances.stream()
                .filter(Instance::isExpected)
                .map(Actuator::ask)
                .flatMap(Optional::stream)
                .reduce(Lag::worse);
    }

    static Optional<Lag> lagOf(JsonNode root) {
        JsonNode lag = root.path("invalidationLag");
        boolean isMeasured = lag.hasNonNull("last");
        return isMeasured
                ? Optional.of(new Lag(
                        lag.path("p50Micros").doubleValue(),
                        lag.path("p99Micros").doubleValue()))
                : Optional.empty();
    }

    private static Optional<Lag> ask(Instance instance) {
        try (Connection connection = new Connection(instance.address(), Duration.ofSeconds(5))) {
            Answer answer = new Answer();
            connection.exchange(REQUEST, answer);
            return answer.isOk() ? lagOf(JSON.readTree(answer.body())) : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }
}
