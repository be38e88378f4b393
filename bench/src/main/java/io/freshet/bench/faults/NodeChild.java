package io.freshet.bench.faults;

import io.freshet.bench.child.Requests;

import java.time.Duration;

/** The child JVM of a {@link Node}. */
final class NodeChild {

    /** 1 to write, 0 to stop. */
    static final String WRITE = "write";

    /** 1 to read, 0 to stop. */
    static final String READ = "read";

    /** Makes the journal complete. */
    static final String FLUSH = "flush";

    /** Answers how many keys are answered wrongly. */
    static final String WRONG = "wrong";

    /** Answers {@link Node#tally()}. */
    static final String TALLY = "tally";

    /** Milliseconds of starvation. */
    static final String STARVE = "starve";

    private static final long[] DONE = {1};

    private NodeChild() {}

    /** Takes {@link NodeSettings#arguments()}. */
    public static void main(String[] arguments) throws Exception {
        Requests requests = Requests.fromParent();
        try (Node node = new Node(NodeSettings.of(arguments))) {
            requests.serve((verb, numbers) -> answer(node, verb, numbers));
        }
        System.exit(0);
    }

    private static long[] answer(Node node, String verb, long[] numbers) throws InterruptedException {
        switch (verb) {
            case WRITE -> node.write(numbers[0] == 1);
            case READ -> node.read(numbers[0] == 1);
            case FLUSH -> node.flush();
            case STARVE -> node.starve(Duration.ofMillis(numbers[0]));
            case WRONG -> {
                return new long[] {node.wrong()};
            }
            case TALLY -> {
                return node.tally();
            }
            default -> throw Requests.unknown(verb, numbers);
        }
        return DONE;
    }
}
