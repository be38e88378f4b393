package io.freshet.control;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is switched off at present: by the configuration of this instance, or by somebody for the whole fleet. Thread-safe; asking while nothing is
 * switched off costs one volatile read.
 */
public final class Switches {

    private final Set<Scope> configured;
    private volatile State state;

    /** As configured; nobody has switched anything yet. */
    public Switches(Collection<Scope> configured) {
        this.configured = Set.copyOf(configured);
        this.state = State.of(this.configured);
    }

    /** Nothing switched off. */
    public static Switches on() {
        return new Switches(Set.of());
    }

    /** Whether reads of a cache for a tenant must go to their loaders, and what they load must not be kept. */
    public boolean isOff(String cache, String tenant) {
        State present = state;
        return present.isAny && present.isOff(cache, tenant);
    }

    /** From now on these are switched off, besides those that are configured. */
    public void set(Collection<Scope> atRunTime) {
        Set<Scope> all = new HashSet<>(configured);
        all.addAll(atRunTime);
        state = State.of(all);
    }

    /** What the configuration of this instance switches off, whatever anybody sets. */
    public Set<Scope> configured() {
        return configured;
    }

    /** All that is switched off. */
    public Set<Scope> off() {
        return state.scopes;
    }

    private record State(Set<Scope> scopes, boolean isAny, boolean isAll, Set<String> caches, Set<String> tenants) {

        static State of(Set<Scope> scopes) {
            return new State(
                    Set.copyOf(scopes),
                    !scopes.isEmpty(),
                    scopes.contains(Scope.ALL),
                    names(scopes, Scope.Kind.CACHE),
                    names(scopes, Scope.Kind.TENANT));
        }

        private static Set<String> names(Set<Scope> scopes, Scope.Kind kind) {
            return scopes.stream()
                    .filter(scope -> scope.kind() == kind)
                    .map(Scope::name)
                    .collect(Collectors.toUnmodifiableSet());
        }

        boolean isOff(String cache, String tenant) {
            return isAll || caches.contains(cache) || tenants.contains(tenant);
        }
    }
}
