package io.freshet.capture.log;

/**
 * What the server says of a slot.
 *
 * @param isThere whether there is one of that name
 * @param isOurs whether it is of this database, and gives what this reader understands
 * @param isLost whether the server has thrown away what it should have kept
 * @param reader the process that serves whoever reads it; 0 if nobody does
 * @param silentMillis how long that reader has said nothing
 * @param confirmed the position up to which it was read
 * @param lagBytes how much of the log it keeps from being removed
 */
record SlotState(
        boolean isThere, boolean isOurs, boolean isLost, int reader, long silentMillis, long confirmed, long lagBytes) {

    /** None. */
    static final SlotState NONE = new SlotState(false, true, false, 0, 0, 0, 0);

    boolean isTaken() {
        return reader != 0;
    }
}
