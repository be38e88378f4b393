package io.freshet.salon.expense;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.Optional;

interface ExpenseRepository extends Repository<Expense, Long> {

    Optional<Expense> findById(long id);

    Optional<Expense> findByInvoiceId(long invoiceId);

    Page<Expense> findByBusinessDateBetween(LocalDate from, LocalDate to, Pageable page);

    Expense save(Expense expense);

    Expense saveAndFlush(Expense expense);

    void delete(Expense expense);
}
