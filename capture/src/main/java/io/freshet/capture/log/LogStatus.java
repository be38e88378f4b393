package io.freshet.capture.log;

/**
 * How reading of the log stands, as one instance sees it.
 *
 * @param isReading whether this instance is the one that reads it
 * @param lagBytes how much of the log the slot keeps from being removed, when last looked at
 * @param held transactions that the log has shown and readers of the database do not see yet
 * @param trouble what is wrong; empty if nothing is
 */
public record LogStatus(boolean isReading, long lagBytes, int held, String trouble) {}
