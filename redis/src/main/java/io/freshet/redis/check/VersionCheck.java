package io.freshet.redis.check;

import io.freshet.check.Finding;

import java.util.Map;

/** Whether the server is new enough. Valkey tells the version of Redis that it is compatible with, besides its own. */
final class VersionCheck {

    private static final int MAJOR = 6;
    private static final int MINOR = 2;

    private VersionCheck() {}

    static Finding of(AskedServer server) {
        Map<String, String> info = server.info("server");
        String version = info.getOrDefault("redis_version", "");
        String[] parts = version.split("\\.", -1);
        if (parts.length < 2 || !parts[0].matches("\\d{1,6}") || !parts[1].matches("\\d{1,6}")) {
            return RedisTopic.VERSION.unknown(
                    "the server names no version that can be read: '" + version + "'",
                    "Ask whoever runs it; Redis 6.2, or any Valkey, is needed at least");
        }
        int major = Integer.parseInt(parts[0]);
        boolean isNew = major > MAJOR || (major == MAJOR && Integer.parseInt(parts[1]) >= MINOR);
        String name = info.containsKey("valkey_version")
                ? "Valkey " + info.get("valkey_version") + ", compatible with Redis " + version
                : "Redis " + version;
        return isNew
                ? RedisTopic.VERSION.ok(name)
                : RedisTopic.VERSION.problem(name, "Upgrade to Redis 6.2 or later, or to Valkey");
    }
}
