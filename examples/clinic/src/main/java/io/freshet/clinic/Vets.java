package io.freshet.clinic;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;

/** The vets. Thread-safe. */
@Service
public class Vets {

    private final ClinicRows rows;

    /** In these tables. */
    public Vets(ClinicRows rows) {
        this.rows = rows;
    }

    /** All of them. */
    @Cacheable(cacheNames = "vets", sync = true)
    public List<Vet> all() {
        return rows.vets();
    }

    /** What a vet knows best. */
    @CacheEvict(cacheNames = "vets", allEntries = true)
    @Transactional
    public void specialize(int vet, String specialty) {
        rows.specialize(vet, specialty);
    }
}
