package io.freshet.spring.database;

/** Whose writes are noticed. */
public enum Reach {
    /** Everybody's, also of those who write past the application. */
    EVERYBODY,
    /** Those of the application's instances, even if one dies right after its commit. */
    FLEET,
    /** Those of the application's instances, but not what one wrote right before it died. */
    LIVING,
    /** Nobody's. */
    NOBODY
}
