package io.freshet.salon.catalog;

import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds, changes and deletes the addons of services. */
@Service
@Transactional
public class AddonEditor {

    private final SalonServiceRepository services;
    private final AddonRepository addons;

    AddonEditor(SalonServiceRepository services, AddonRepository addons) {
        this.services = services;
        this.addons = addons;
    }

    public AddonView add(long serviceId, NewAddon addon) {
        if (!services.existsById(serviceId)) {
            throw new NotFoundException("service", serviceId);
        }
        return addons.save(new Addon(serviceId, addon)).view();
    }

    public AddonView change(long id, AddonPatch patch) {
        var addon = get(id);
        addon.requireVersion(patch.version());
        addon.change(patch);
        return addons.saveAndFlush(addon).view();
    }

    public void delete(long id) {
        addons.delete(get(id));
    }

    private Addon get(long id) {
        return addons.findById(id).orElseThrow(() -> new NotFoundException("addon", id));
    }
}
