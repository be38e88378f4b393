package io.freshet.salon.client;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.settings.BusinessClock;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds, changes and deletes clients. */
@Service
@Transactional
public class ClientEditor {

    private final ClientRepository clients;
    private final BusinessClock clock;

    ClientEditor(ClientRepository clients, BusinessClock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    public ClientView add(NewClient client) {
        return clients.saveAndFlush(new Client(client, clock.now().instant())).view();
    }

    public ClientView change(long id, ClientPatch patch) {
        var client = get(id);
        client.requireVersion(patch.version());
        client.change(patch);
        return clients.saveAndFlush(client).view();
    }

    /**
     * Deletes a client who has left no trace. Bills and quotes are kept for the books and name their clients.
     *
     * @throws ConflictException if the client has bills, quotes, appointments or whatever else refers to clients
     */
    public void delete(long id) {
        clients.delete(get(id));
        try {
            clients.flush();
        } catch (DataIntegrityViolationException e) {
            throw new ConflictException("Client " + id + " has bills, quotes or appointments, and is kept with them");
        }
    }

    private Client get(long id) {
        return clients.findById(id).orElseThrow(() -> new NotFoundException("client", id));
    }
}
