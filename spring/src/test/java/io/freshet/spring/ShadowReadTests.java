package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import io.freshet.key.TenantResolver;
import io.freshet.read.ShadowReads;
import io.freshet.spring.observe.FreshetEndpoint;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.core.task.TaskDecorator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Cached methods that are compared with their source. */
@ExtendWith(OutputCaptureExtension.class)
class ShadowReadTests {

    private static final Duration BOUND = Duration.ofMillis(250);
    private static final ThreadLocal<String> TENANT = ThreadLocal.withInitial(() -> "");

    private final ApplicationContextRunner application = Applications.jdbc()
            .withBean(Accounts.class)
            .withBean(Heard.class)
            .withPropertyValues(
                    "freshet.bound=250ms",
                    "freshet.shadow-reads.share=1",
                    "freshet.shadow-reads.rate=1000",
                    "management.endpoints.web.exposure.include=freshet");

    @Test
    void methodWithAMissingDependency_isReported_andOneWithTheRightOnesIsNot(CapturedOutput output) {
        application.run(context -> {
            Accounts accounts = ready(context);
            ShadowReads shadow = context.getBean(Freshet.class).shadowReads();
            AtomicInteger written = new AtomicInteger();
            await().pollInterval(BOUND.dividedBy(10)).until(() -> {
                write(context, written.incrementAndGet());
                accounts.right(1);
                accounts.wrong(1);
                return shadow.violationCount() > 0
                        && !context.getBean(Heard.class).stale.isEmpty();
            });
            assertThat(context.getBean(Heard.class).stale).singleElement().satisfies(stale -> {
                assertThat(stale.cache()).isEqualTo("account:wrong");
                assertThat(stale.age()).isGreaterThanOrEqualTo(BOUND);
            });
            assertThat(shadow.failedCount()).isZero();
            await().untilAsserted(
                            () -> { // others are told after the listener of the test
                                assertThat(output).contains("A stale answer was served: cache 'account:wrong'");
                                FreshetEndpoint.View view =
                                        context.getBean(FreshetEndpoint.class).view();
                                assertThat(view.shadowReads().violations()).isEqualTo(1);
                                assertThat(view.shadowReads().latest())
                                        .isNotEmpty()
                                        .allSatisfy(violation ->
                                                assertThat(violation.cache()).isEqualTo("account:wrong"));
                            });
        });
    }

    @Test
    void comparison_runsAllThatStandsBetweenCallerAndMethod_andInATransactionOfItsOwn() {
        application.withBean(Counting.class).run(context -> {
            Accounts accounts = ready(context);
            accounts.right(1);
            int advised = context.getBean(Counting.class).calls.get();
            await().until(() -> {
                accounts.right(1);
                return context.getBean(Freshet.class).shadowReads().comparedCount() > 3;
            });
            assertThat(context.getBean(Counting.class).calls.get()).isGreaterThan(advised + 2);
            assertThat(accounts.withoutTransaction()).hasValue(0);
            assertThat(context.getBean(Freshet.class).shadowReads().failedCount())
                    .isZero();
        });
    }

    @Test
    void tenantOfTheCaller_isTakenAlongByATaskDecorator() {
        application
                .withBean(TenantResolver.class, () -> TENANT::get)
                .withBean(TaskDecorator.class, () -> ShadowReadTests::withTenant)
                .run(context -> {
                    Accounts accounts = ready(context);
                    ShadowReads shadow = context.getBean(Freshet.class).shadowReads();
                    await().until(() -> as("7", () -> accounts.ofTenant()).equals("of 7")
                            && as("8", () -> accounts.ofTenant()).equals("of 8")
                            && shadow.comparedCount() > 10);
                    assertThat(shadow.failedCount()).isZero();
                    assertThat(shadow.violationCount()).isZero();
                });
    }

    @Test
    void tenantThatIsLost_isSaid_andNothingIsCompared(CapturedOutput output) {
        application.withBean(TenantResolver.class, () -> TENANT::get).run(context -> {
            Accounts accounts = ready(context);
            ShadowReads shadow = context.getBean(Freshet.class).shadowReads();
            await().until(() -> as("7", () -> accounts.ofTenant()).equals("of 7") && shadow.failedCount() > 3);
            assertThat(shadow.violationCount()).isZero();
            assertThat(output)
                    .containsOnlyOnce(
                            "Cache 'account:tenant' is not compared with its source, because another thread does not know"
                                    + " the caller's tenant: define a bean of type org.springframework.core.task.TaskDecorator");
        });
    }

    private static Runnable withTenant(Runnable work) {
        String tenant = TENANT.get();
        return () -> as(tenant, () -> {
            work.run();
            return "";
        });
    }

    private static String as(String tenant, java.util.function.Supplier<String> work) {
        TENANT.set(tenant);
        try {
            return work.get();
        } finally {
            TENANT.remove();
        }
    }

    private static Accounts ready(ApplicationContext context) {
        context.getBean(JdbcTemplate.class).execute(Accounts.SCHEMA);
        Freshet freshet = context.getBean(Freshet.class);
        await().until(() -> freshet.status().leaseRuns());
        return context.getBean(Accounts.class);
    }

    private static void write(ApplicationContext context, int amount) {
        context.getBean(JdbcTemplate.class).update("UPDATE account SET amount = ?", amount);
    }

    static class Heard implements CacheListener {

        final List<CacheEvent.StaleServed> stale = new CopyOnWriteArrayList<>();

        @Override
        public void onEvent(CacheEvent event) {
            if (event instanceof CacheEvent.StaleServed served) {
                stale.add(served);
            }
        }
    }

    @Aspect
    static class Counting {

        final AtomicInteger calls = new AtomicInteger();

        @Around("execution(* *..Accounts.right(..))")
        public Object count(ProceedingJoinPoint call) throws Throwable {
            calls.incrementAndGet();
            return call.proceed();
        }
    }

    static class Accounts {

        static final String SCHEMA =
                "CREATE TABLE account (id INT PRIMARY KEY, amount INT); INSERT INTO account VALUES (1, 0)";

        private final AtomicInteger withoutTransaction = new AtomicInteger();
        private final JdbcTemplate jdbc;

        Accounts(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Cached(cache = "account:right:{id}", tables = "account", shared = true)
        @Transactional(readOnly = true)
        public int right(int id) {
            if (!TransactionSynchronizationManager.isActualTransactionActive()) {
                withoutTransaction.incrementAndGet();
            }
            return amount(id);
        }

        @Cached(cache = "account:wrong:{id}", tables = "audit", shared = true)
        public int wrong(int id) {
            return amount(id);
        }

        @Cached(cache = "account:tenant")
        public String ofTenant() {
            return "of " + TENANT.get();
        }

        public AtomicInteger withoutTransaction() {
            return withoutTransaction;
        }

        private int amount(int id) {
            return Objects.requireNonNull(
                    jdbc.queryForObject("SELECT amount FROM account WHERE id = ?", Integer.class, id));
        }
    }
}
