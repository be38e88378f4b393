package io.freshet.event;

/** What a policy of a cache has done, apart from answering. */
public enum Effect {
    /** An entry was refreshed before it expired, by a load of this instance. */
    REFRESHED,
    /** An entry that was to be refreshed was found refreshed by another instance. */
    REFRESHED_ELSEWHERE,
    /** A refresh failed, or found no room: the entry is served on, and the refresh is tried again after a pause. */
    REFRESH_FAILED,
    /** A read was answered by an expired value, since its load took longer than the soft timeout. */
    SOFT_TIMEOUT,
    /** A load took longer than the hard timeout: its read failed, or was answered by an expired value. */
    HARD_TIMEOUT,
    /** A value was too large for L1, or to be kept at all. */
    TOO_LARGE,
    /** An entry left L1 because its tenant had too many. */
    TENANT_EVICTED
}
