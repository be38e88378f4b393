package io.freshet.salon.web;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** What the current request has cost so far. Belongs to one request and its thread. */
final class RequestCost {

    private static final String ATTRIBUTE = RequestCost.class.getName();

    private long cachedNanos;
    private long statements;

    /** The cost of the current request; outside a request one that nobody reads. */
    static RequestCost current() {
        var request = RequestContextHolder.getRequestAttributes();
        if (request == null) {
            return new RequestCost();
        }
        if (request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof RequestCost cost) {
            return cost;
        }
        var cost = new RequestCost();
        request.setAttribute(ATTRIBUTE, cost, RequestAttributes.SCOPE_REQUEST);
        return cost;
    }

    void addCachedCall(long nanos) {
        cachedNanos = nanos; // of the last one, which is the handler's own: the settings were read before
    }

    void addStatement() {
        statements++;
    }

    double cachedMillis() {
        return cachedNanos / 1e6;
    }

    long statements() {
        return statements;
    }
}
