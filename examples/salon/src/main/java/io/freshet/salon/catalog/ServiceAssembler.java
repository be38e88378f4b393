package io.freshet.salon.catalog;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

/** Puts services together with their addons and staff templates, in three statements for any number of categories. */
@Component
class ServiceAssembler {

    private final SalonServiceRepository services;
    private final AddonRepository addons;
    private final StaffTemplateRepository templates;

    ServiceAssembler(SalonServiceRepository services, AddonRepository addons, StaffTemplateRepository templates) {
        this.services = services;
        this.addons = addons;
        this.templates = templates;
    }

    /** The active services of the categories, by name. */
    List<ServiceView> activeIn(Collection<Long> categoryIds) {
        return assemble(services.findByCategoryIdInAndActiveTrueOrderByNameAsc(categoryIds));
    }

    ServiceView assemble(SalonService service) {
        return assemble(List.of(service)).get(0);
    }

    private List<ServiceView> assemble(List<SalonService> found) {
        var ids = found.stream().map(SalonService::id).toList();
        var addonsOf = addons.findByServiceIdInOrderByNameAsc(ids).stream()
                .collect(groupingBy(Addon::serviceId, mapping(Addon::view, toList())));
        var templatesOf = templates.findByServiceIdInOrderByStaffIdAsc(ids).stream()
                .collect(groupingBy(StaffTemplate::serviceId, mapping(StaffTemplate::view, toList())));
        return found.stream()
                .map(service -> view(service, addonsOf, templatesOf))
                .toList();
    }

    private static ServiceView view(
            SalonService service, Map<Long, List<AddonView>> addonsOf, Map<Long, List<StaffTemplateView>> templatesOf) {
        return new ServiceView(
                service.id(),
                service.categoryId(),
                service.name(),
                service.priceMinor(),
                service.durationMinutes(),
                service.isActive(),
                service.version(),
                addonsOf.getOrDefault(service.id(), List.of()),
                templatesOf.getOrDefault(service.id(), List.of()));
    }
}
