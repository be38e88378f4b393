package io.freshet.salon.inventory;

import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.web.Paged;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.util.List;

/** Takes change requests, and changes the stock when they are approved. */
@Service
@Transactional
public class ChangeRequestService {

    private static final Sort NEWEST_FIRST = Sort.by("id").descending();

    private final ChangeRequestRepository requests;
    private final SkuDirectory skus;
    private final StockLedger ledger;
    private final Clock clock;

    ChangeRequestService(ChangeRequestRepository requests, SkuDirectory skus, StockLedger ledger, Clock clock) {
        this.requests = requests;
        this.skus = skus;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Paged<ChangeRequestView> list(@Nullable ChangeRequestStatus status, int page, int size) {
        var request = PageRequest.of(page, size, NEWEST_FIRST);
        var found = status == null ? requests.findAll(request) : requests.findByStatus(status, request);
        return Paged.of(found.map(ChangeRequest::view));
    }

    @Transactional(readOnly = true)
    public ChangeRequestView find(long id) {
        return get(id).view();
    }

    public ChangeRequestView add(NewChangeRequest request) {
        skus.requireAll(List.of(request.skuId()));
        return requests.save(new ChangeRequest(request, clock.instant())).view();
    }

    public ChangeRequestView approve(long id) {
        var request = get(id);
        request.decide(ChangeRequestStatus.APPROVED, clock.instant());
        ledger.adjust(id, request.skuId(), request.quantity());
        return request.view();
    }

    public ChangeRequestView reject(long id) {
        var request = get(id);
        request.decide(ChangeRequestStatus.REJECTED, clock.instant());
        return request.view();
    }

    private ChangeRequest get(long id) {
        return requests.findById(id).orElseThrow(() -> new NotFoundException("change request", id));
    }
}
