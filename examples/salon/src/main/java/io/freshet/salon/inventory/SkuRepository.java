package io.freshet.salon.inventory;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

interface SkuRepository extends Repository<Sku, Long> {

    String WITH_STOCK = """
            select new io.freshet.salon.inventory.SkuView(
                s.id, s.categoryId, c.name, s.supplierId, s.code, s.name, s.priceMinor, s.reorderLevel, s.active,
                (select coalesce(sum(m.quantity), 0L) from StockMovement m where m.skuId = s.id),
                s.version)
            from Sku s
            join SkuCategory c on c.id = s.categoryId
            """;

    Optional<Sku> findById(long id);

    boolean existsById(long id);

    List<Sku> findByIdIn(Collection<Long> ids);

    @Query(WITH_STOCK + "where s.id = :id")
    Optional<SkuView> view(long id);

    @Query(WITH_STOCK + "where s.categoryId = :categoryId order by s.name, s.id")
    List<SkuView> viewsIn(long categoryId);

    @Query("""
            select new io.freshet.salon.inventory.StockView(s.id, coalesce(sum(m.quantity), 0L), s.reorderLevel)
            from Sku s
            left join StockMovement m on m.skuId = s.id
            where s.id = :id
            group by s.id, s.reorderLevel""")
    Optional<StockView> stock(long id);

    Sku save(Sku sku);

    Sku saveAndFlush(Sku sku);
}
