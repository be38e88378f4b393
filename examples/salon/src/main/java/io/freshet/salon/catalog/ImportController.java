package io.freshet.salon.catalog;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes whole price lists. */
@RestController
@RequestMapping("/api/catalog/import")
class ImportController {

    private final PriceListFile file;
    private final CatalogImport catalog;

    ImportController(PriceListFile file, CatalogImport catalog) {
        this.file = file;
        this.catalog = catalog;
    }

    @PostMapping(consumes = "text/csv")
    Imported run(@RequestBody String csv) {
        return catalog.run(file.read(csv));
    }
}
