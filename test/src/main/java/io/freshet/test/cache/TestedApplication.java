package io.freshet.test.cache;

import io.freshet.Freshet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** The application that the calling thread tests; threads that it starts meanwhile test it too. Thread-safe. */
public final class TestedApplication {

    private static final ThreadLocal<@Nullable ApplicationContext> CURRENT = new InheritableThreadLocal<>();

    private TestedApplication() {}

    /** From now on it is this one. What happens in its caches is noted, if it has any. */
    public static void enter(ApplicationContext application) {
        CURRENT.set(application);
        Freshet freshet = application.getBeanProvider(Freshet.class).getIfUnique();
        if (freshet != null) {
            Evidence.of(freshet);
        }
    }

    /** From now on it is none. */
    public static void leave() {
        CURRENT.remove();
    }

    /** What happened so far says nothing of the test that begins. */
    public static void forget(Freshet freshet) {
        Evidence.of(freshet).forget();
    }

    /** @throws IllegalStateException if there is none */
    static ApplicationContext current() {
        ApplicationContext application = CURRENT.get();
        if (application == null) {
            throw new IllegalStateException(
                    "assertThatCache was called where no Spring test runs. Call it from a test with @FreshetTest or @SpringBootTest,"
                            + " on its thread; if the test names @TestExecutionListeners, let it merge them with the defaults;"
                            + " elsewhere call assertThatCache(freshet, name)");
        }
        return application;
    }

    static Freshet freshet(ApplicationContext application) {
        Freshet freshet = application.getBeanProvider(Freshet.class).getIfUnique();
        if (freshet == null) {
            throw new IllegalStateException(
                    "The tested application has no Freshet: freshet.enabled is false, or auto-configuration is not on, as in a test"
                            + " slice such as @DataJpaTest. Use @FreshetTest, or @SpringBootTest with @AutoConfigureFreshet");
        }
        return freshet;
    }
}
