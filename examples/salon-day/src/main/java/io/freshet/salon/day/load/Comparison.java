package io.freshet.salon.day.load;

import io.freshet.salon.day.http.Answer;
import io.freshet.salon.day.http.Connection;
import io.freshet.salon.day.http.Instance;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What was served after the load beside what the source said. Not thread-safe. */
public final class Comparison {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> differences = new ArrayList<>();
    private long compared;

    Comparison() {}

    /** Returns how many answers were compared. */
    public long compared() {
        return compared;
    }

    /** Returns those that differed, for people. */
    public List<String> differences() {
        return List.copyOf(differences);
    }

    void compare(Instance instance, Tenant tenant) {
        try (Connection connection = new Connection(instance.address(), PATIENCE)) {
            for (Endpoint endpoint : Endpoint.values()) {
                byte[][] reads = tenant.reads(endpoint);
                for (int i = 0; i < reads.length; i++) {
                    String where = instance.name() + " " + endpoint.cache() + " of tenant " + tenant.id();
                    compare(where, connection, reads[i], tenant.sourceReads(endpoint)[i]);
                }
            }
        }
    }

    private void compare(String where, Connection connection, byte[] read, byte[] sourceRead) {
        compared++;
        try {
            String served = ask(connection, read);
            String source = ask(connection, sourceRead);
            if (!served.equals(source)) {
                differences.add(where + ": served " + served + " but the source says " + source);
            }
        } catch (IOException e) {
            differences.add(where + ": " + e);
        }
    }

    private static String ask(Connection connection, byte[] request) throws IOException {
        Answer answer = new Answer();
        connection.exchange(request, answer);
        if (!answer.isOk()) {
            throw new IOException(answer.status() + " " + answer.body());
        }
        return answer.body();
    }
}
