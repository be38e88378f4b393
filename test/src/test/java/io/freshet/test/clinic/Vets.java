package io.freshet.test.clinic;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;

import java.util.List;

/** Names of vets, in a cache of Spring's, through JPA. */
@Service
public class Vets {

    private final VetRepository vets;

    Vets(VetRepository vets) {
        this.vets = vets;
    }

    /** All that begin so. */
    @Cacheable("vets")
    public List<String> names(String beginning) {
        return vets.findAll().stream()
                .map(Vet::name)
                .filter(name -> name.startsWith(beginning))
                .toList();
    }

    /** One more. */
    public void hire(long id, String name) {
        vets.save(new Vet(id, name));
    }
}
