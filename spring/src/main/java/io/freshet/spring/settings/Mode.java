package io.freshet.spring.settings;

/** What Freshet does in an application. */
public enum Mode {
    /** It caches. */
    ON,
    /** It watches the caches that are there, and changes nothing. */
    OBSERVE,
    /** It caches nothing and leaves Spring's caches to Boot, but goes on invalidating for the instances that are on. */
    OFF
}
