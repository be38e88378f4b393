package io.freshet.salon.catalog;

import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds, changes and deletes services. */
@Service
@Transactional
public class ServiceEditor {

    private final CategoryRepository categories;
    private final SalonServiceRepository services;
    private final ServiceAssembler assembler;

    ServiceEditor(CategoryRepository categories, SalonServiceRepository services, ServiceAssembler assembler) {
        this.categories = categories;
        this.services = services;
        this.assembler = assembler;
    }

    public ServiceView add(NewService service) {
        requireCategory(service.categoryId());
        return assembler.assemble(services.save(new SalonService(service)));
    }

    public ServiceView change(long id, ServicePatch patch) {
        if (patch.categoryId() != null) {
            requireCategory(patch.categoryId());
        }
        var service = get(id);
        service.requireVersion(patch.version());
        service.change(patch);
        return assembler.assemble(services.saveAndFlush(service));
    }

    public void delete(long id) {
        services.delete(get(id));
    }

    private SalonService get(long id) {
        return services.findById(id).orElseThrow(() -> new NotFoundException("service", id));
    }

    private void requireCategory(long id) {
        if (!categories.existsById(id)) {
            throw new NotFoundException("category", id);
        }
    }
}
