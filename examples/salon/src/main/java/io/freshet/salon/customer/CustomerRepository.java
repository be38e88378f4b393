package io.freshet.salon.customer;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

import java.util.Collection;
import java.util.Optional;

interface CustomerRepository extends Repository<Customer, Long> {

    Optional<Customer> findById(long id);

    Page<Customer> findByNameContainingIgnoreCaseAndWantsNewsIn(
            String name, Collection<Boolean> wantsNews, Pageable page);

    Customer saveAndFlush(Customer customer);

    void delete(Customer customer);
}
