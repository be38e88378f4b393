package io.freshet.clinic;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;

/** The visits. Thread-safe. */
@Service
public class Visits {

    private final ClinicRows rows;

    /** In these tables. */
    public Visits(ClinicRows rows) {
        this.rows = rows;
    }

    /** Those of a pet, the latest first. */
    @Cacheable("visits")
    public List<Visit> of(int pet) {
        return rows.visits(pet);
    }

    /** Notes a visit. Its author has not thought of the number of visits that stands with each owner. */
    @CacheEvict(cacheNames = "visits", key = "#visit.pet")
    @Transactional
    public void add(Visit visit) {
        rows.visit(visit);
    }
}
