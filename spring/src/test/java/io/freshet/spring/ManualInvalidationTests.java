package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.annotation.Invalidates;
import io.freshet.change.ChangeSet;
import io.freshet.resolve.DeclarationException;
import io.freshet.spring.transaction.CapturedWork;
import io.freshet.spring.transaction.CommitPhase;
import io.freshet.spring.transaction.TransactionChanges;
import io.freshet.tag.Tag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What is invalidated by hand: when, and under which conditions. */
class ManualInvalidationTests {

    private final ApplicationContextRunner application =
            Applications.jdbc().withBean(Board.class).withBean("limits", Limits.class);

    @Test
    void conditions_areEvaluatedAfterTheMethod_eachForItsAnnotation() {
        run((context, board) -> {
            board.warm();
            assertThat(board.change(1, 0)).isEmpty();
            assertThat(board.reloaded()).isEmpty();
            assertThat(board.change(1, 5)).contains(5);
            assertThat(board.reloaded()).as("by result and parameter").containsExactly(1);
            assertThat(board.change(3, 0)).isEmpty();
            assertThat(board.reloaded()).as("by tag, for number 3").containsExactly(0, 1, 2, 3);
            board.limited(2, 100);
            assertThat(board.reloaded()).as("a bean says no").isEmpty();
            board.limited(2, 3);
            assertThat(board.reloaded()).as("a bean says yes").containsExactly(2);
        });
    }

    @Test
    void aConditionThatFails_invalidates_andSaysSo() {
        run((context, board) -> {
            board.warm();
            assertThatThrownBy(() -> board.broken(1, null))
                    .isInstanceOf(DeclarationException.class)
                    .hasMessageContaining(
                            "@Invalidates(condition = \"#name.length() > 3\") on Board.broken cannot be evaluated");
            assertThat(board.reloaded()).containsExactly(1);
            assertThatThrownBy(() -> board.broken(2, "x"))
                    .hasMessageContaining(
                            "condition = \"#name\") on Board.broken is a java.lang.String rather than true or false");
            assertThat(board.reloaded()).containsExactly(2);
        });
    }

    @Test
    void conditionsThatCannotBeRead_areMistakes() {
        assertThat(MistakesTests.failureOf(Applications.plain()
                        .withPropertyValues("freshet.defaults.ttl=1m")
                        .withBean(Wrong.class)))
                .contains(
                        "@Invalidates(condition = \"#reslt != null\") on Wrong.name names #reslt, which a call does not have;"
                                + " it has #result, #id, #p0, #a0")
                .contains("@Invalidates(condition = \"#id ==\") on Wrong.text cannot be read");
    }

