package io.freshet.writing;

import io.freshet.writing.Entities.CardPayment;
import io.freshet.writing.Entities.Client;
import io.freshet.writing.Entities.Coupon;
import io.freshet.writing.Entities.Good;
import io.freshet.writing.Entities.Notice;
import io.freshet.writing.Entities.Payment;
import io.freshet.writing.Entities.Profile;
import io.freshet.writing.Entities.SmsNotice;
import io.freshet.writing.Entities.Stock;
import io.freshet.writing.Entities.StockId;
import io.freshet.writing.Entities.Treatment;
import io.freshet.writing.Entities.Visit;
import io.freshet.writing.Entities.Voucher;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Writing by changing entities. */
final class EntityWays {

    private static final Set<String> CLIENT = Set.of("client");
    private static final Set<String> VISIT = Set.of("visit");
    private static final Set<String> PHONES = Set.of("client", "client_phone");
    private static final Set<String> INTERESTS = Set.of("client", "client_interest");
    private static final Set<String> BOTH_PAYMENTS = Set.of("payment", "card_payment");

    static final List<Way> PLAIN = List.of(
            entity("persist", VISIT, em -> em.persist(new Visit(9, em.find(Client.class, 1), 40))),
            entity("merge, new", VISIT, em -> em.merge(new Visit(9, em.find(Client.class, 1), 40))),
            Way.of("merge, detached", CLIENT, EntityWays::mergeDetached),
            entity("remove", VISIT, em -> em.remove(em.find(Visit.class, 1))),
            entity("dirty checking", CLIENT, em -> client(em).name = "Eve"),
            entity("flush, and more after it", VISIT, EntityWays::flushInBetween),
            entity("flush before a query", VISIT, EntityWays::flushByQuery),
            entity("flush, then refresh", VISIT, EntityWays::flushAndRefresh),
            entity("version forced", CLIENT, em -> em.lock(client(em), LockModeType.OPTIMISTIC_FORCE_INCREMENT)),
            entity(
                    "version forced, pessimistic",
                    CLIENT,
                    em -> em.lock(client(em), LockModeType.PESSIMISTIC_FORCE_INCREMENT)),
            entity("embedded id, persist", Set.of("stock"), em -> em.persist(new Stock(2, 2, 5))),
            entity("embedded id, update", Set.of("stock"), em -> stock(em).pieces = 3),
            entity("embedded id, remove", Set.of("stock"), em -> em.remove(stock(em))),
            entity("@SoftDelete", Set.of("coupon"), em -> em.remove(em.find(Coupon.class, 1))),
            entity("@SQLDelete", Set.of("voucher"), em -> em.remove(em.find(Voucher.class, 1))),
            entity("@SQLInsert", Set.of("voucher"), em -> em.persist(new Voucher(9, "new"))),
            entity("@SQLUpdate", Set.of("voucher"), em -> em.find(Voucher.class, 1).name = "new"),
            entity("batch of inserts", VISIT, EntityWays::many),
            entity("lock for update", Set.of(), em -> em.find(Visit.class, 1, LockModeType.PESSIMISTIC_WRITE)),
            entity("read only", Set.of(), em -> em.find(Visit.class, 1)),
            entity("changed, detached, never flushed", Set.of(), EntityWays::detachChanged));

    static final List<Way> COLLECTIONS = List.of(
            entity("cascade persist", Set.of("client", "visit"), EntityWays::persistFamily),
            entity(
                    "cascade remove",
                    Set.of("client", "visit", "client_phone", "client_interest", "client_gift", "gift"),
                    em -> em.remove(client(em))),
            entity("orphan removal", VISIT, em -> client(em).visits.remove(0)),
            entity("child to another parent", VISIT, em -> em.find(Visit.class, 1).client = em.find(Client.class, 2)),
            entity("element collection, add", PHONES, em -> client(em).phones.add("113")),
            entity("element collection, remove", PHONES, em -> client(em).phones.remove("111")),
            entity("element collection, clear", PHONES, em -> client(em).phones.clear()),
            entity("element collection, replace", PHONES, em -> client(em).phones = Set.of("119")),
            entity("join table, add", INTERESTS, em -> client(em).interests.add(em.find(Entities.Interest.class, 2))),
            entity("join table, remove", INTERESTS, em -> client(em).interests.clear()),
            entity(
                    "children by join table, add",
                    Set.of("client", "client_gift", "gift"),
                    em -> client(em).gifts.add(new Entities.Gift(9, "oil"))),
            entity(
                    "children by join table, orphan removal",
                    Set.of("client", "client_gift", "gift"),
                    em -> client(em).gifts.clear()));

    static final List<Way> INHERITANCE = List.of(
            entity("joined, persist", BOTH_PAYMENTS, em -> em.persist(new CardPayment(9, 90, "new"))),
            entity("joined, update of the subclass's column", Set.of("card_payment"), em -> card(em).brand = "new"),
            entity("joined, update of the superclass's column", Set.of("payment"), em -> card(em).amount = 99),
            entity("joined, remove", BOTH_PAYMENTS, em -> em.remove(em.find(Payment.class, 1))),
            entity("single table, persist", Set.of("notice"), em -> em.persist(new SmsNotice(9, "new", "1"))),
            entity("single table, update", Set.of("notice"), em -> em.find(SmsNotice.class, 1).number = "2"),
            entity("single table, remove", Set.of("notice"), em -> em.remove(em.find(Notice.class, 1))),
            entity("table per class, persist", Set.of("treatment"), em -> em.persist(new Treatment(9, "new", 5))),
            entity("table per class, update", Set.of("treatment"), em -> em.find(Good.class, 2).name = "new"),
            entity("table per class, remove", Set.of("good"), em -> em.remove(em.find(Good.class, 1))),
            entity(
                    "secondary table, persist",
                    Set.of("profile", "profile_note"),
                    em -> em.persist(new Profile(9, "new", "note"))),
            entity(
                    "secondary table, first value",
                    Set.of("profile_note"),
                    em -> em.find(Profile.class, 2).note = "new"),
            entity("secondary table, last value", Set.of("profile_note"), em -> em.find(Profile.class, 1).note = null),
            entity(
                    "secondary table, remove",
                    Set.of("profile", "profile_note"),
                    em -> em.remove(em.find(Profile.class, 1))));

