package io.freshet.salon.user;

/** What a user may do: the rules of {@code auth.RoleRules} say it for each request. */
public enum Role {
    /** Everything. */
    OWNER,
    /** Everything, but opening and closing salons, and whatever concerns owners. */
    MANAGER,
    /** The front of the salon: point of sale, appointments, expenses. */
    FRONT_DESK,
    /** The own work: bills, appointments, clients. */
    BARBER
}
