package io.freshet.salon.catalog;

import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.staff.StaffDirectory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds, changes and deletes the staff templates of services. */
@Service
@Transactional
public class StaffTemplateEditor {

    private final SalonServiceRepository services;
    private final StaffTemplateRepository templates;
    private final StaffDirectory staff;

    StaffTemplateEditor(SalonServiceRepository services, StaffTemplateRepository templates, StaffDirectory staff) {
        this.services = services;
        this.templates = templates;
        this.staff = staff;
    }

    public StaffTemplateView add(long serviceId, NewStaffTemplate template) {
        if (!services.existsById(serviceId)) {
            throw new NotFoundException("service", serviceId);
        }
        staff.require(template.staffId());
        return templates.save(new StaffTemplate(serviceId, template)).view();
    }

    public StaffTemplateView change(long serviceId, long id, StaffTemplatePatch patch) {
        var template = get(serviceId, id);
        template.requireVersion(patch.version());
        template.change(patch);
        return templates.saveAndFlush(template).view();
    }

    public void delete(long serviceId, long id) {
        templates.delete(get(serviceId, id));
    }

    private StaffTemplate get(long serviceId, long id) {
        return templates
                .findByIdAndServiceId(id, serviceId)
                .orElseThrow(() -> new NotFoundException("staff template", id));
    }
}
