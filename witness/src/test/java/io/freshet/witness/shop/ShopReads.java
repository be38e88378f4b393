package io.freshet.witness.shop;

import io.freshet.annotation.Cached;
import io.freshet.annotation.DependsOn;
import io.freshet.annotation.Observe;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Cached reads: right ones, and each kind of wrong one. */
public class ShopReads {

    private static final String PRICE = "SELECT price FROM offer WHERE id = ?";

    private final AtomicInteger calls = new AtomicInteger();
    private final JdbcTemplate jdbc;
    private final ObjectProvider<ShopReads> self;

    ShopReads(JdbcTemplate jdbc, ObjectProvider<ShopReads> self) {
        this.jdbc = jdbc;
        this.self = self;
    }

    @Cached(cache = "shop:right:{id}", tables = "offer")
    public int right(int id) {
        return number(PRICE, id);
    }

    @Cached(cache = "shop:rows:{id}")
    @DependsOn(table = "offer", by = "id")
    public int rows(int id) {
        return number(PRICE, id);
    }

    @Cached(cache = "shop:columns:{id}")
    @DependsOn(table = "offer", by = "id", columns = "price")
    public List<String> columnsToo(int id) {
        return jdbc.queryForList("SELECT label || price FROM offer WHERE id = ?", String.class, id);
    }

    @Cached(cache = "shop:seen")
    public List<Integer> seen() {
        return jdbc.queryForList("SELECT price FROM offer ORDER BY id", Integer.class);
    }

    @Cached(cache = "shop:under", tables = "offer")
    public int underDeclared() {
        return number("SELECT count(*) FROM offer o JOIN booking b ON b.offer_id = o.id WHERE o.price > ?", 0);
    }

    @Cached(cache = "shop:outer", tables = "offer")
    public int underDeclaredThroughAnother() {
        return right(1) + self.getObject().bookings();
    }

    @Cached(cache = "shop:bookings", tables = "booking")
    public int bookings() {
        return number("SELECT count(*) FROM booking WHERE id > ?", 0);
    }

    @Cached(cache = "shop:stale", tables = "audit", observe = Observe.NEVER)
    public List<String> stale() {
        return jdbc.queryForList("SELECT text FROM note ORDER BY id", String.class);
    }

    @Cached(cache = "shop:elsewhere", tables = "audit")
    public int readByAnotherThread() {
        return CompletableFuture.supplyAsync(() -> number(PRICE, 1)).join();
    }

    @Cached(
            cache = "shop:over",
            tables = {"offer", "audit"})
    public int overDeclared() {
        return number(PRICE, 2);
    }

    @Cached(cache = "shop:view", tables = "offer")
    public int throughAView() {
        return number("SELECT price FROM priced WHERE id = ?", 1);
    }

    @Cached(cache = "shop:counter", tables = "audit")
    public int answersDifferentlyEachTime() {
        return calls.incrementAndGet();
    }

    @Cached(cache = "shop:object", tables = "audit")
    public Object withoutEquals() {
        return new Opaque();
    }

    private int number(String sql, Object argument) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Integer.class, argument));
    }

    /** Neither equals nor a form in JSON. */
    public static final class Opaque {

        /** Fails. */
        public int getNumber() {
            throw new UnsupportedOperationException("it has none");
        }
    }
}
