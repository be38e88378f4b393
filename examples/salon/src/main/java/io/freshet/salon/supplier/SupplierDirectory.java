package io.freshet.salon.supplier;

import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Component;

/** Knows the suppliers of the current tenant. */
@Component
public class SupplierDirectory {

    private final SupplierRepository suppliers;

    SupplierDirectory(SupplierRepository suppliers) {
        this.suppliers = suppliers;
    }

    /** Refuses whoever is not a supplier of this tenant. */
    public void require(long supplierId) {
        if (!suppliers.existsById(supplierId)) {
            throw new NotFoundException("supplier", supplierId);
        }
    }

    /** The name of a supplier of this tenant; whoever else is refused. */
    public String nameOf(long supplierId) {
        return suppliers
                .findById(supplierId)
                .map(Supplier::name)
                .orElseThrow(() -> new NotFoundException("supplier", supplierId));
    }
}
