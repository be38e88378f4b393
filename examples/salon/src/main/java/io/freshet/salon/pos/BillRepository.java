package io.freshet.salon.pos;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

interface BillRepository extends Repository<Bill, Long> {

    Optional<Bill> findById(long id);

    List<Bill> findByIdIn(Collection<Long> ids);

    Page<Bill> findByBusinessDate(LocalDate date, Pageable page);

    @Query("""
            select new io.freshet.salon.pos.GoodsSold$OnBill(l.bill.id, l.skuId, sum(l.quantity))
            from BillLine l
            where l.bill.id in :ids and l.skuId is not null
            group by l.bill.id, l.skuId""")
    List<GoodsSold.OnBill> goodsOn(Collection<Long> ids);

    Bill save(Bill bill);
}
