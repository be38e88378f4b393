package io.freshet.salon.client;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

import java.util.Optional;

interface ClientRepository extends Repository<Client, Long> {

    boolean existsById(long id);

    Optional<Client> findById(long id);

    Page<Client> findAll(Pageable page);

    Page<Client> findByNameContainingIgnoreCase(String name, Pageable page);

    Client saveAndFlush(Client client);

    void delete(Client client);

    void flush();
}
