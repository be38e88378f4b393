package io.freshet.salon.client;

import io.freshet.salon.policy.PagedList;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.web.Paged;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the clients of the current tenant. */
@Service
@Transactional(readOnly = true)
public class ClientReader {

    private static final Sort BY_NAME = Sort.by("name", "id");

    private final ClientRepository clients;

    ClientReader(ClientRepository clients) {
        this.clients = clients;
    }

    /**
     * A page of the clients, by name.
     *
     * @param filterHash the hash of the filter
     */
    @PagedList("clients:list:{page}:{size}:{filterHash}")
    public Paged<ClientView> list(int page, int size, String filterHash, ClientFilter filter) {
        var asked = PageRequest.of(page, size, BY_NAME);
        var name = filter.name();
        var found = name == null ? clients.findAll(asked) : clients.findByNameContainingIgnoreCase(name, asked);
        return Paged.of(found.map(Client::view));
    }

    public ClientView find(long id) {
        return clients.findById(id).map(Client::view).orElseThrow(() -> new NotFoundException("client", id));
    }
}
