package io.freshet.salon.day.load;

import io.freshet.salon.day.check.Facts;
import io.freshet.salon.day.http.Request;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A salon of the chain as the load knows it: its catalog, its open business and what is known of its numbers. Thread-safe. */
public final class Tenant {
    private static final int TIMES_OF_A_DAY = 3;
    private static final int FIRST_HOUR = 10;
    private static final int HOURS_EACH = 3;

    private final long id;
    private final String token;
    private final Catalog catalog;
    private final Facts facts = new Facts();
    private final Turn settingsTurn = new Turn();
    private final Turn profileTurn = new Turn();
    private final Turn staffTurn = new Turn();
    private final AtomicLong times = new AtomicLong();
    private final Queue<OpenBill> unpaid = new ConcurrentLinkedQueue<>();
    private final Queue<Announced> announced = new ConcurrentLinkedQueue<>();
    private final Queue<OpenBill> paid = new ConcurrentLinkedQueue<>();
    private final Queue<OpenBill> completed = new ConcurrentLinkedQueue<>();
    private final Queue<Long> clients = new ConcurrentLinkedQueue<>();
    private final Queue<Long> drafts = new ConcurrentLinkedQueue<>();
    private final byte[][][] reads;
    private final byte[][][] sourceReads;
    private final long[][] offsets;

    /** A bill that nothing but its end will change. */
    record OpenBill(long id, long totalMinor) {}

    /** A payment that waits to be collected. */
    record Announced(OpenBill bill, long paymentId) {}

    /** A service that the load reprices; nobody else should. */
    record Repriced(long service, Turn turn) {}

    /**
     * What is sold, and by whom.
     *
     * @param categories the ones that are read by themselves
     * @param services all
     * @param staff who works here
     * @param repriced services in those categories
     * @param barber one who works every day
     * @param user the barber as a user
     * @param skuCategory a category of goods
     * @param sku goods of that category
     * @param bookedFrom the day from which on the load makes bookings and appointments: far away, where nobody else does
     */
    record Catalog(
            List<Long> categories,
            List<Long> services,
            List<Long> staff,
            List<Repriced> repriced,
            long barber,
            long user,
            long skuCategory,
            long sku,
            LocalDate bookedFrom) {
        Catalog {
            categories = List.copyOf(categories);
            services = List.copyOf(services);
            staff = List.copyOf(staff);
            repriced = List.copyOf(repriced);
        }
    }

    Tenant(long id, String token, Catalog catalog, LocalDate day) {
        this.id = id;
        this.token = token;
        this.catalog = catalog;
        Endpoint[] endpoints = Endpoint.values();
        reads = new byte[endpoints.length][][];
        sourceReads = new byte[endpoints.length][][];
        offsets = new long[endpoints.length][];
        for (Endpoint endpoint : endpoints) {
            offsets[endpoint.ordinal()] = new long[endpoint.probes().size()];
            List<String> paths = endpoint.paths(catalog, day);
            reads[endpoint.ordinal()] = paths.stream()
                    .map(path -> Request.get(path).bearer(token).bytes())
                    .toArray(byte[][]::new);
            sourceReads[endpoint.ordinal()] = paths.stream()
                    .map(path -> Request.get(path).bearer(token).noCache().bytes())
                    .toArray(byte[][]::new);
        }
    }

    public long id() {
        return id;
    }

    String token() {
        return token;
    }

    Catalog catalog() {
        return catalog;
    }

    Facts facts() {
        return facts;
    }

    Turn settingsTurn() {
        return settingsTurn;
    }

    Turn staffTurn() {
        return staffTurn;
    }

    Turn profileTurn() {
        return profileTurn;
    }

    /** Returns a time of the barber that is given to nobody else; each is as long as anything takes. */
    LocalDateTime nextTime() {
        long number = times.getAndIncrement();
        return catalog.bookedFrom()
                .plusDays(number / TIMES_OF_A_DAY)
                .atTime(FIRST_HOUR + HOURS_EACH * (int) (number % TIMES_OF_A_DAY), 0);
    }

    /** Bills on which nothing is paid. */
    Queue<OpenBill> unpaid() {
        return unpaid;
    }

    /** Payments that are announced for bills on which nothing else is paid. */
    Queue<Announced> announced() {
        return announced;
    }

    /** Bills that are open and paid in full. */
    Queue<OpenBill> paid() {
        return paid;
    }

    Queue<OpenBill> completed() {
        return completed;
    }

    /** New clients for whom there is no quote. */
    Queue<Long> clients() {
        return clients;
    }

    /** Quotes that nobody has accepted. */
    Queue<Long> drafts() {
        return drafts;
    }

    /** Returns the requests of an endpoint, one for each of its paths. */
    byte[][] reads(Endpoint endpoint) {
        return reads[endpoint.ordinal()];
    }

    /** Returns the same requests, asking for the source instead of the cache. */
    byte[][] sourceReads(Endpoint endpoint) {
        return sourceReads[endpoint.ordinal()];
    }

    /** Returns what a probe of an endpoint shows besides the number itself. */
    long offset(Endpoint endpoint, int probe) {
        return offsets[endpoint.ordinal()][probe];
    }

    /** Sets it. Not to be called while the load runs. */
    void offset(Endpoint endpoint, int probe, long offset) {
        offsets[endpoint.ordinal()][probe] = offset;
    }
}
