package io.freshet.audit.rule;

import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.Names;

import java.util.Locale;
import java.util.Set;

/** What is called after the tenant. */
final class Tenants {

    private static final Set<String> VALUES =
            Set.of("java/lang/String", "java/lang/Long", "java/lang/Integer", "java/util/UUID", "J", "I");

    private Tenants() {}

    /** A question without arguments to something that is called after the tenant: {@code TenantContext.getTenantId()}. */
    static boolean isAsked(MethodId id) {
        boolean isHolder = Names.simple(id.owner()).toLowerCase(Locale.ROOT).contains("tenant");
        String name = id.name().toLowerCase(Locale.ROOT);
        boolean isQuestion = name.contains("tenant")
                || name.contains("current")
                || Set.of("get", "id", "getid").contains(name);
        return isHolder
                && isQuestion
                && VALUES.contains(id.returnType().getInternalName())
                && id.parameters() == 0
                && (name.contains("current") || isStaticHolder(id));
    }

    private static boolean isStaticHolder(MethodId id) {
        String owner = Names.simple(id.owner()).toLowerCase(Locale.ROOT);
        return owner.contains("context")
                || owner.contains("holder")
                || owner.contains("current")
                || owner.contains("helper")
                || owner.contains("utils");
    }

    /** Whether each row of the table is a tenant. */
    static boolean areRowsOf(String table) {
        return table.equals("tenant")
                || table.equals("tenants")
                || table.endsWith("_tenant")
                || table.endsWith("_tenants");
    }

    /** Whether a call tells an object whose tenant's it is. */
    static boolean isTold(MethodId id) {
        return id.name().startsWith("set") && id.name().contains("Tenant") && id.parameters() == 1;
    }
}
