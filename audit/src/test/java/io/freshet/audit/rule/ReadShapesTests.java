package io.freshet.audit.rule;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Ways of reading what is a tenant's own. */
class ReadShapesTests {

    private static final String TENANT_ID = "package org.hibernate.annotations;\npublic @interface TenantId {}";

    @TempDir
    private Path folder;

    private List<String> rules(String tenant, String key) {
        return Compiled.rules(Compiled.audit(folder, TENANT_ID, Shop.BASE + """
                abstract class Owned { %s Long tenantId; }
                @Entity class Visit extends Owned { @Id Long id; }
                interface Visits extends JpaRepository<Visit, Long> {}
                @Service class VisitReader {
                    Visits visits;
                    @Cacheable(cacheNames = "visits", key = "%s") public long count(long tenantId) { return visits.count(); }
                }
                """.formatted(tenant, key)));
    }

    @Test
    void rowsThatHibernateKeepsApartByTenant_wantTheTenantInTheKey() {
        assertThat(rules("@org.hibernate.annotations.TenantId", "'all'")).containsExactly("tenant-missing");
        assertThat(rules("@org.hibernate.annotations.TenantId", "#tenantId")).isEmpty();
        assertThat(rules("", "'all'")).isEmpty();
    }
}
