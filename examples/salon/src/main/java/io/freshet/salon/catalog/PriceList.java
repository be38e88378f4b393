package io.freshet.salon.catalog;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

/** Prices what is sold: the price of the service, or of the staff template of whoever does it, and of the addons. */
@Component
public class PriceList {

    private final SalonServiceRepository services;
    private final AddonRepository addons;
    private final StaffTemplateRepository templates;

    PriceList(SalonServiceRepository services, AddonRepository addons, StaffTemplateRepository templates) {
        this.services = services;
        this.addons = addons;
        this.templates = templates;
    }

    /**
     * Prices the choices in their order.
     *
     * @throws NotFoundException if there is no such service or addon
     * @throws ConflictException if a service is no longer sold
     */
    @Transactional(readOnly = true)
    public List<PricedService> price(List<ServiceChoice> choices) {
        var prices = load(choices);
        return choices.stream().map(prices::of).toList();
    }

    private Prices load(List<ServiceChoice> choices) {
        var serviceIds = ids(choices.stream().map(ServiceChoice::serviceId));
        var addonIds = ids(choices.stream().flatMap(choice -> choice.addonIds().stream()));
        return new Prices(
                services.findByIdIn(serviceIds).stream().collect(toMap(SalonService::id, identity())),
                addonIds.isEmpty()
                        ? Map.of()
                        : addons.findByIdIn(addonIds).stream().collect(toMap(Addon::id, identity())),
                templates.findByServiceIdInOrderByStaffIdAsc(serviceIds));
    }

    private static Collection<Long> ids(Stream<Long> ids) {
        return ids.distinct().toList();
    }

    private record Prices(Map<Long, SalonService> services, Map<Long, Addon> addons, List<StaffTemplate> templates) {

        PricedService of(ServiceChoice choice) {
            var service = sold(choice.serviceId());
            var extras =
                    choice.addonIds().stream().map(id -> addon(id, service)).toList();
            var addonsMinor = extras.stream().mapToLong(Addon::priceMinor).sum();
            var description = new StringBuilder(service.name());
            extras.forEach(addon -> description.append(" + ").append(addon.name()));
            return new PricedService(choice, description.toString(), basePrice(service, choice) + addonsMinor);
        }

        private SalonService sold(long id) {
            var service = services.get(id);
            if (service == null) {
                throw new NotFoundException("service", id);
            }
            if (!service.isActive()) {
                throw new ConflictException(service.name() + " is no longer sold");
            }
            return service;
        }

        private Addon addon(long id, SalonService service) {
            var addon = addons.get(id);
            if (addon == null || addon.serviceId() != service.id()) {
                throw new NotFoundException("addon of " + service.name(), id);
            }
            return addon;
        }

        private long basePrice(SalonService service, ServiceChoice choice) {
            return templates.stream()
                    .filter(template -> template.serviceId() == service.id())
                    .filter(template -> Objects.equals(template.staffId(), choice.staffId()))
                    .findFirst()
                    .map(StaffTemplate::priceMinor)
                    .orElseGet(service::priceMinor);
        }
    }
}
