package io.freshet.salon.catalog;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The addons of the services. */
@RestController
@RequestMapping("/api/catalog")
class AddonController {

    private final AddonEditor editor;

    AddonController(AddonEditor editor) {
        this.editor = editor;
    }

    @PostMapping("/services/{serviceId}/addons")
    @ResponseStatus(HttpStatus.CREATED)
    AddonView add(@PathVariable long serviceId, @Valid @RequestBody NewAddon addon) {
        return editor.add(serviceId, addon);
    }

    @PatchMapping("/addons/{id}")
    AddonView change(@PathVariable long id, @Valid @RequestBody AddonPatch patch) {
        return editor.change(id, patch);
    }

    @DeleteMapping("/addons/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        editor.delete(id);
    }
}
