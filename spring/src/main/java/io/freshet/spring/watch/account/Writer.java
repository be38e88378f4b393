package io.freshet.spring.watch.account;

/**
 * Who writes or evicts.
 *
 * @param method class and name, or the name of a thread where no method is known
 * @param request as "PUT /owners/{id}"; empty outside of requests
 */
public record Writer(String method, String request) {

    /** In words. */
    public String describe() {
        return request.isEmpty() ? method : method + " (" + request + ")";
    }
}
