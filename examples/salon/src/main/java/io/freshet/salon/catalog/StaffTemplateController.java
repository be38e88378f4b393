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

/** The staff templates of the services. */
@RestController
@RequestMapping("/api/catalog/services/{serviceId}/staff-templates")
class StaffTemplateController {

    private final StaffTemplateEditor editor;

    StaffTemplateController(StaffTemplateEditor editor) {
        this.editor = editor;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    StaffTemplateView add(@PathVariable long serviceId, @Valid @RequestBody NewStaffTemplate template) {
        return editor.add(serviceId, template);
    }

    @PatchMapping("/{templateId}")
    StaffTemplateView change(
            @PathVariable long serviceId, @PathVariable long templateId, @Valid @RequestBody StaffTemplatePatch patch) {
        return editor.change(serviceId, templateId, patch);
    }

    @DeleteMapping("/{templateId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long serviceId, @PathVariable long templateId) {
        editor.delete(serviceId, templateId);
    }
}
