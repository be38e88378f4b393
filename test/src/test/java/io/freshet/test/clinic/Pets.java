package io.freshet.test.clinic;

import io.freshet.annotation.Cached;
import io.freshet.annotation.DependsOn;
import io.freshet.annotation.Invalidates;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;

/** Pets, through JDBC. */
@Service
public class Pets {

    private final JdbcTemplate jdbc;

    Pets(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Depends on what it is seen to read. */
    @Cached(cache = "pet:name:{id}")
    public String name(long id) {
        return String.valueOf(jdbc.queryForObject("SELECT name FROM pet WHERE id = ?", String.class, id));
    }

    /** Depends on rows. */
    @Cached(cache = "pet:of:{ownerId}:{limit}", ttl = "1m", tags = "board")
    @DependsOn(table = "pet", by = "owner_id=ownerId")
    public List<String> ofOwner(int limit, long ownerId, boolean ignored) {
        return jdbc.queryForList(
                "SELECT name FROM pet WHERE owner_id = ? ORDER BY id LIMIT ?", String.class, ownerId, limit);
    }

    /** Writes. */
    @Transactional
    public void rename(long id, String name) {
        jdbc.update("UPDATE pet SET name = ? WHERE id = ?", name, id);
    }

    /** Writes to another table. */
    @Transactional
    public void visit(long id, long petId) {
        jdbc.update("INSERT INTO visit VALUES (?, ?, 'cough')", id, petId);
    }

    /** Writes, and takes it back. */
    @Transactional
    public void renameAndFail(long id, String name) {
        rename(id, name);
        throw new IllegalStateException("on purpose");
    }

    /** By hand. */
    @Invalidates(tags = "board")
    public void turnBoard() {
        // nothing but the annotation
    }
}
