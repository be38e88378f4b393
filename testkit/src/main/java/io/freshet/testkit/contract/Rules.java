package io.freshet.testkit.contract;

/** Rules of one part of the shared tier, each a test, run by whoever implements this with JUnit. {@link RemoteContract} has them all. */
public interface Rules {

    /** The instances that take part in the present test; the server was empty when it began. */
    Fleet fleet();
}
