package io.freshet.redis.check;

import io.freshet.check.Finding;

/** How much a server keeps for a listener that does not take it, {@code client-output-buffer-limit}. */
final class BuffersCheck {

    private static final long LEAST_HARD = 1L << 20;
    private static final long LEAST_SOFT = 256L << 10;
    private static final int WORDS = 4;

    private BuffersCheck() {}

    static Finding of(AskedServer server) {
        String[] words = server.config("client-output-buffer-limit").split(" ", -1);
        for (int i = 0; i + WORDS <= words.length; i += WORDS) {
            if (words[i].equals("pubsub") && words[i + 1].matches("\\d{1,18}") && words[i + 2].matches("\\d{1,18}")) {
                return pubsub(Long.parseLong(words[i + 1]), Long.parseLong(words[i + 2]), words[i + 3]);
            }
        }
        return RedisTopic.BUFFERS.unknown(
                "client-output-buffer-limit does not name the class pubsub", "Look at the server's console");
    }

    private static Finding pubsub(long hard, long soft, String seconds) {
        String found = "Listeners are cut off " + (hard == 0 ? "never at once" : "at " + Fields.size(hard))
                + (soft == 0 ? "" : ", and at " + Fields.size(soft) + " for " + seconds + " s");
        boolean isLow = (hard != 0 && hard < LEAST_HARD) || (soft != 0 && soft < LEAST_SOFT);
        if (isLow) {
            return RedisTopic.BUFFERS.warning(
                    found + ": a burst of invalidations may reach that",
                    "Set client-output-buffer-limit to pubsub 32mb 8mb 60, the server's default");
        }
        return hard == 0 && soft == 0
                ? RedisTopic.BUFFERS.note(
                        "Listeners are never cut off: one that hangs fills the server's memory",
                        "Set client-output-buffer-limit to pubsub 32mb 8mb 60, the server's default")
                : RedisTopic.BUFFERS.ok(found);
    }
}
