package io.freshet.writing;

import io.freshet.writing.Entities.Client;
import io.freshet.writing.Entities.Visit;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaDelete;
import jakarta.persistence.criteria.CriteriaUpdate;

import java.util.List;
import java.util.Set;

/** Writing by queries and repositories. */
final class QueryWays {

    private static final Set<String> VISIT = Set.of("visit");
    private static final Set<String> BOTH_PAYMENTS = Set.of("payment", "card_payment");

    static final List<Way> BULK = List.of(
            query("HQL update", VISIT, "update Visit v set v.price = v.price + 1"),
            query(
                    "HQL update with a subquery",
                    VISIT,
                    "update Visit v set v.price = 1 where v.client.id in"
                            + " (select c.id from Client c where c.name = 'Ada')"),
            query("HQL update, versioned", Set.of("client"), "update versioned Client c set c.name = 'Eve'"),
            query("HQL delete", VISIT, "delete from Visit v where v.price > 5"),
            query(
                    "HQL delete of an entity with collections",
                    Set.of("client_phone", "client_interest", "client_gift", "client"),
                    "delete from Client c where c.id = 3"),
            query(
                    "HQL insert of values",
                    Set.of("stock"),
                    "insert into Stock (id.shop, id.item, pieces) values (5, 5, 5)"),
            query(
                    "HQL insert of a query",
                    VISIT,
                    "insert into Visit (id, client, price)" + " select v.id + 100, v.client, v.price from Visit v"),
            query("HQL update of a joined superclass", Set.of("payment"), "update Payment p set p.amount = 1"),
            query(
                    "HQL update of both joined tables",
                    BOTH_PAYMENTS,
                    "update CardPayment p set p.amount = 1, p.brand = 'x'"),
            query("HQL delete of a joined class", BOTH_PAYMENTS, "delete from Payment p where p.id = 1"),
            query("HQL update of a single table's class", Set.of("notice"), "update SmsNotice n set n.number = '3'"),
            query("HQL update of all tables per class", Set.of("good", "treatment"), "update Good g set g.name = 'x'"),
            query("HQL delete of all tables per class", Set.of("good", "treatment"), "delete from Good g"),
            query("HQL delete, soft", Set.of("coupon"), "delete from Coupon c"),
            query(
                    "HQL update of a secondary table",
                    Set.of("profile", "profile_note"),
                    "update Profile p set p.name = 'x', p.note = 'y'"),
            Way.of("criteria update", VISIT, m -> m.inTransaction(QueryWays::criteriaUpdate)),
            Way.of("criteria delete", VISIT, m -> m.inTransaction(QueryWays::criteriaDelete)),
            Way.of(
                    "native update",
                    VISIT,
                    m -> m.inTransaction(
                            em -> em.createNativeQuery("update visit set price = price + :by where id = :id")
                                    .setParameter("by", 1)
                                    .setParameter("id", 1)
                                    .executeUpdate())),
            Way.of(
                    "native insert",
                    VISIT,
                    m -> m.inTransaction(
                            em -> em.createNativeQuery("insert into visit (id, client_id, price) values (9, 1, 40)")
                                    .executeUpdate())),
            Way.of(
                    "stateless HQL",
                    VISIT,
                    m -> m.stateless(s -> s.createMutationQuery("delete Visit v where v.id = 1")
                            .executeUpdate())));

    static final List<Way> REPOSITORIES = List.of(
            Way.of(
                    "repository save, new",
                    VISIT,
                    m -> m.visits().save(new Visit(9, m.entities().find(Client.class, 1), 4))),
            Way.of("repository save, known", VISIT, QueryWays::saveKnown),
            Way.of(
                    "repository saveAll",
                    VISIT,
                    m -> m.visits().saveAll(List.of(new Visit(1, null, 1), new Visit(2, null, 2)))),
            Way.of("repository deleteById", VISIT, m -> m.visits().deleteById(1)),
            Way.of("repository deleteAllInBatch", VISIT, m -> m.visits().deleteAllInBatch()),
            Way.of(
                    "repository delete derived from its name",
                    VISIT,
                    m -> m.visits().deleteByPrice(10)),
            Way.of("@Modifying JPQL", VISIT, m -> m.visits().raise()),
            Way.of("@Modifying native", VISIT, m -> m.visits().raiseNatively(1)));

    private QueryWays() {}

    private static Way query(String name, Set<String> tables, String hql) {
        return Way.of(
                name,
                tables,
                means -> means.inTransaction(
                        entities -> entities.createQuery(hql).executeUpdate()));
    }

    private static void criteriaUpdate(EntityManager entities) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaUpdate<Visit> update = builder.createCriteriaUpdate(Visit.class);
        update.from(Visit.class);
        update.set("price", 77);
        entities.createQuery(update).executeUpdate();
    }

    private static void criteriaDelete(EntityManager entities) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaDelete<Visit> delete = builder.createCriteriaDelete(Visit.class);
        delete.where(builder.equal(delete.from(Visit.class).get("id"), 1));
        entities.createQuery(delete).executeUpdate();
    }

    private static void saveKnown(Means means) {
        Visit visit = means.visits().findById(1).orElseThrow();
        visit.price = 44;
        means.visits().save(visit);
    }
}
