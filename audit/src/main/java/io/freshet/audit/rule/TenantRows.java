package io.freshet.audit.rule;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.FieldModel;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Rows of a tenant that the entry point makes, or removes, with them. Those of a new tenant are in no cache whose keys tell tenants apart: nobody
 * asked for that tenant yet. Those of a tenant that is removed are not the ones that a read asks for which always names the same tenant, as the
 * system's own. Of all other rows it is not known whose they are.
 */
final class TenantRows {

    private final Application application;
    private @Nullable Boolean areKeptApart;

    TenantRows(Application application) {
        this.application = application;
    }

    /** Whether a write on the way is of another tenant's rows than those which the read asks for. */
    boolean areOthers(CachedRead read, Coverage.Open open) {
        return switch (open.site().effect().operation()) {
            case INSERT -> isKeptApart(read) && areOfNew(open);
            case DELETE ->
                areOfRemoved(open) && asksForOne(read, open.site().effect().table());
            default -> false;
        };
    }

    private boolean isKeptApart(CachedRead read) {
        Boolean all = areKeptApart;
        if (all == null) {
            all = !application.calledNames("computePrefixWith").isEmpty() || hasManagerOfTenants();
            areKeptApart = all;
        }
        return all || read.key().display().toLowerCase(Locale.ROOT).contains("tenant");
    }

    /** Whether a cache manager of the application asks for the tenant when it is asked for a cache. */
    private boolean hasManagerOfTenants() {
        return application.program().classes().stream()
                .filter(type -> type.isConcrete()
                        && application.program().supertypes(type.name()).stream()
                                .anyMatch(name -> name.endsWith("CacheManager")))
                .flatMap(type -> type.methods().stream())
                .filter(method -> method.id().name().equals("getCache"))
                .flatMap(method -> method.calls().stream())
                .anyMatch(call -> Tenants.isAsked(call.target()));
    }

    /** Whether a method on the way adds the tenant of the rows too, and tells both the same id. */
    private boolean areOfNew(Coverage.Open open) {
        return open.nodes().stream()
                .anyMatch(node -> areOfNew(node, open.site().effect().table()));
    }

    private boolean areOfNew(Node node, String table) {
        boolean addsTenant = application.writes(node).stream()
                .anyMatch(effect -> effect.operation() == Effect.Operation.INSERT && Tenants.areRowsOf(effect.table()));
        Set<Symbol> told = told(node, table::equals);
        return addsTenant
                && !told.isEmpty()
                && told.stream().noneMatch(each -> each instanceof Symbol.Constant || each instanceof Symbol.Unknown)
                && told(node, Tenants::areRowsOf).containsAll(told);
    }

    /** The ids of tenants that a method gives to rows of tables. */
    private Set<Symbol> told(Node node, Predicate<String> isMeant) {
        Set<Symbol> told = new HashSet<>();
        for (Call call : node.method().calls()) {
            boolean isOfRow = Tenants.isTold(call.target())
                    && application
                            .entities()
                            .table(call.target().owner())
                            .filter(isMeant)
                            .isPresent();
            if (isOfRow) {
                told.add(application.bodies().arguments(node.id(), call).value(0));
            }
        }
        return told;
    }

    /** Whether rows are removed by their tenant, by something that removes the tenant too. */
    private boolean areOfRemoved(Coverage.Open open) {
        boolean isByTenant = open.site().call().target().name().contains("ByTenant")
                || open.nodes().stream().anyMatch(node -> node.id().name().contains("ByTenant"));
        return isByTenant
                && open.nodes().stream()
                        .flatMap(node -> application.writes(node).stream())
                        .anyMatch(effect ->
                                effect.operation() == Effect.Operation.DELETE && Tenants.areRowsOf(effect.table()));
    }

    /** Whether all that the read itself asks for the table names a constant tenant. */
    private boolean asksForOne(CachedRead read, String table) {
        List<Call> asking = read.node().method().calls().stream()
                .filter(call -> application.leadsTo(read.node(), call, table))
                .toList();
        return !asking.isEmpty() && asking.stream().allMatch(call -> isGivenOne(read.node(), call));
    }

    private boolean isGivenOne(Node node, Call call) {
        return application.bodies().arguments(node.id(), call).values().stream()
                .anyMatch(value -> value instanceof Symbol.Field field
                        && field.name().toLowerCase(Locale.ROOT).contains("tenant")
                        && application
                                .program()
                                .field(field.owner(), field.name())
                                .filter(FieldModel::isStatic)
                                .isPresent());
    }
}
