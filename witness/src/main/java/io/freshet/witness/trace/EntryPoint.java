package io.freshet.witness.trace;

/**
 * Where a piece of work came into the application.
 *
 * @param kind how
 * @param type the class; empty if it is not known
 * @param method the method with the types of its parameters; or what else names it
 * @param route of a request, its method and pattern; else empty
 */
public record EntryPoint(Kind kind, String type, String method, String route) {

    /** Work that nobody announced, on a thread. */
    static EntryPoint ofThread(Thread thread) {
        return new EntryPoint(Kind.THREAD, "", thread.getName().replaceAll("\\d+", "*"), "");
    }

    /** What the relay brought: a writer outside of this application, or one that died. */
    public static final EntryPoint OUTSIDE = new EntryPoint(Kind.OUTSIDE, "", "outside of this application", "");

    /** The simple name of its class, with its method, and the route. */
    public String describe() {
        String name = type.isEmpty()
                ? method
                : type.substring(type.lastIndexOf('.') + 1) + "." + method.replaceAll("\\(.*", "");
        return switch (kind) {
            case HTTP -> route + " (" + name + ")";
            case THREAD -> "thread " + name;
            case OUTSIDE -> name;
            default -> kind.text() + " " + name;
        };
    }

    /** How work comes in. */
    public enum Kind {
        /** A request that a controller handles. */
        HTTP,
        /** A method that is called by time. */
        SCHEDULED,
        /** A method that goes on in another thread. */
        ASYNC,
        /** A method that a message is brought to. */
        LISTENER,
        /** A test. */
        TEST,
        /** A thread, where nothing more is known. */
        THREAD,
        /** A writer elsewhere. */
        OUTSIDE;

        /** As it is written. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
