package io.freshet.writing;

import io.freshet.writing.Entities.Client;
import jakarta.persistence.EntityManager;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;

import static org.jooq.impl.DSL.field;

/** What is read, past any cache. */
class Queries {

    private final EntityManager entities;
    private final JdbcTemplate jdbc;
    private final JdbcTemplate archive;
    private final Libraries libraries;

    Queries(EntityManager entities, JdbcTemplate jdbc, JdbcTemplate archive, Libraries libraries) {
        this.entities = entities;
        this.jdbc = jdbc;
        this.archive = archive;
        this.libraries = libraries;
    }

    /** An entity by its id. */
    public String client(int id) {
        Client client = entities.find(Client.class, id);
        return client == null ? "none" : client.name + " " + client.version;
    }

    /** Entities by a foreign key. */
    public String visitsOf(int client) {
        return entities
                .createQuery(
                        "select v.id, v.price from Visit v where v.client.id = :client order by v.id", Object[].class)
                .setParameter("client", client)
                .getResultList()
                .stream()
                .map(List::of)
                .toList()
                .toString();
    }

    /** An aggregate over a join. */
    public String turnover() {
        return ask("select c.name, sum(v.price) as total from client c join visit v on v.client_id = c.id"
                + " group by c.name order by c.name");
    }

    /** An element collection. */
    public String phonesOf(int client) {
        return ask("select phone from client_phone where client_id = ? order by phone", client);
    }

    /** A join table. */
    public String interestsOf(int client) {
        return ask(
                "select i.name from client_interest c join interest i on i.id = c.interests_id where c.client_id = ? order by i.name",
                client);
    }

    /** Children by a join table. */
    public String giftsOf(int client) {
        return ask(
                "select g.name from client_gift c join gift g on g.id = c.gifts_id where c.client_id = ? order by g.name",
                client);
    }

    /** Joined inheritance. */
    public String payments() {
        return ask(
                "select p.id, p.amount, c.brand from payment p left join card_payment c on c.id = p.id order by p.id");
    }

    /** Inheritance in one table. */
    public String notices() {
        return ask("select id, text, number from notice order by id");
    }

    /** A table for each class. */
    public String goods() {
        return ask(
                "select id, name, 0 as minutes from good union all select id, name, minutes from treatment order by 1");
    }

    /** Embedded ids. */
    public String stock() {
        return ask("select shop, item, pieces from stock order by shop, item");
    }

    /** What Hibernate has not soft-deleted. */
    public String coupons() {
        return ask("select id, name from coupon where not deleted order by id");
    }

    /** What the application's own statement has not deleted. */
    public String vouchers() {
        return ask("select id, name from voucher where gone = 0 order by id");
    }

    /** An entity in two tables. */
    public String profiles() {
        return ask("select p.id, p.name, n.note from profile p left join profile_note n on n.id = p.id order by p.id");
    }

    /** What others refer to. */
    public String rooms() {
        return ask("select id, code from room order by id");
    }

    /** What goes with them. */
    public String bookings() {
        return ask("select b.id, b.room_id from booking b order by b.id");
    }

    /** What goes with that. */
    public String bookingLines() {
        return ask("select id, booking_id from booking_line order by id");
    }

    /** What stays without them. */
    public String lockers() {
        return ask("select id, room_id from locker order by id");
    }

    /** What follows their codes. */
    public String badges() {
        return ask("select id, room_code from badge order by id");
    }

    /** What a trigger listens to. */
    public String tills() {
        return ask("select id, amount from till order by id");
    }

    /** What it writes. */
    public String ledger() {
        return ask("select id, amount from ledger order by id");
    }

    /** What nobody writes. */
    public String holidays() {
        return ask("select id, name from holiday order by id");
    }

    /** Another database. */
    public String archive() {
        return archive.queryForList("select id, text from archive_line order by id")
                .toString();
    }

    /** A row by its id. */
    public String visit(int id) {
        return ask("select client_id, price from visit where id = ?", id);
    }

    /** Rows by a foreign key, of which some columns are read. */
    public String pricesOf(int client) {
        return ask("select price from visit where client_id = ? order by id", client);
    }

    /** A row by two columns. */
    public String pieces(int shop, int item) {
        return ask("select pieces from stock where shop = ? and item = ?", shop, item);
    }

    /** A row by a text. */
    public String room(String code) {
        return ask("select id from room where code = ?", code);
    }

    /** Rows that go with another. */
    public String bookingsOf(int room) {
        return ask("select id from booking where room_id = ? order by id", room);
    }

    /** Through jOOQ. */
    public String visitsByJooq() {
        return libraries
                .jooq()
                .select(field("id"), field("price"))
                .from("visit")
                .orderBy(field("id"))
                .fetch()
                .formatCSV();
    }

    /** Through MyBatis. */
    public String visitsByMyBatis() {
        return libraries.mapper().all().toString();
    }

    private String ask(String sql, Object... arguments) {
        return jdbc.queryForList(sql, arguments).toString();
    }
}
