package io.freshet.bench.visibility;

import io.freshet.bench.child.Requests;
import io.freshet.bench.peer.Peer;
import io.freshet.bench.system.Servers;

/** The child JVM of the {@link Reader}. */
final class ReaderChild {
    /** Begins to watch the key. */
    static final String WATCH = "watch";

    /** Version to wait for; ends the watch; answers versions and instants. */
    static final String SEEN = "seen";

    /** Key; answers 1 if it is held, else 0. */
    static final String HOLD = "hold";

    /** Key; answers the version that a read returns, and holds it no more. */
    static final String JUDGE = "judge";

    private ReaderChild() {}

    /** Takes what {@link VisibilityRun} passes: name of the system, port of Redis, JDBC URL. */
    public static void main(String[] arguments) throws Exception {
        Requests requests = Requests.fromParent();
        Servers servers = new Servers(Integer.parseInt(arguments[1]), arguments[2]);
        try (Reader reader = new Reader(Peer.named(arguments[0]).system(), servers)) {
            requests.serve((verb, numbers) -> switch (verb) {
                case WATCH -> reader.watch(VisibilitySettings.WATCHED_KEY);
                case SEEN -> reader.seen(numbers[0]);
                case HOLD -> new long[] {reader.hold((int) numbers[0]) ? 1 : 0};
                case JUDGE -> new long[] {reader.judge((int) numbers[0])};
                default -> throw Requests.unknown(verb, numbers);
            });
        }
        System.exit(0);
    }
}
