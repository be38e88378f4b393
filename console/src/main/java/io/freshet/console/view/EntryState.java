package io.freshet.console.view;

/** Whether an entry is served, or why not. */
public enum EntryState {
    /** A read is given it. */
    SERVED,
    /** It is too old, and nothing has invalidated it. */
    EXPIRED,
    /** Something that it depends on was written since it was loaded. */
    INVALIDATED,
    /** It is neither, but it is not proven that every write is known. */
    UNPROVEN,
    /** Its cache is switched off. */
    WITHHELD
}
