package io.freshet.bench.stale;

import io.freshet.bench.peer.Peer;
import io.freshet.bench.report.Json;
import io.freshet.bench.system.Servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The child JVM that measures one system and writes its {@link StaleResult} to a file. */
final class StaleChild {
    private StaleChild() {}

    static List<String> arguments(Peer peer, Servers servers, StaleSettings settings, Path result) {
        return List.of(
                peer.label(),
                Integer.toString(servers.redisPort()),
                servers.jdbcUrl(),
                settings.measured().toString(),
                settings.warmUp().toString(),
                Integer.toString(settings.keys()),
                result.toString());
    }

    /** Takes what {@link #arguments} returns. */
    public static void main(String[] arguments) throws Exception {
        Peer peer = Peer.named(arguments[0]);
        Servers servers = new Servers(Integer.parseInt(arguments[1]), arguments[2]);
        StaleSettings settings = StaleSettings.of(
                Duration.parse(arguments[3]), Duration.parse(arguments[4]), Integer.parseInt(arguments[5]));
        Json.write(StaleWorkload.run(peer.label(), settings, peer.system(), servers), Path.of(arguments[6]));
        System.exit(0);
    }
}
