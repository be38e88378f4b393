package io.freshet.witness.shop;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** Writes. */
public class ShopWrites {

    private final JdbcTemplate jdbc;

    ShopWrites(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    public void raise(int id) {
        jdbc.update("UPDATE offer SET price = price + 1 WHERE id = ?", id);
    }

    @Transactional
    public void book(int id) {
        jdbc.update("INSERT INTO booking VALUES (?, 1)", id);
    }

    @Transactional
    public void cancel(int id) {
        jdbc.update("DELETE FROM booking WHERE id = ?", id);
    }

    @Transactional
    public void note(String text) {
        jdbc.update("UPDATE note SET text = ?", text);
    }

    @Transactional
    public void audit(String text) {
        jdbc.update("INSERT INTO audit SELECT count(*), ? FROM audit", text);
    }

    @Transactional
    public void fail() {
        jdbc.update("DELETE FROM note");
        throw new IllegalStateException("and so nothing was written");
    }
}
