package io.freshet.salon.inventory;

/** How far a {@link ChangeRequest} has come. */
public enum ChangeRequestStatus {
    /** Waits for somebody to decide. */
    PENDING,
    /** The stock was changed. */
    APPROVED,
    /** The stock stays as it is. */
    REJECTED
}
