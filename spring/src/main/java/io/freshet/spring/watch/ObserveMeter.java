package io.freshet.spring.watch;

/** The names of all meters of observe mode. */
public enum ObserveMeter {
    /** Counter: look-ups in the application's own caches, by {@code cache} and {@code result} (hit, miss). */
    GETS("freshet.observe.gets"),
    /** Counter: evictions of entries and of everything, by {@code cache}. */
    EVICTIONS("freshet.observe.evictions"),
    /** Counter: what was found, by {@code kind}. */
    FINDINGS("freshet.observe.findings"),
    /** Counter: answers compared with their methods, by {@code result} (same, different, failed). */
    COMPARED("freshet.observe.compared"),
    /** Counter: comparisons that there was no room for. */
    LEFT_OUT("freshet.observe.left.out");

    private final String text;

    ObserveMeter(String text) {
        this.text = text;
    }

    /** The name as the registry has it. */
    public String text() {
        return text;
    }
}
