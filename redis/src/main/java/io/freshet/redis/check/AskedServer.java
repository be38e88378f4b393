package io.freshet.redis.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One server of the shared tier, as it can be asked. All methods block for as long as a command may take, and throw {@link RefusedException} if the
 * server does not say, and {@link io.freshet.remote.RemoteException} if it does not answer. Thread-safe.
 */
public interface AskedServer {

    /** Its address. */
    String name();

    /** Answers a section of {@code INFO} by its fields. */
    Map<String, String> info(String section);

    /** A setting; empty if there is none of that name. */
    String config(String name);

    /** What its clock says. */
    Instant time();

    /** Sends a question and waits for the answer. */
    Duration roundTrip();
}