    static final List<Way> STATELESS = List.of(
            Way.of("stateless insert", VISIT, m -> m.stateless(s -> s.insert(new Visit(9, null, 40)))),
            Way.of(
                    "stateless insert of several",
                    Set.of("stock"),
                    m -> m.stateless(s -> s.insertMultiple(List.of(new Stock(3, 1, 1), new Stock(3, 2, 2))))),
            Way.of("stateless update", Set.of("stock"), m -> m.stateless(s -> s.update(new Stock(1, 1, 2)))),
            Way.of("stateless delete", Set.of("stock"), m -> m.stateless(s -> s.delete(new Stock(1, 1, 9)))),
            Way.of("stateless upsert", Set.of("stock"), m -> m.stateless(s -> s.upsert(new Stock(1, 1, 4)))),
            Way.of("stateless upsert, new", Set.of("stock"), m -> m.stateless(s -> s.upsert(new Stock(4, 4, 4)))));

    static final List<Way> BATCHES = List.of(
            entity("batch of updates", VISIT, em -> visits(em).forEach(visit -> visit.price++)),
            entity(
                    "batch of updates of a key",
                    VISIT,
                    em -> visits(em).forEach(visit -> visit.client = em.getReference(Client.class, 3))),
            entity("batch of removals", VISIT, em -> visits(em).forEach(em::remove)),
            entity("batch of inserts, updates and removals", VISIT, EntityWays::mixed),
            entity("batch into an element collection", PHONES, EntityWays::manyPhones),
            entity("batch of versioned updates", CLIENT, EntityWays::renameAll),
            Way.of(
                    "stateless update of several",
                    Set.of("stock"),
                    m -> m.stateless(s -> s.updateMultiple(List.of(new Stock(1, 1, 2), new Stock(1, 2, 3))))),
            Way.of(
                    "stateless delete of several",
                    Set.of("stock"),
                    m -> m.stateless(s -> s.deleteMultiple(List.of(new Stock(1, 1, 2), new Stock(1, 2, 3))))),
            Way.of(
                    "stateless native query",
                    VISIT,
                    m -> m.stateless(s -> s.createNativeMutationQuery("update visit set client_id = 2 where id = 1")
                            .executeUpdate())));

    private EntityWays() {}

    private static List<Visit> visits(EntityManager entities) {
        return entities.createQuery("select v from Visit v order by v.id", Visit.class)
                .getResultList();
    }

    private static void mixed(EntityManager entities) {
        List<Visit> visits = visits(entities);
        entities.persist(new Visit(9, entities.getReference(Client.class, 3), 40));
        visits.get(0).price = 11;
        visits.get(1).client = entities.getReference(Client.class, 2);
        entities.remove(visits.get(2));
    }

    private static void manyPhones(EntityManager entities) {
        for (int i = 0; i < 30; i++) {
            client(entities).phones.add("20" + i);
        }
    }

    private static void renameAll(EntityManager entities) {
        entities.createQuery("select c from Client c", Client.class)
                .getResultList()
                .forEach(client -> client.name += "!");
    }

    private static Way entity(String name, Set<String> tables, Consumer<EntityManager> work) {
        return Way.of(name, tables, means -> means.inTransaction(work));
    }

    private static Client client(EntityManager entities) {
        return entities.find(Client.class, 1);
    }

    private static Stock stock(EntityManager entities) {
        return entities.find(Stock.class, new StockId(1, 1));
    }

    private static CardPayment card(EntityManager entities) {
        return entities.find(CardPayment.class, 1);
    }

    private static void mergeDetached(Means means) {
        Client detached = means.entities().find(Client.class, 1);
        detached.name = "Eve";
        means.inTransaction(entities -> entities.merge(detached));
    }

    private static void flushInBetween(EntityManager entities) {
        Visit visit = entities.find(Visit.class, 1);
        visit.price = 11;
        entities.flush();
        visit.price = 12;
    }

    private static void flushByQuery(EntityManager entities) {
        entities.find(Visit.class, 1).price = 11;
        entities.createQuery("select sum(v.price) from Visit v", Long.class).getSingleResult();
        entities.clear();
    }

    private static void flushAndRefresh(EntityManager entities) {
        Visit visit = entities.find(Visit.class, 1);
        visit.price = 11;
        entities.flush();
        entities.refresh(visit);
    }

    private static void detachChanged(EntityManager entities) {
        Visit visit = entities.find(Visit.class, 1);
        visit.price = 11;
        entities.detach(visit);
    }

    private static void many(EntityManager entities) {
        for (int id = 100; id < 150; id++) {
            entities.persist(new Visit(id, entities.getReference(Client.class, 1), id));
        }
    }

    private static void persistFamily(EntityManager entities) {
        Client family = new Client(9, "Fay");
        family.visits.add(new Visit(9, family, 40));
        entities.persist(family);
    }
}
