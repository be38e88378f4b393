package io.freshet.salon.inventory;

import io.freshet.salon.web.Paged;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The goods of the tenant. */
@RestController
@RequestMapping("/api/inventory/skus")
class SkuController {

    private final InventoryReader inventory;
    private final SkuEditor editor;

    SkuController(InventoryReader inventory, SkuEditor editor) {
        this.inventory = inventory;
        this.editor = editor;
    }

    @GetMapping("/{id}")
    SkuView find(@PathVariable long id) {
        return inventory.find(id);
    }

    @GetMapping("/{skuId}/stock")
    StockView stock(@PathVariable long skuId) {
        return inventory.stock(skuId);
    }

    @GetMapping("/{skuId}/movements")
    Paged<StockMovementView> movements(
            @PathVariable long skuId,
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        return inventory.movements(skuId, page, size);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SkuView add(@Valid @RequestBody NewSku sku) {
        return editor.add(sku);
    }

    @PatchMapping("/{id}")
    SkuView change(@PathVariable long id, @Valid @RequestBody SkuPatch patch) {
        return editor.change(id, patch);
    }
}
