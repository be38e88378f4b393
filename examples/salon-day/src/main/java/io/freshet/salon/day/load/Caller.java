package io.freshet.salon.day.load;

import io.freshet.salon.day.http.Answer;
import io.freshet.salon.day.http.Connection;
import io.freshet.salon.day.http.Instance;
import io.freshet.salon.day.report.Tally;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Sends requests to any instance over connections of its own, and to another one if the first has been killed. Not thread-safe; one for each
 * thread.
 */
public final class Caller implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Instance> instances;
    private final List<Connection> connections;
    private final int[] startsSeen;
    private final Tally tally;
    private final SplittableRandom random;
    private final BooleanSupplier abandoned;
    private final Answer answer = new Answer();
    private Instance asked;
    private String latestFailure = "";
    private long sentNanos;

    /** What became of a request. */
    public enum Outcome {
        /** It was answered with success. */
        DONE,
        /** It was refused, failed, or never sent: it has changed nothing, or that has been counted as an error. */
        FAILED,
        /** The connection was lost: it may have been done. */
        UNKNOWN
    }

    /**
     * Makes a caller without connections.
     *
     * @param abandoned whether the servers are being ended, so that failures mean nothing any more
     */
    Caller(List<Instance> instances, Tally tally, SplittableRandom random, BooleanSupplier abandoned) {
        this.abandoned = abandoned;
        this.instances = instances;
        this.connections = instances.stream()
                .map(instance -> new Connection(instance.address(), PATIENCE))
                .toList();
        this.startsSeen = new int[instances.size()];
        this.tally = tally;
        this.random = random;
        this.asked = instances.get(0);
    }

    /** Sends a request that may safely be sent twice. */
    public Outcome read(byte[] request) {
        return send(request, true);
    }

    /** Sends a request that must not be done twice. */
    public Outcome write(byte[] request) {
        Outcome outcome = send(request, false);
        if (outcome == Outcome.UNKNOWN) {
            tally.wroteUnknown();
        }
        return outcome;
    }

    /** Returns the latest answer, until the next request. */
    public Answer answer() {
        return answer;
    }

    /** Returns when the latest request was sent to the instance that answered it. */
    public long sentNanos() {
        return sentNanos;
    }

    /** Returns the instance that was asked last. */
    public Instance asked() {
        return asked;
    }

    /** Returns why the latest failed request did. */
    public String latestFailure() {
        return latestFailure;
    }

    private Outcome send(byte[] request, boolean repeatable) {
        int first = random.nextInt(instances.size());
        for (int i = 0; i < instances.size(); i++) {
            int at = (first + i) % instances.size();
            if (!instances.get(at).isExpected()) {
                continue;
            }
            asked = instances.get(at);
            Connection connection = connection(at);
            sentNanos = System.nanoTime();
            try {
                connection.exchange(request, answer);
                return answer.isOk() ? Outcome.DONE : refused(request);
            } catch (IOException e) {
                boolean received = connection.mayHaveBeenReceived();
                if (asked.wasRightlyExpected()) {
                    fail(request, e.toString());
                    return received ? Outcome.UNKNOWN : Outcome.FAILED;
                }
                if (received && !repeatable) {
                    return Outcome.UNKNOWN;
                }
                tally.failedOver();
            }
        }
        fail(request, "no instance is up");
        return Outcome.FAILED;
    }

    private Connection connection(int at) {
        int starts = instances.get(at).starts();
        if (starts != startsSeen[at]) {
            connections.get(at).close();
            startsSeen[at] = starts;
        }
        return connections.get(at);
    }

    private Outcome refused(byte[] request) {
        fail(request, answer.status() + " " + answer.body());
        return answer.status() >= 500 ? Outcome.UNKNOWN : Outcome.FAILED;
    }

    private void fail(byte[] request, String why) {
        int end = 0;
        while (end < request.length && request[end] != '\r') {
            end++;
        }
        String line = new String(request, 0, end, StandardCharsets.ISO_8859_1);
        latestFailure = asked.name() + " " + line.replace(" HTTP/1.1", "") + ": " + why;
        if (!abandoned.getAsBoolean()) {
            tally.failed(latestFailure);
        }
    }

    @Override
    public void close() {
        connections.forEach(Connection::close);
    }
}
