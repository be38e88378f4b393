package io.freshet.salon.client;

import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Component;

/** Knows the clients of the current tenant. */
@Component
public class ClientDirectory {

    private final ClientRepository clients;

    ClientDirectory(ClientRepository clients) {
        this.clients = clients;
    }

    /** Refuses whoever is not a client of this tenant. */
    public void require(long clientId) {
        if (!clients.existsById(clientId)) {
            throw new NotFoundException("client", clientId);
        }
    }
}
