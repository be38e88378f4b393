package io.freshet.spring.settings;

/** In what a client carries along what its session has seen. */
public enum SessionTransport {
    /** In a cookie, which browsers send by themselves. */
    COOKIE,
    /** In a header, which the client copies from each response into its next request. */
    HEADER
}
