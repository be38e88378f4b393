package io.freshet.clinic;

import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The owners. Thread-safe. */
@Service
@CacheConfig(cacheNames = "owners")
public class Owners {

    private final ClinicRows rows;

    /** In these tables. */
    public Owners(ClinicRows rows) {
        this.rows = rows;
    }

    /** One owner. */
    @Cacheable
    public Owner find(int id) {
        return rows.owner(id);
    }

    /** Gives an owner another name. */
    @CacheEvict(key = "#id")
    @Transactional
    public void rename(int id, String name) {
        rows.rename(id, name);
    }

    /** The same, answering the owner. */
    @CachePut(key = "#id")
    @Transactional
    public Owner renamed(int id, String name) {
        rows.rename(id, name);
        return rows.owner(id);
    }
}
