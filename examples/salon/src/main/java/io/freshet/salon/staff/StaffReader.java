package io.freshet.salon.staff;

import io.freshet.annotation.Cached;
import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;

/** Reads who works for the current tenant. */
@Service
@Transactional(readOnly = true)
public class StaffReader {

    private final StaffRepository staff;

    StaffReader(StaffRepository staff) {
        this.staff = staff;
    }

    /** All of the staff by name, also who is not active at present. */
    @Cached(cache = "staff:list", ttl = "5m")
    public List<StaffView> list() {
        return staff.findByOrderByNameAscIdAsc().stream().map(Staff::view).toList();
    }

    public StaffView find(long id) {
        return staff.findById(id).map(Staff::view).orElseThrow(() -> new NotFoundException("staff", id));
    }
}
