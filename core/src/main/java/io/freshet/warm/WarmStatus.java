package io.freshet.warm;

/**
 * How a job stands, as this instance knows.
 *
 * @param name its name
 * @param state what it is doing
 * @param done how many keys have been read, by whichever instance
 * @param total how many there are; 0 before it begins
 * @param failed of those that are done, how many reads failed
 * @param slowedDown how many times as long as its load a step takes, because loads have become slow; 1 if they have not
 * @param lastFailure what the last read that failed here said; empty if none did
 */
public record WarmStatus(
        String name, State state, int done, int total, int failed, int slowedDown, String lastFailure) {

    /** Of a job that was not begun here. */
    public static WarmStatus idle(String name) {
        return new WarmStatus(name, State.IDLE, 0, 0, 0, 1, "");
    }

    /** Whether it goes on by itself: it waits, or is read here or elsewhere. */
    public boolean isUnderWay() {
        return state == State.WAITING || state == State.RUNNING || state == State.ELSEWHERE;
    }

    /** What a job is doing. */
    public enum State {
        /** It was not begun on this instance. */
        IDLE,
        /** It waits for others of a higher priority, or for its turn. */
        WAITING,
        /** This instance reads. */
        RUNNING,
        /** Another instance reads; this one goes on if that stops. */
        ELSEWHERE,
        /** It was stopped on this instance until somebody lets it go on; no other goes on meanwhile if this one has it. */
        PAUSED,
        /** All keys have been read. */
        DONE,
        /** Its keys could not be told. */
        FAILED
    }
}
