package io.freshet.salon.day.load;

import io.freshet.salon.day.check.Fact;
import io.freshet.salon.day.check.Register;
import io.freshet.salon.day.http.Request;
import io.freshet.salon.day.load.Caller.Outcome;
import io.freshet.salon.day.load.Tenant.Announced;
import io.freshet.salon.day.load.Tenant.OpenBill;
import io.freshet.salon.day.load.Tenant.Repriced;
import io.freshet.salon.day.report.Tally;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * What the staff does: bills from the first line to the payment, expenses, walk-ins, clients, quotes, bookings, stock, prices and settings. Each write that was acknowledged raises the
 * numbers that it changes; one whose outcome is unknown raises none, since nothing that it changed is checked from above. Not thread-safe.
 */
final class Writes {
    private static final JsonMapper JSON = new JsonMapper();

    private final Caller caller;
    private final Tally tally;
    private final LocalDate day;
    private final SplittableRandom random;

    /** The kinds of writes, by how often they occur. */
    enum Kind {
        /** Most customers pay at once: bill, payment and completion follow each other. */
        SALE(50, Writes::sell),
        BILL(10, Writes::openBill),
        PAYMENT(8, Writes::pay),
        PENDING_PAYMENT(2, Writes::announce),
        COLLECT(2, Writes::collect),
        COMPLETE(8, Writes::complete),
        VOID(2, Writes::giveUp),
        REFUND(2, Writes::refund),
        EXPENSE(7, Writes::spend),
        PRICE(6, Writes::reprice),
        SETTINGS(3, Writes::changeSettings),
        WALK_IN(4, Writes::walkIn),
        CLIENT(3, Writes::addClient),
        CUSTOMER(2, Writes::addCustomer),
        QUOTE(3, Writes::draft),
        ACCEPT(2, Writes::accept),
        BOOKING(4, Writes::book),
        APPOINTMENT(4, Writes::makeAppointment),
        STOCK(2, Writes::restock),
        STAFF(1, Writes::changeStaff),
        PROFILE(1, Writes::changeProfile);

        static final Mix<Kind> MIX = mix();

        private final int weight;
        private final BiConsumer<Writes, Tenant> action;

        Kind(int weight, BiConsumer<Writes, Tenant> action) {
            this.weight = weight;
            this.action = action;
        }

        private static Mix<Kind> mix() {
            Mix.Builder<Kind> mix = Mix.builder();
            for (Kind kind : values()) {
                mix.add(kind, kind.weight);
            }
            return mix.build();
        }
    }

    Writes(Caller caller, Tally tally, LocalDate day, SplittableRandom random) {
        this.caller = caller;
        this.tally = tally;
        this.day = day;
        this.random = random;
    }

    /** Does one thing; if there is nothing to do it to, such as a bill to pay, a new customer comes. */
    void perform(Tenant tenant) {
        Kind.MIX.pick(random).action.accept(this, tenant);
    }

    private void sell(Tenant tenant) {
        openBill(tenant);
        pay(tenant);
        complete(tenant);
    }

