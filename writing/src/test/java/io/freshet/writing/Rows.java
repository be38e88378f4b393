package io.freshet.writing;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What lies in the tables before each way of writing. */
final class Rows {

    private static final List<String> TABLES = List.of(
            "client_gift",
            "client_interest",
            "client_phone",
            "gift",
            "interest",
            "visit",
            "client",
            "card_payment",
            "payment",
            "notice",
            "treatment",
            "good",
            "stock",
            "coupon",
            "voucher",
            "profile_note",
            "profile",
            "booking_line",
            "booking",
            "locker",
            "badge",
            "room",
            "till",
            "ledger",
            "holiday");

    private static final List<String> INSERTS = List.of(
            "insert into client (id, name, version) values (1, 'Ada', 0), (2, 'Bo', 0), (3, 'Cy', 0)",
            "insert into visit (id, client_id, price) values (1, 1, 10), (2, 1, 20), (3, 2, 5)",
            "insert into client_phone (client_id, phone) values (1, '111'), (1, '112'), (2, '222'), (3, '333')",
            "insert into interest (id, name) values (1, 'hair'), (2, 'nails')",
            "insert into client_interest (client_id, interests_id) values (1, 1)",
            "insert into gift (id, name) values (1, 'soap')",
            "insert into client_gift (client_id, gifts_id) values (1, 1)",
            "insert into payment (id, amount) values (1, 7), (2, 8)",
            "insert into card_payment (id, brand) values (1, 'plain')",
            "insert into notice (id, dtype, text, number) values (1, 'SmsNotice', 'hello', '555'), (2, 'Notice', 'hi', null)",
            "insert into good (id, name) values (1, 'comb')",
            "insert into treatment (id, name, minutes) values (2, 'cut', 30)",
            "insert into stock (shop, item, pieces) values (1, 1, 9), (1, 2, 8)",
            "insert into coupon (id, name, deleted) values (1, 'ten', false)",
            "insert into voucher (id, name, gone) values (1, 'GIFT', 0)",
            "insert into profile (id, name) values (1, 'one'), (2, 'two')",
            "insert into profile_note (id, note) values (1, 'noted')",
            "insert into room (id, code) values (1, 'A'), (2, 'B')",
            "insert into booking (id, room_id) values (1, 1), (2, 2)",
            "insert into booking_line (id, booking_id) values (1, 1), (2, 2)",
            "insert into locker (id, room_id) values (1, 1)",
            "insert into badge (id, room_code) values (1, 'A')",
            "insert into till (id, amount) values (1, 100)",
            "insert into holiday (id, name) values (1, 'May')");

    private static final String RESET = Stream.concat(
                    TABLES.stream().map(table -> "delete from " + table), INSERTS.stream())
            .collect(Collectors.joining("; "));

    private Rows() {}

    /** Creates what the entities do not. */
    static void define(Instance instance, String... definitions) {
        instance.means()
                .archive()
                .execute("create table if not exists archive_line (id int primary key, text varchar(9))");
        for (String definition : definitions) {
            instance.means().jdbc().execute(definition);
        }
    }

    /** Puts all rows back. */
    static void reset(Means means) {
        means.jdbc().execute(RESET);
        means.archive()
                .batchUpdate("delete from archive_line", "insert into archive_line (id, text) values (1, 'old')");
    }
}
