package io.freshet.console.configure;

/** Names threads, where no request is bound to them. */
final class Threads {

    private Threads() {}

    static String current() {
        return "thread " + Thread.currentThread().getName();
    }
}
