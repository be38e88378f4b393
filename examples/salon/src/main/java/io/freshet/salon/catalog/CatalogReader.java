package io.freshet.salon.catalog;

import io.freshet.annotation.Cached;
import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;

import static java.util.stream.Collectors.groupingBy;

/** Reads what is on offer. */
@Service
public class CatalogReader {

    private final CategoryRepository categories;
    private final SalonServiceRepository salonServices;
    private final ServiceAssembler services;

    CatalogReader(CategoryRepository categories, SalonServiceRepository salonServices, ServiceAssembler services) {
        this.categories = categories;
        this.salonServices = salonServices;
        this.services = services;
    }

    /** The active or the inactive categories in their order, each with its active services. */
    @Cached(
            cache = "catalog:categories:active={active}",
            ttl = "30m",
            dependsOn = {Category.class, SalonService.class, Addon.class, StaffTemplate.class})
    @Transactional(readOnly = true)
    public List<CategoryView> categories(boolean active) {
        var found = categories.findByActiveOrderByPositionAscIdAsc(active);
        var ids = found.stream().map(Category::id).toList();
        var servicesOf = services.activeIn(ids).stream().collect(groupingBy(ServiceView::categoryId));
        return found.stream()
                .map(category -> CategoryView.of(category, servicesOf.getOrDefault(category.id(), List.of())))
                .toList();
    }

    /** The active services of a category, none if there is no such category. */
    @Cached(
            cache = "catalog:services:{categoryId}",
            ttl = "30m",
            dependsOn = {SalonService.class, Addon.class, StaffTemplate.class})
    @Transactional(readOnly = true)
    public List<ServiceView> services(long categoryId) {
        return services.activeIn(List.of(categoryId));
    }

    /** One category with its active services. */
    @Transactional(readOnly = true)
    public CategoryView category(long id) {
        return categories
                .findById(id)
                .map(category -> CategoryView.of(category, services.activeIn(List.of(id))))
                .orElseThrow(() -> new NotFoundException("category", id));
    }

    /** One service, active or not. */
    @Transactional(readOnly = true)
    public ServiceView service(long id) {
        return salonServices
                .findById(id)
                .map(services::assemble)
                .orElseThrow(() -> new NotFoundException("service", id));
    }
}