    @Test
    void savepoints_areRespected() {
        run((context, board) -> {
            Freshet freshet = context.getBean(Freshet.class);
            board.warm();
            in(context, TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
                forget(freshet, 0);
                nested(context).executeWithoutResult(inner -> {
                    forget(freshet, 1);
                    inner.setRollbackOnly();
                });
                nested(context).executeWithoutResult(inner -> forget(freshet, 2));
            });
            assertThat(board.reloaded()).containsExactly(0, 2);
            in(context, TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
                nested(context).executeWithoutResult(inner -> forget(freshet, 1));
                outer.setRollbackOnly();
            });
            assertThat(board.reloaded()).isEmpty();
        });
    }

    @Test
    void bareSavepoints_areRespectedToo() {
        run((context, board) -> {
            Freshet freshet = context.getBean(Freshet.class);
            DataSource source = context.getBean(DataSource.class);
            board.warm();
            in(context, TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
                Connection connection = DataSourceUtils.getConnection(source);
                try {
                    forget(freshet, 0);
                    Savepoint first = connection.setSavepoint();
                    forget(freshet, 1);
                    Savepoint second = connection.setSavepoint("second");
                    forget(freshet, 2);
                    connection.releaseSavepoint(second);
                    connection.rollback(first);
                    forget(freshet, 3);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                } finally {
                    DataSourceUtils.releaseConnection(connection, source);
                }
            });
            assertThat(board.reloaded()).containsExactly(0, 3);
        });
    }

    @Test
    void suspendedTransactions_areKeptApart() {
        run((context, board) -> {
            Freshet freshet = context.getBean(Freshet.class);
            board.warm();
            in(context, TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
                forget(freshet, 0);
                in(context, TransactionDefinition.PROPAGATION_REQUIRES_NEW)
                        .executeWithoutResult(own -> forget(freshet, 1));
                in(context, TransactionDefinition.PROPAGATION_NOT_SUPPORTED).executeWithoutResult(none -> {
                    forget(freshet, 2);
                    List<Integer> seenByOthers =
                            CompletableFuture.supplyAsync(board::reloaded).join();
                    assertThat(seenByOthers).as("at once").containsExactly(1, 2);
                });
                in(context, TransactionDefinition.PROPAGATION_REQUIRES_NEW).executeWithoutResult(own -> {
                    forget(freshet, 3);
                    own.setRollbackOnly();
                });
                outer.setRollbackOnly();
            });
            assertThat(board.reloaded()).isEmpty();
        });
    }

    @Test
    void withoutACapturedConnection_savepointsAreRespectedToo() {
        List<ChangeSet> told = new ArrayList<>();
        TransactionChanges changes = new TransactionChanges(CapturedWork.none(), told::add, new CommitPhase());
        TransactionSynchronizationManager.initSynchronization();
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            synchronizations(each -> each.savepoint("before"));
            changes.join(Set.of("a"));
            synchronizations(each -> each.savepointRollback("before"));
            changes.join(Set.of("b"));
            synchronizations(each -> each.savepoint("later"));
            changes.join(Set.of("c"));
            synchronizations(each -> each.savepointRollback("later"));
            changes.join(Set.of("d"));
            synchronizations(TransactionSynchronization::afterCommit);
        } finally {
            TransactionSynchronizationManager.clear();
        }
        assertThat(told).hasSize(1);
        assertThat(told.get(0).tags()).extracting(Tag::name).containsExactlyInAnyOrder("b", "d");
    }

    private static void synchronizations(Consumer<TransactionSynchronization> action) {
        TransactionSynchronizationManager.getSynchronizations().forEach(action);
    }

    private static void forget(Freshet freshet, int id) {
        freshet.invalidate("board:{id}", Map.of("id", id));
    }

    private static TransactionTemplate nested(ApplicationContext context) {
        return in(context, TransactionDefinition.PROPAGATION_NESTED);
    }

    private static TransactionTemplate in(ApplicationContext context, int propagation) {
        TransactionTemplate template = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        template.setPropagationBehavior(propagation);
        return template;
    }

    private void run(BiConsumer<ApplicationContext, Board> test) {
        application.run(context -> {
            await().until(() -> context.getBean(Freshet.class).status().leaseRuns());
            test.accept(context, context.getBean(Board.class));
        });
    }

    /** Four cached numbers. */
    static class Board {

        private static final int NUMBERS = 4;
        private final AtomicIntegerArray loads = new AtomicIntegerArray(NUMBERS);

        @Lazy
        @Autowired
        @SuppressWarnings("NullAway") // by Spring
        private Board self;

        private final Freshet freshet;

        Board(Freshet freshet) {
            this.freshet = freshet;
        }

        @Cached(cache = "board:{id}", tags = "boards")
        public int read(int id) {
            return loads.incrementAndGet(id);
        }

        @Invalidates(value = "board:{id}", condition = "#result != null and #result > 0 and #by == #p1")
        @Invalidates(tags = "boards", condition = "#a0 == 3")
        public Optional<Integer> change(int id, int by) {
            return by == 0 ? Optional.empty() : Optional.of(by);
        }

        @Invalidates(value = "board:{id}", condition = "@limits.isSmall(#amount) && #root.args.length == 2")
        public void limited(int id, int amount) {}

        @Invalidates(value = "board:{id}", condition = "#name.length() > 3")
        @Invalidates(value = "board:{id}", condition = "#name")
        public void broken(int id, @Nullable String name) {}

        public void warm() {
            reloaded();
            assertThat(reloaded()).isEmpty();
        }

        /** Which of the numbers are not there; afterwards all are. */
        public List<Integer> reloaded() {
            await().until(() -> freshet.status().leaseRuns());
            List<Integer> reloaded = new ArrayList<>();
            for (int id = 0; id < NUMBERS; id++) {
                int before = loads.get(id);
                self.read(id);
                if (loads.get(id) > before) {
                    reloaded.add(id);
                }
            }
            return reloaded;
        }
    }

    /** Says what is small. */
    static class Limits {
        public boolean isSmall(int amount) {
            return amount < 10;
        }
    }

    /** Says nothing right. */
    public static class Wrong {
        @Cached(cache = "board:{id}")
        public int read(int id) {
            return id;
        }

        @Invalidates(value = "board:{id}", condition = "#reslt != null")
        public void name(int id) {}

        @Invalidates(value = "board:{id}", condition = "#id ==")
        public void text(int id) {}
    }
}
