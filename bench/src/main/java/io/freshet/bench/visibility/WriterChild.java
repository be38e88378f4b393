package io.freshet.bench.visibility;

import io.freshet.bench.child.Requests;
import io.freshet.bench.peer.Peer;
import io.freshet.bench.system.Servers;

/** The child JVM of the {@link Writer}. */
final class WriterChild {
    /** Number of writes; answers version, commit and return of each. */
    static final String WRITE = "write";

    /** Key; answers how many connections were killed. */
    static final String WRITE_AND_KILL = "write-and-kill";

    /** Answers as {@link KilledWrites#returned()}. */
    static final String RETURNED = "returned";

    private WriterChild() {}

    /** Takes what {@link VisibilityRun} passes: name of the system, port of Redis, JDBC URL. */
    public static void main(String[] arguments) throws Exception {
        Requests requests = Requests.fromParent();
        Servers servers = new Servers(Integer.parseInt(arguments[1]), arguments[2]);
        try (Writer writer = new Writer(Peer.named(arguments[0]).system(), servers)) {
            requests.serve((verb, numbers) -> switch (verb) {
                case WRITE -> writer.write(VisibilitySettings.WATCHED_KEY, (int) numbers[0]);
                case WRITE_AND_KILL -> new long[] {writer.killed().begin((int) numbers[0])};
                case RETURNED -> writer.killed().returned();
                default -> throw Requests.unknown(verb, numbers);
            });
        }
        System.exit(0);
    }
}
