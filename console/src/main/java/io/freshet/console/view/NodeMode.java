package io.freshet.console.view;

/** Whether an instance serves from its cache. */
public enum NodeMode {
    /** It does. */
    TRUSTED,
    /** It serves what it holds in process, and asks the outbox itself, since the shared tier does not answer. */
    DIRECT,
    /** Every read goes to its source, since it is not proven that every write is known. */
    UNTRUSTED,
    /** Every read goes to its source, since somebody has switched everything off. */
    OFF
}
