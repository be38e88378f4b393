package io.freshet.salon.catalog;

import io.swagger.v3.oas.annotations.media.Schema;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes whole price lists. */
@RestController
@RequestMapping("/api/catalog/import")
class ImportController {

    private static final String EXAMPLE = PriceListFile.HEADER + "\nWellness,Sauna,2500,60,Towel,300\n";

    private final PriceListFile file;
    private final CatalogImport catalog;

    ImportController(PriceListFile file, CatalogImport catalog) {
        this.file = file;
        this.catalog = catalog;
    }

    @PostMapping(consumes = "text/csv")
    Imported run(@RequestBody @Schema(example = EXAMPLE) String csv) {
        return catalog.run(file.read(csv));
    }
}
