package io.freshet.test.clinic;

import org.springframework.data.jpa.repository.JpaRepository;

/** Vets. */
public interface VetRepository extends JpaRepository<Vet, Long> {}
