package io.freshet.salon.client;

import org.springframework.data.repository.Repository;

interface ClientRepository extends Repository<Client, Long> {

    boolean existsById(long id);
}
