package io.freshet.bench.peer;

import io.freshet.bench.system.Servers;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Connections of Spring Data Redis with their defaults. */
public final class SpringConnections {
    private SpringConnections() {}

    /** Returns a started factory; {@code destroy()} ends it. */
    public static LettuceConnectionFactory open(Servers servers) {
        LettuceConnectionFactory connections = new LettuceConnectionFactory("127.0.0.1", servers.redisPort());
        connections.afterPropertiesSet();
        connections.start();
        return connections;
    }
}
