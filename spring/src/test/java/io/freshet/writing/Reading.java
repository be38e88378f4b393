package io.freshet.writing;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A cached read.
 *
 * @param name as reports have it
 * @param cache the cache's name
 * @param tables what its answer can depend on
 * @param read the read, cached or not
 */
record Reading(String name, String cache, Set<String> tables, Function<Queries, String> read) {

    /** What is read before and after each way of writing. */
    static final List<Reading> ALL = List.of(
            of("entity by id", "client", q -> q.client(1), "client", "client_phone", "client_interest", "client_gift"),
            of(
                    "another entity",
                    "client",
                    q -> q.client(2),
                    "client",
                    "client_phone",
                    "client_interest",
                    "client_gift"),
            of("list by foreign key", "visits", q -> q.visitsOf(1), "visit"),
            of("another list", "visits", q -> q.visitsOf(2), "visit"),
            of(
                    "aggregate over a join",
                    "turnover",
                    Queries::turnover,
                    "client",
                    "client_phone",
                    "client_interest",
                    "client_gift",
                    "visit"),
            of("element collection", "phones", q -> q.phonesOf(1), "client_phone"),
            of("another collection", "phones", q -> q.phonesOf(3), "client_phone"),
            of("join table", "interests", q -> q.interestsOf(1), "client_interest", "interest"),
            of("children by join table", "gifts", q -> q.giftsOf(1), "client_gift", "gift"),
            of("joined inheritance", "payments", Queries::payments, "payment", "card_payment"),
            of("single table inheritance", "notices", Queries::notices, "notice"),
            of("table per class", "goods", Queries::goods, "good", "treatment"),
            of("embedded ids", "stock", Queries::stock, "stock"),
            of("soft-deleted", "coupons", Queries::coupons, "coupon"),
            of("deleted by own SQL", "vouchers", Queries::vouchers, "voucher"),
            of("secondary table", "profiles", Queries::profiles, "profile", "profile_note"),
            of("rooms", "rooms", Queries::rooms, "room"),
            of("cascaded to", "bookings", Queries::bookings, "booking"),
            of("cascaded to twice", "booking-lines", Queries::bookingLines, "booking_line"),
            of("set null by key", "lockers", Queries::lockers, "locker"),
            of("updated by key", "badges", Queries::badges, "badge"),
            of("with trigger", "tills", Queries::tills, "till"),
            of("written by trigger", "ledger", Queries::ledger, "ledger"),
            of("never written", "holidays", Queries::holidays, "holiday"),
            of("other database", "archive", Queries::archive, "archive_line"));

    private static Reading of(String name, String cache, Function<Queries, String> read, String... tables) {
        return new Reading(name, cache, Set.of(tables), read);
    }

    String of(Queries queries) {
        return read.apply(queries);
    }

    boolean dependsOnAnyOf(Set<String> written) {
        return !Collections.disjoint(tables, written);
    }

    @Override
    public String toString() {
        return name;
    }
}
