package io.freshet.bench.capture;

import io.freshet.bench.capture.CaptureSystem.Application;
import io.freshet.bench.child.Requests;
import io.freshet.bench.system.Servers;

/** The child JVM of one system. */
final class CaptureChild {
    /** Nanoseconds; writes transactions for so long; answers the time that it took, that of processors here and in the server, and that of each transaction. */
    static final String WRITE = "write";

    /** Rows; answers the nanoseconds of three statements that write so many. */
    static final String BULK = "bulk";

    /** Writes; answers the nanoseconds until each was seen. */
    static final String SIGHTS = "sights";

    /** Statements; answers the nanoseconds that capturing so many takes when their text is known. */
    static final String KNOWN = "known";

    private CaptureChild() {}

    /** Takes what {@link CaptureRun} passes: name of the system, port of Redis, JDBC URL, number of writers. */
    public static void main(String[] arguments) throws Exception {
        Requests requests = Requests.fromParent();
        Servers servers = new Servers(Integer.parseInt(arguments[1]), arguments[2]);
        int writerCount = Integer.parseInt(arguments[3]);
        CaptureSystem system = CaptureSystem.named(arguments[0]);
        try (Application application = system.open(servers, writerCount);
                Writers writers = new Writers(application.database(), writerCount);
                Sights sights = new Sights(
                        application.database(),
                        application.freshet(),
                        servers.jdbcUrl(),
                        Accounts.watched(writerCount))) {
            requests.serve((verb, numbers) -> switch (verb) {
                case WRITE -> writers.write(numbers[0]);
                case BULK -> new long[] {Accounts.writeMany(application.database(), (int) numbers[0])};
                case KNOWN -> new long[] {KnownStatements.nanos((int) numbers[0])};
                case SIGHTS -> sights.measure((int) numbers[0]);
                default -> throw Requests.unknown(verb, numbers);
            });
        }
        System.exit(0);
    }
}
