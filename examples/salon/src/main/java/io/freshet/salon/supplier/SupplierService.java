package io.freshet.salon.supplier;

import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.web.Paged;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds, changes and lists suppliers. */
@Service
@Transactional
public class SupplierService {

    private static final Sort BY_NAME = Sort.by("name", "id");

    private final SupplierRepository suppliers;

    SupplierService(SupplierRepository suppliers) {
        this.suppliers = suppliers;
    }

    @Transactional(readOnly = true)
    public Paged<SupplierView> list(int page, int size) {
        return Paged.of(suppliers.findAll(PageRequest.of(page, size, BY_NAME)).map(Supplier::view));
    }

    @Transactional(readOnly = true)
    public SupplierView find(long id) {
        return get(id).view();
    }

    public SupplierView add(NewSupplier supplier) {
        return suppliers.save(new Supplier(supplier)).view();
    }

    public SupplierView change(long id, SupplierPatch patch) {
        var supplier = get(id);
        supplier.requireVersion(patch.version());
        supplier.change(patch);
        return suppliers.saveAndFlush(supplier).view();
    }

    private Supplier get(long id) {
        return suppliers.findById(id).orElseThrow(() -> new NotFoundException("supplier", id));
    }
}
