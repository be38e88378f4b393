package io.freshet.salon.inventory;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.util.Collection;
import java.util.Map;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

/** Knows the goods of the current tenant and what they cost. */
@Component
public class SkuDirectory {

    private final SkuRepository skus;

    SkuDirectory(SkuRepository skus) {
        this.skus = skus;
    }

    /**
     * The present prices of goods, by SKU.
     *
     * @throws NotFoundException if there is one that does not exist
     * @throws ConflictException if one is no longer sold
     */
    @Transactional(readOnly = true)
    public Map<Long, PricedSku> price(Collection<Long> skuIds) {
        var found = find(skuIds);
        found.values().stream().filter(sku -> !sku.isActive()).findFirst().ifPresent(sku -> {
            throw new ConflictException(sku.name() + " is no longer sold");
        });
        return found.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        sku -> new PricedSku(
                                sku.getKey(),
                                sku.getValue().name(),
                                sku.getValue().priceMinor())));
    }

    /** Refuses if any of the goods does not exist. */
    @Transactional(readOnly = true)
    public void requireAll(Collection<Long> skuIds) {
        find(skuIds);
    }

    private Map<Long, Sku> find(Collection<Long> skuIds) {
        if (skuIds.isEmpty()) {
            return Map.of();
        }
        var found = skus.findByIdIn(skuIds).stream().collect(toMap(Sku::id, identity()));
        skuIds.stream().filter(id -> !found.containsKey(id)).findFirst().ifPresent(id -> {
            throw new NotFoundException("SKU", id);
        });
        return found;
    }
}
