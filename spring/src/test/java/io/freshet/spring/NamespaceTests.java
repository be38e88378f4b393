package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.spring.configure.ReactiveCaptureAutoConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** Which applications share what lies in Redis: those of one name on one database, and no others. Redis itself need not be there for that. */
@ExtendWith(OutputCaptureExtension.class)
class NamespaceTests {

    private static final AutoConfigurations REDIS = AutoConfigurations.of(DataRedisAutoConfiguration.class);

    private final ApplicationContextRunner jdbc = Applications.jdbc()
            .withConfiguration(REDIS)
            .withPropertyValues(
                    "spring.data.redis.port=1",
                    "spring.application.name=shop",
                    "spring.datasource.generate-unique-name=false");
    private final ApplicationContextRunner reactive = Applications.plain()
            .withConfiguration(REDIS)
            .withConfiguration(AutoConfigurations.of(ReactiveCaptureAutoConfiguration.class))
            .withBean(ConnectionFactory.class, () -> ConnectionFactories.get("r2dbc:h2:mem:///names"))
            .withPropertyValues("spring.data.redis.port=1", "spring.application.name=shop");

    @Test
    void oneDatabase_hasOneName_whoeverConnects() {
        String live = namespace(jdbc, "spring.datasource.url=jdbc:h2:mem:live");

        assertThat(live).matches("f:jdbc-[0-9a-f]{16}\\.shop:");
        assertThat(namespace(
                        jdbc,
                        "spring.datasource.url=jdbc:h2:mem:live;DB_CLOSE_DELAY=-1",
                        "spring.datasource.username=sa"))
                .isEqualTo(live);
    }

    @Test
    void otherDatabases_haveOtherNames() {
        assertThat(namespace(jdbc, "spring.datasource.url=jdbc:h2:mem:test"))
                .isNotEqualTo(namespace(jdbc, "spring.datasource.url=jdbc:h2:mem:live"));
        assertThat(namespace(jdbc, "freshet.capture=none", "spring.datasource.url=jdbc:h2:mem:test"))
                .isNotEqualTo(namespace(jdbc, "freshet.capture=none", "spring.datasource.url=jdbc:h2:mem:live"));
        assertThat(namespace(reactive, "spring.r2dbc.url=r2dbc:mysql://sa:secret@test/shop"))
                .isNotEqualTo(namespace(reactive, "spring.r2dbc.url=r2dbc:mysql://sa:secret@live/shop"));
    }

    @Test
    void passwordThatChanges_changesNoName() {
        assertThat(namespace(reactive, "spring.r2dbc.url=r2dbc:mysql://sa:old@live/shop"))
                .isEqualTo(namespace(reactive, "spring.r2dbc.url=r2dbc:mysql://sb:new@live/shop?ssl=true"));
    }

    @Test
    void databaseThatNobodyNames_isToldAtStart(CapturedOutput output) {
        assertThat(namespace(reactive)).isEqualTo("f:r2dbc.shop:");
        assertThat(output).contains("Nobody says which database").contains("freshet.redis.key-prefix");
    }

    @Test
    void applicationsWithNamesInOtherLetters_haveOtherNames() {
        String url = "spring.datasource.url=jdbc:h2:mem:live";
        String one = namespace(jdbc, url, "spring.application.name=магазин");

        assertThat(one).matches("f:jdbc-[0-9a-f]{16}\\.--[0-9a-f]{8}:");
        assertThat(namespace(jdbc, url, "spring.application.name=склад")).isNotEqualTo(one);
    }

    private static String namespace(ApplicationContextRunner application, String... properties) {
        String[] found = new String[1];
        application.withPropertyValues(properties).run(context -> {
            assertThat(context).hasNotFailed();
            String remote = context.getBean(Freshet.class).status().remote();
            found[0] = remote.replaceFirst(".*keys ", "").replaceFirst("\\*$", "");
        });
        return Objects.requireNonNull(found[0]);
    }
}