    private void openBill(Tenant tenant) {
        int count = 1 + random.nextInt(3);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("{\"serviceId\":")
                    .append(any(tenant.catalog().services()))
                    .append(",\"staffId\":")
                    .append(any(tenant.catalog().staff()))
                    .append(",\"quantity\":1,\"addonIds\":[]}")
                    .append(i < count - 1 ? "," : "");
        }
        String body = "{\"clientId\":null,\"discountMinor\":0,\"lines\":[" + lines + "]}";
        if (done(Kind.BILL, tenant, Request.post("/api/pos/bills", body))) {
            JsonNode answer = answer();
            OpenBill bill = new OpenBill(
                    answer.get("id").longValue(), answer.get("totalMinor").longValue());
            raise(tenant, Fact.BILLS, 1);
            raise(tenant, Fact.SERVICES_DONE, count);
            raise(tenant, Fact.WORK_MONEY, bill.totalMinor());
            tenant.unpaid().add(bill);
        }
    }

    private void pay(Tenant tenant) {
        OpenBill bill = tenant.unpaid().poll();
        if (bill == null) {
            openBill(tenant);
        } else if (done(Kind.PAYMENT, tenant, payment(bill, "CARD", false))) {
            raise(tenant, Fact.PAYMENTS, 1);
            raise(tenant, Fact.MONEY_RECEIVED, bill.totalMinor());
            tenant.paid().add(bill);
        }
    }

    private void announce(Tenant tenant) {
        OpenBill bill = tenant.unpaid().poll();
        if (bill == null) {
            openBill(tenant);
        } else if (done(Kind.PENDING_PAYMENT, tenant, payment(bill, "TRANSFER", true))) {
            raise(tenant, Fact.PAYMENTS, 1);
            tenant.announced().add(new Announced(bill, answer().get("id").longValue()));
        }
    }

    private void collect(Tenant tenant) {
        Announced payment = tenant.announced().poll();
        if (payment == null) {
            announce(tenant);
        } else if (done(
                Kind.COLLECT,
                tenant,
                Request.post("/api/pos/pending-payments/collect", "{\"paymentIds\":[" + payment.paymentId() + "]}"))) {
            raise(tenant, Fact.MONEY_RECEIVED, payment.bill().totalMinor());
            raise(tenant, Fact.CLOSED_BILLS, 1);
            tenant.completed().add(payment.bill());
        }
    }

    private void complete(Tenant tenant) {
        OpenBill bill = tenant.paid().poll();
        if (bill == null) {
            pay(tenant);
        } else if (done(Kind.COMPLETE, tenant, close(bill, "complete"))) {
            raise(tenant, Fact.CLOSED_BILLS, 1);
            tenant.completed().add(bill);
        }
    }

    private void giveUp(Tenant tenant) {
        OpenBill bill = tenant.unpaid().poll();
        if (bill == null) {
            openBill(tenant);
        } else if (done(Kind.VOID, tenant, close(bill, "void"))) {
            raise(tenant, Fact.VOIDED_BILLS, 1);
            raise(tenant, Fact.CLOSED_BILLS, 1);
        }
    }

    private void refund(Tenant tenant) {
        OpenBill bill = tenant.completed().poll();
        if (bill == null) {
            complete(tenant);
        } else if (done(Kind.REFUND, tenant, close(bill, "refund"))) {
            raise(tenant, Fact.REFUNDED_BILLS, 1);
        }
    }

    private void spend(Tenant tenant) {
        long amount = 100L + random.nextInt(5_000);
        String body = "{\"category\":\"Products\",\"description\":\"Shampoo\",\"amountMinor\":" + amount
                + ",\"date\":\"" + day + "\"}";
        if (done(Kind.EXPENSE, tenant, Request.post("/api/expenses", body))) {
            raiseForEver(tenant, Fact.EXPENSE_MONEY, amount);
            raiseForEver(tenant, Fact.EXPENSES, 1);
        }
    }

    private void walkIn(Tenant tenant) {
        String body = "{\"staffId\":" + any(tenant.catalog().staff()) + "}";
        if (done(Kind.WALK_IN, tenant, Request.post("/api/walkins", body))) {
            raise(tenant, Fact.WALK_INS, 1);
        }
    }

    private void addClient(Tenant tenant) {
        if (done(Kind.CLIENT, tenant, Request.post("/api/clients", "{\"name\":\"Clara Curl\"}"))) {
            raiseForEver(tenant, Fact.CLIENTS, 1);
            tenant.clients().add(answer().get("id").longValue());
        }
    }

    private void addCustomer(Tenant tenant) {
        if (done(Kind.CUSTOMER, tenant, Request.post("/api/customers", "{\"name\":\"Willi Wave\"}"))) {
            raiseForEver(tenant, Fact.CUSTOMERS, 1);
        }
    }

    private void draft(Tenant tenant) {
        Long client = tenant.clients().poll();
        if (client == null) {
            addClient(tenant);
            return;
        }
        String item = "{\"description\":\"Bridal styling\",\"quantity\":1,\"unitPriceMinor\":9500}";
        String body = "{\"clientId\":" + client + ",\"title\":\"Wedding\",\"items\":[" + item + "]}";
        if (done(Kind.QUOTE, tenant, Request.post("/api/sales/quotes", body))) {
            raiseForEver(tenant, Fact.QUOTES, 1);
            tenant.drafts().add(answer().get("id").longValue());
        }
    }

    private void accept(Tenant tenant) {
        Long quote = tenant.drafts().poll();
        if (quote == null) {
            draft(tenant);
        } else if (done(Kind.ACCEPT, tenant, Request.post("/api/sales/quotes/" + quote + "/accept", null))) {
            raiseForEver(tenant, Fact.ACCEPTED_QUOTES, 1);
        }
    }

    private void book(Tenant tenant) {
        LocalDateTime time = tenant.nextTime();
        String body = "{\"barberId\":" + tenant.catalog().barber() + ",\"serviceId\":"
                + any(tenant.catalog().services()) + ",\"customerName\":\"Ada Adler\"," + dated(time) + "}";
        if (done(Kind.BOOKING, tenant, Request.post("/api/bookings", body))) {
            raiseForEver(tenant, Fact.BOOKINGS, 1);
        }
    }

    private void makeAppointment(Tenant tenant) {
        LocalDateTime time = tenant.nextTime();
        String body = "{\"staffId\":" + tenant.catalog().barber() + ",\"durationMinutes\":30," + dated(time) + "}";
        if (done(Kind.APPOINTMENT, tenant, Request.post("/api/appointments", body))) {
            raiseForEver(tenant, Fact.APPOINTMENTS, 1);
        }
    }

    private static String dated(LocalDateTime time) {
        return "\"date\":\"" + time.toLocalDate() + "\",\"time\":\"" + time.toLocalTime() + "\"";
    }

    private void restock(Tenant tenant) {
        String body = "{\"skuId\":" + tenant.catalog().sku() + ",\"quantity\":1,\"reason\":\"One more was found\"}";
        if (send(tenant, Request.post("/api/inventory/change-requests", body)) == Outcome.DONE) {
            long request = answer().get("id").longValue();
            String path = "/api/inventory/change-requests/" + request + "/approve";
            if (done(Kind.STOCK, tenant, Request.post(path, null))) {
                raiseForEver(tenant, Fact.STOCK, 1);
            }
        }
    }

    private void changeStaff(Tenant tenant) {
        if (tenant.staffTurn().take()) {
            String body = "{\"title\":\"Barber " + random.nextLong(Long.MAX_VALUE) + "\"}";
            Outcome outcome =
                    send(tenant, Request.patch("/api/staff/" + tenant.catalog().barber(), body));
            if (count(Kind.STAFF, outcome)) {
                raiseForEver(tenant, Fact.STAFF_VERSIONS, 1);
            }
            tenant.staffTurn().release(outcome);
        }
    }

    private void changeProfile(Tenant tenant) {
        if (tenant.profileTurn().take()) {
            String body = "{\"name\":\"Barber " + random.nextLong(Long.MAX_VALUE) + "\"}";
            Outcome outcome =
                    send(tenant, Request.patch("/api/users/" + tenant.catalog().user(), body));
            if (count(Kind.PROFILE, outcome)) {
                Register register = tenant.facts().of(Fact.PROFILE_VERSION);
                register.acknowledge(answer().get("version").longValue(), System.nanoTime());
            }
            tenant.profileTurn().release(outcome);
        }
    }

    private void reprice(Tenant tenant) {
        Repriced choice = any(tenant.catalog().repriced());
        if (choice.turn().take()) {
            Register register = register(tenant, choice.service());
            long price = choice.turn().next(register.acknowledged());
            Outcome outcome = send(
                    tenant,
                    Request.patch("/api/catalog/services/" + choice.service(), "{\"priceMinor\":" + price + "}"));
            if (count(Kind.PRICE, outcome)) {
                register.acknowledge(price, System.nanoTime());
            }
            choice.turn().release(outcome);
        }
    }

    private void changeSettings(Tenant tenant) {
        if (tenant.settingsTurn().take()) {
            Register register = tenant.facts().of(Fact.SETTINGS_REVISION);
            long revision = tenant.settingsTurn().next(register.acknowledged());
            String body =
                    "{\"revision\":" + revision + ",\"receiptFooter\":\"Thank you, see you soon (" + revision + ")\"}";
            Outcome outcome = send(tenant, Request.patch("/api/settings", body));
            if (count(Kind.SETTINGS, outcome)) {
                register.acknowledge(revision, System.nanoTime());
            }
            tenant.settingsTurn().release(outcome);
        }
    }

    private static Register register(Tenant tenant, long service) {
        Register register = tenant.facts().prices().get(service);
        if (register == null) {
            throw new IllegalStateException("Service " + service + " is repriced but not checked");
        }
        return register;
    }

    private static Request payment(OpenBill bill, String method, boolean pending) {
        return Request.post(
                "/api/pos/bills/" + bill.id() + "/payments",
                "{\"method\":\"" + method + "\",\"amountMinor\":" + bill.totalMinor() + ",\"pending\":" + pending
                        + "}");
    }

    private static Request close(OpenBill bill, String how) {
        return Request.post("/api/pos/bills/" + bill.id() + "/" + how, null);
    }

    private boolean done(Kind kind, Tenant tenant, Request request) {
        return count(kind, send(tenant, request));
    }

    private Outcome send(Tenant tenant, Request request) {
        return caller.write(request.bearer(tenant.token()).bytes());
    }

    private boolean count(Kind kind, Outcome outcome) {
        if (outcome == Outcome.DONE) {
            tally.wrote(kind.name());
        }
        return outcome == Outcome.DONE;
    }

    /** Raises a number of the day, unless the day may have ended meanwhile: then the write belongs to the next one. */
    private void raise(Tenant tenant, Fact fact, long amount) {
        long now = System.nanoTime();
        if (LocalDate.now(ZoneOffset.UTC).equals(day)) {
            tenant.facts().of(fact).acknowledgeMore(amount, now);
        }
    }

    /** Raises a number that is none of the day alone, or of a day that the write names. */
    private static void raiseForEver(Tenant tenant, Fact fact, long amount) {
        tenant.facts().of(fact).acknowledgeMore(amount, System.nanoTime());
    }

    private JsonNode answer() {
        return JSON.readTree(caller.answer().body());
    }

    private <T> T any(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }
}
