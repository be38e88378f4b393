package io.freshet.salon.day.load;

import io.freshet.salon.day.check.Fact;
import io.freshet.salon.day.http.Request;
import io.freshet.salon.day.load.Tenant.Catalog;
import io.freshet.salon.day.load.Tenant.Repriced;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Opens the salons in the morning: logs in, reads the catalog, and takes the numbers from the source that the checks start at. */
final class Opening {
    private static final int CATEGORIES = 3;
    private static final int REPRICED_EACH = 2;
    private static final int NEXT_DAYS = 100;
    private static final int DAYS = 50_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final Caller caller;
    private final LocalDate day;

    Opening(Caller caller, LocalDate day) {
        this.caller = caller;
        this.day = day;
    }

    /**
     * Opens one salon.
     *
     * @throws LoadException if it does not answer as it should
     */
    Tenant open(long id) {
        String token = login(id);
        Tenant tenant = new Tenant(id, token, catalog(token), day);
        takePrices(tenant);
        takeNumbers(tenant);
        return tenant;
    }

    private String login(long id) {
        String body = "{\"tenant\":" + id + ",\"email\":\"owner@tenant" + id + ".example\",\"password\":\"salon\"}";
        return ask(Request.post("/api/auth/login", body).bytes())
                .get("accessToken")
                .asString();
    }

    private Catalog catalog(String token) {
        List<Long> categories = new ArrayList<>();
        List<Long> services = new ArrayList<>();
        List<Repriced> repriced = new ArrayList<>();
        Set<Long> staff = new TreeSet<>();
        byte[] request = Request.get("/api/catalog/categories?active=true")
                .bearer(token)
                .noCache()
                .bytes();
        for (JsonNode category : ask(request)) {
            boolean isRead = categories.size() < CATEGORIES;
            if (isRead) {
                categories.add(category.get("id").longValue());
            }
            int toSkip = category.get("services").size() - REPRICED_EACH;
            for (JsonNode service : category.get("services")) {
                long id = service.get("id").longValue();
                services.add(id);
                service.get("staffTemplates")
                        .forEach(one -> staff.add(one.get("staffId").longValue()));
                // The last ones: the others are for people who try the page, where prices may fall.
                if (isRead && toSkip-- <= 0) {
                    repriced.add(new Repriced(id, new Turn()));
                }
            }
        }
        if (repriced.isEmpty() || staff.isEmpty()) {
            throw new LoadException(
                    "The catalog has no services to sell: " + caller.answer().body());
        }
        JsonNode barber = barber(token);
        long skuCategory = first(token, "/api/inventory/categories", "items");
        return new Catalog(
                categories,
                services,
                List.copyOf(staff),
                repriced,
                barber.get("id").longValue(),
                barber.get("userId").longValue(),
                skuCategory,
                first(token, "/api/inventory/categories/" + skuCategory + "/skus", ""),
                bookedFrom());
    }

    /** The first of the staff who is a user works every day. */
    private JsonNode barber(String token) {
        for (JsonNode one :
                ask(Request.get("/api/staff").bearer(token).noCache().bytes())) {
            if (one.hasNonNull("userId")) {
                return one;
            }
        }
        throw new LoadException(
                "None of the staff is a user: " + caller.answer().body());
    }

    private long first(String token, String path, String field) {
        JsonNode answer = ask(Request.get(path).bearer(token).noCache().bytes());
        JsonNode rows = field.isEmpty() ? answer : answer.path(field);
        if (rows.isEmpty()) {
            throw new LoadException(path + " shows nothing: " + caller.answer().body());
        }
        return rows.get(0).get("id").longValue();
    }

    /** Another day with each second that passes, so that a load on an earlier demo's database books what that one did not. */
    private LocalDate bookedFrom() {
        return day.plusDays(NEXT_DAYS + Instant.now().getEpochSecond() % DAYS);
    }

    private void takePrices(Tenant tenant) {
        Set<Long> checked = new TreeSet<>();
        tenant.catalog().repriced().forEach(repriced -> checked.add(repriced.service()));
        ask(tenant.sourceReads(Endpoint.CATEGORIES)[0]);
        new Prices().visit(caller.answer(), (service, price) -> {
            if (checked.contains(service)) {
                tenant.facts().basePrice(service, price);
            }
        });
    }

    /** The first endpoint that shows a number sets it; the others may show it together with something that does not change. */
    private void takeNumbers(Tenant tenant) {
        Set<Fact> known = EnumSet.noneOf(Fact.class);
        for (Endpoint endpoint : Endpoint.values()) {
            for (byte[] request : tenant.sourceReads(endpoint)) {
                ask(request);
                for (int i = 0; i < endpoint.probes().size(); i++) {
                    Probe probe = endpoint.probes().get(i);
                    long value = probe.read(caller.answer())
                            .orElseThrow(() -> new LoadException(endpoint.cache() + " does not show " + probe.fact()
                                    + ": " + caller.answer().body()));
                    if (known.add(probe.fact())) {
                        tenant.facts().base(probe.fact(), value);
                    }
                    tenant.offset(
                            endpoint, i, value - tenant.facts().of(probe.fact()).acknowledged());
                }
            }
        }
    }

    private JsonNode ask(byte[] request) {
        if (caller.read(request) != Caller.Outcome.DONE) {
            throw new LoadException("The salon does not let the load begin: " + caller.latestFailure());
        }
        return JSON.readTree(caller.answer().body());
    }
}
