package io.freshet.witness.trace;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Which entry points are open on the calling thread, and which tests run in this JVM. Thread-safe. */
public final class EntryPoints {

    private static final ThreadLocal<Deque<EntryPoint>> OPEN = ThreadLocal.withInitial(ArrayDeque::new);
    private static final Set<String> TESTS = ConcurrentHashMap.newKeySet();

    private EntryPoints() {}

    /** Work begins; {@link #leave} ends it on the same thread. */
    public static void enter(EntryPoint point) {
        OPEN.get().push(point);
    }

    /** The work that began last has ended. */
    public static void leave() {
        Deque<EntryPoint> open = OPEN.get();
        open.poll();
        if (open.isEmpty()) {
            OPEN.remove();
        }
    }

    /** The innermost one of the calling thread. */
    public static EntryPoint current() {
        EntryPoint point = OPEN.get().peek();
        if (point == null) {
            OPEN.remove();
            return EntryPoint.ofThread(Thread.currentThread());
        }
        return point;
    }

    /** A method as an entry point. */
    public static EntryPoint of(EntryPoint.Kind kind, Class<?> type, Method method, String route) {
        return new EntryPoint(kind, type.getName(), signature(method), route);
    }

    /** A method's name with the types of its parameters. */
    public static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getTypeName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** A test begins on the calling thread. */
    public static void testBegins(EntryPoint test) {
        TESTS.add(test.describe());
        enter(test);
    }

    /** A test has ended. */
    public static void testEnds(EntryPoint test) {
        TESTS.remove(test.describe());
        leave();
    }

    /** The test that runs, if it is the only one: work on other threads belongs to it. Else empty. */
    public static String onlyTest() {
        Set<String> running = Set.copyOf(TESTS);
        return running.size() == 1 ? running.iterator().next() : "";
    }
}
