package io.freshet.salon.inventory;

import io.freshet.salon.web.Paged;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** The categories of goods, and the goods in them. */
@RestController
@RequestMapping("/api/inventory/categories")
class SkuCategoryController {

    private final SkuCategoryService categories;
    private final InventoryReader inventory;

    SkuCategoryController(SkuCategoryService categories, InventoryReader inventory) {
        this.categories = categories;
        this.inventory = inventory;
    }

    @GetMapping
    Paged<SkuCategoryView> list(
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        return categories.list(page, size);
    }

    @GetMapping("/{categoryId}/skus")
    List<SkuView> skus(@PathVariable long categoryId) {
        return inventory.skus(categoryId);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SkuCategoryView add(@Valid @RequestBody NewSkuCategory category) {
        return categories.add(category);
    }
}
