package io.freshet.annotation;

/** Whether what a loader reads while it runs becomes what its result depends on. */
public enum Observe {
    /** It does, unless dependencies are declared: tables, entities or tags. */
    AUTO,
    /** It does, besides what is declared. */
    ALWAYS,
    /** It does not: the result depends on what is declared and on nothing else. */
    NEVER
}
