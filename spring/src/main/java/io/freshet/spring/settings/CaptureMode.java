package io.freshet.spring.settings;

/** How writes are noticed. */
public enum CaptureMode {
    /** By triggers on PostgreSQL, by JDBC statements elsewhere. */
    AUTO,
    /** By triggers in PostgreSQL, whoever writes. */
    TRIGGERS,
    /** By PostgreSQL's log, whoever writes; this application's own writes also by its JDBC statements. */
    LOG,
    /** By the JDBC statements of this application; other writers are not seen. */
    JDBC,
    /** Not at all: only what is invalidated by hand. */
    NONE
}
