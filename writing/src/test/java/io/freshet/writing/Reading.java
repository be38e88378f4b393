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
            of("row by id", "visit-row", q -> q.visit(1), "visit"),
            of("another row by id", "visit-row", q -> q.visit(3), "visit"),
            of("row that is not there", "visit-row", q -> q.visit(9), "visit"),
            of("rows by foreign key", "visit-prices", q -> q.pricesOf(1), "visit"),
            of("other rows by foreign key", "visit-prices", q -> q.pricesOf(2), "visit"),
            of("no rows by foreign key", "visit-prices", q -> q.pricesOf(3), "visit"),
            of("row by two columns", "stock-row", q -> q.pieces(1, 1), "stock"),
            of("another row by two columns", "stock-row", q -> q.pieces(1, 2), "stock"),
            of("row by a text", "room-row", q -> q.room("A"), "room"),
            of("row by another text", "room-row", q -> q.room("Z"), "room"),
            of("rows that go with another", "bookings-of", q -> q.bookingsOf(1), "booking"),
            of("by jOOQ, observed", "jooq-visits", Queries::visitsByJooq, "visit"),
            of("by MyBatis, observed", "mybatis-visits", Queries::visitsByMyBatis, "visit"),
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
