package io.freshet.witness;

import io.freshet.Freshet;
import io.freshet.witness.shop.Shop;
import io.freshet.witness.shop.ShopReads;
import io.freshet.witness.shop.ShopWrites;
import io.freshet.witness.spring.WitnessEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The witness in an application that runs, where no write waits. */
@ExtendWith(OutputCaptureExtension.class)
class RunningApplicationTests {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void staleAnswer_isAtTheEndpoint_andInTheFilesOnceTheApplicationEnds(CapturedOutput output) throws IOException {
        try (ConfigurableApplicationContext application = start("--freshet.witness.enabled=true")) {
            Freshet freshet = application.getBean(Freshet.class);
            ShopReads reads = application.getBean(ShopReads.class);
            ShopWrites writes = application.getBean(ShopWrites.class);
            WitnessEndpoint endpoint = application.getBean(WitnessEndpoint.class);
            await().atMost(PATIENCE).until(() -> freshet.status().leaseRuns());
            await().atMost(PATIENCE).untilAsserted(() -> {
                reads.stale();
                writes.note("at " + System.nanoTime());
                assertThat(endpoint.report()).contains("\"rule\":\"stale\"", "ShopReads", "shop:stale");
            });
        }
        assertThat(output)
                .contains("The witness records what cached methods read", "turn it off when it has seen enough");
        assertThat(Files.readString(directory.resolve("witness.ndjson"))).contains("\"rule\":\"stale\"");
        assertThat(Files.readString(directory.resolve("witness.md"))).contains("## Stale");
    }

    @Test
    void withoutTheSetting_thereIsNone() {
        try (ConfigurableApplicationContext application = start("--freshet.witness.enabled=false")) {
            assertThat(application.getBeanNamesForType(WitnessEndpoint.class)).isEmpty();
            assertThat(application.containsBean("freshetWitness")).isFalse();
        }
        assertThat(directory).isEmptyDirectory();
    }

    private ConfigurableApplicationContext start(String argument) {
        return new SpringApplicationBuilder(Shop.class)
                .web(WebApplicationType.NONE)
                .run(
                        argument,
                        "--freshet.witness.share=1",
                        "--freshet.witness.rate=1000",
                        "--freshet.witness.directory=" + directory,
                        "--spring.datasource.generate-unique-name=true",
                        "--spring.sql.init.schema-locations=classpath:shop.sql",
                        "--freshet.defaults.ttl=10m",
                        "--freshet.bound=3s",
                        "--management.endpoints.web.exposure.include=freshetwitness",
                        "--management.endpoints.jmx.exposure.include=freshetwitness",
                        "--spring.jmx.enabled=true");
    }
}
