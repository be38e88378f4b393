package io.freshet.bench.stampede;

import io.freshet.bench.child.Requests;
import io.freshet.bench.peer.Peer;
import io.freshet.bench.system.Servers;

/** The child JVM of {@link Callers}. */
final class CallersChild {
    /** Answers the version. */
    static final String WRITE = "write";

    /** Answers the version. */
    static final String READ = "read";

    /** Nano time and version; answers as {@link Callers#rush}. */
    static final String RUSH = "rush";

    private CallersChild() {}

    /** Takes what {@link StampedeRun} passes: name of the system, port of Redis, JDBC URL, name of the instance, callers. */
    public static void main(String[] arguments) throws Exception {
        Requests requests = Requests.fromParent();
        Servers servers = new Servers(Integer.parseInt(arguments[1]), arguments[2]);
        int callers = Integer.parseInt(arguments[4]);
        try (Callers instance = new Callers(Peer.named(arguments[0]).system(), servers, arguments[3], callers)) {
            requests.serve((verb, numbers) -> switch (verb) {
                case WRITE -> new long[] {instance.write()};
                case READ -> new long[] {instance.read()};
                case RUSH -> instance.rush(numbers[0], numbers[1]);
                default -> throw Requests.unknown(verb, numbers);
            });
        }
        System.exit(0);
    }
}
