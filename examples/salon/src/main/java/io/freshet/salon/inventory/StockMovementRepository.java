package io.freshet.salon.inventory;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

import java.util.List;

interface StockMovementRepository extends Repository<StockMovement, Long> {

    Page<StockMovement> findBySkuId(long skuId, Pageable page);

    List<StockMovement> findBySourceIdAndKind(long sourceId, MovementKind kind);

    StockMovement save(StockMovement movement);
}
