package io.freshet.salon.catalog;

import java.util.List;

/** A category with its services, as the API shows it. */
public record CategoryView(
        long id, String name, int position, boolean active, long version, List<ServiceView> services) {

    public CategoryView {
        services = List.copyOf(services);
    }

    static CategoryView of(Category category, List<ServiceView> services) {
        return new CategoryView(
                category.id(), category.name(), category.position(), category.isActive(), category.version(), services);
    }
}
