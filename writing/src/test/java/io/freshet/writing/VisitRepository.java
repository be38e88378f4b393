package io.freshet.writing;

import io.freshet.writing.Entities.Visit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/** Visits as Spring Data has them. */
interface VisitRepository extends JpaRepository<Visit, Integer> {

    @Modifying
    @Transactional
    @Query("update Visit v set v.price = v.price + 1")
    int raise();

    @Modifying
    @Transactional
    @Query(value = "update visit set price = price + 1 where id = :id", nativeQuery = true)
    int raiseNatively(int id);

    @Transactional
    int deleteByPrice(int price);
}
