package io.freshet.salon.customer;

import io.freshet.salon.policy.PagedList;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.web.Paged;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;

import static java.util.Objects.requireNonNullElse;

/** Reads the customers of the current tenant. */
@Service
@Transactional(readOnly = true)
public class CustomerReader {

    /** How many customers a page has. */
    static final int SIZE = 50;

    private static final Sort BY_NAME = Sort.by("name", "id");

    private final CustomerRepository customers;

    CustomerReader(CustomerRepository customers) {
        this.customers = customers;
    }

    /**
     * A page of the customers, by name.
     *
     * @param filterHash the hash of the filter
     */
    @PagedList("customers:list:{page}:{filterHash}")
    public Paged<CustomerView> list(int page, String filterHash, CustomerFilter filter) {
        var name = requireNonNullElse(filter.name(), "");
        var wantsNews = filter.wantsNews();
        return Paged.of(customers
                .findByNameContainingIgnoreCaseAndWantsNewsIn(
                        name,
                        wantsNews == null ? List.of(true, false) : List.of(wantsNews),
                        PageRequest.of(page, SIZE, BY_NAME))
                .map(Customer::view));
    }

    public CustomerView find(long id) {
        return customers.findById(id).map(Customer::view).orElseThrow(() -> new NotFoundException("customer", id));
    }
}
