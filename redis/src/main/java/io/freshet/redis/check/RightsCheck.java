package io.freshet.redis.check;

import io.freshet.check.Finding;

import java.util.ArrayList;
import java.util.List;

/** Which of the questions that are asked here a server refuses. */
final class RightsCheck {

    /** What helps. */
    static final String REMEDY =
            "Allow the user +info, +time and +config|get (a managed server may not have them: look at its console)";

    private RightsCheck() {}

    static Finding of(AskedServer server) {
        List<String> refused = new ArrayList<>();
        note(refused, () -> server.info("server"));
        note(refused, () -> server.config("maxmemory"));
        note(refused, server::time);
        return refused.isEmpty()
                ? RedisTopic.RIGHTS.ok("INFO, CONFIG GET and TIME may be asked")
                : RedisTopic.RIGHTS.note("Some things are unknown, because " + String.join("; ", refused), REMEDY);
    }

    private static void note(List<String> refused, Runnable question) {
        try {
            question.run();
        } catch (RefusedException e) {
            refused.add(String.valueOf(e.getMessage()));
        }
    }
}
