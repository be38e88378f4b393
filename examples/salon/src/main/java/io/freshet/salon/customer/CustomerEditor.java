package io.freshet.salon.customer;

import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds, changes and deletes customers. */
@Service
@Transactional
public class CustomerEditor {

    private final CustomerRepository customers;

    CustomerEditor(CustomerRepository customers) {
        this.customers = customers;
    }

    public CustomerView add(NewCustomer customer) {
        return customers.saveAndFlush(new Customer(customer)).view();
    }

    public CustomerView change(long id, CustomerPatch patch) {
        var customer = get(id);
        customer.requireVersion(patch.version());
        customer.change(patch);
        return customers.saveAndFlush(customer).view();
    }

    public void delete(long id) {
        customers.delete(get(id));
    }

    private Customer get(long id) {
        return customers.findById(id).orElseThrow(() -> new NotFoundException("customer", id));
    }
}
