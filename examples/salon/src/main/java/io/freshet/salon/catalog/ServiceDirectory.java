package io.freshet.salon.catalog;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;

/** Knows the services that are sold, and how long they take. */
@Component
public class ServiceDirectory {

    private final SalonServiceRepository services;
    private final StaffTemplateRepository templates;

    ServiceDirectory(SalonServiceRepository services, StaffTemplateRepository templates) {
        this.services = services;
        this.templates = templates;
    }

    /**
     * Refuses a service that is not sold.
     *
     * @throws NotFoundException if there is no such service
     * @throws ConflictException if it is no longer sold
     */
    @Transactional(readOnly = true)
    public void requireSold(long serviceId) {
        sold(serviceId);
    }

    /**
     * How long somebody needs for a service, in minutes.
     *
     * @throws NotFoundException if there is no such service
     * @throws ConflictException if it is no longer sold
     */
    @Transactional(readOnly = true)
    public int durationMinutes(long serviceId, long staffId) {
        var service = sold(serviceId);
        return templates.findByServiceIdInOrderByStaffIdAsc(List.of(serviceId)).stream()
                .filter(template -> template.staffId() == staffId)
                .findFirst()
                .map(StaffTemplate::durationMinutes)
                .orElseGet(service::durationMinutes);
    }

    private SalonService sold(long id) {
        var service = services.findById(id).orElseThrow(() -> new NotFoundException("service", id));
        if (!service.isActive()) {
            throw new ConflictException(service.name() + " is no longer sold");
        }
        return service;
    }
}
