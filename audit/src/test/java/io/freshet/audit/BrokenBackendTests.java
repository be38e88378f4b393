package io.freshet.audit;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** A small backend with the defects of real ones, each of which is named, beside the same things done right, of which none is. */
class BrokenBackendTests {

    @TempDir
    private Path folder;

    @Test
    void eachDefect_isNamed_andNothingElse() throws IOException {
        Audited audited = Compiled.audit(folder, source("Backend.java"));
        Set<String> found = new TreeSet<>();
        for (Finding finding : audited.findings()) {
            found.add(finding.rule().id() + " " + finding.entry() + " -> " + finding.cache());
        }
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(List.of(
                        // The suffix of the key differs from the read's.
                        "key-never-matches CodeService.update -> codes",
                        "key-never-matches PUT /codes/{id} -> codes",
                        // A constant is evicted where there is an entry for each role.
                        "key-never-matches MenuService.add -> menus",
                        "key-never-matches POST /menus -> menus",
                        // Nothing evicts the permissions of users whose role is changed.
                        "write-without-eviction PUT /roles/{id} -> permissions",
                        // The object is the key, not its tenant.
                        "key-never-matches PUT /tenants -> tenants",
                        "key-never-matches TenantController.change -> tenants",
                        // The name carries a time to live in one place only.
                        "name-matches-nothing OptionService.change -> options",
                        "write-without-eviction PUT /options/{id} -> options#30m",
                        // The branch that finds the row by its code forgets.
                        "evicted-on-some-paths PUT /settings -> settings",
                        // The annotated method is called on this.
                        "self-invocation AssetService.assign -> assets",
                        "write-without-eviction PUT /assets/{id}/assign -> assets",
                        // Each tenant is answered with the files of whoever asked first.
                        "old-key-stays PermissionService.change -> permissions",
                        "tenant-missing FileService.files -> files"));
        assertThat(audited.unresolved()).isEmpty();
    }

    private static String source(String name) throws IOException {
        try (InputStream in = BrokenBackendTests.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
