package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.spring.configure.ReactiveCaptureAutoConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import javax.sql.DataSource;
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
    private final ApplicationContextRunner plain = Applications.plain()
            .withConfiguration(REDIS)
            .withPropertyValues("spring.data.redis.port=1", "spring.application.name=shop");
    private final ApplicationContextRunner reactive = plain.withConfiguration(
                    AutoConfigurations.of(ReactiveCaptureAutoConfiguration.class))
            .withBean(ConnectionFactory.class, () -> ConnectionFactories.get("r2dbc:h2:mem:///names"));

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
    void severalDatabases_areNamedTogether_whoeverNeedsTheirNameFirst() {
        ApplicationContextRunner early = jdbc.withBean(NeedsTheInstance.class)
                .withBean("one", DataSource.class, () -> database("jdbc:h2:mem:one"));
        String live = namespace(early.withBean("other", DataSource.class, () -> database("jdbc:h2:mem:liveToo")));

        assertThat(live).matches("f:jdbc-[0-9a-f]{16}\\.shop:");
        assertThat(namespace(early.withBean("other", DataSource.class, () -> database("jdbc:h2:mem:testToo"))))
                .isNotEqualTo(live);
    }

    @Test
    void severalDatabasesThatAreNotThereYet_areToldAtStart(CapturedOutput output) {
        assertThat(namespace(jdbc.withInitializer(context ->
                                context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                        .withBean("one", DataSource.class, () -> database("jdbc:h2:mem:one"))
                        .withBean("other", DataSource.class, () -> database("jdbc:h2:mem:liveToo"))))
                .isEqualTo("f:jdbc.shop:");
        assertThat(output).contains("Nobody says which database").contains("freshet.redis.key-prefix");
    }

    @Test
    void databasesThatAParameterNames_haveOtherNames() {
        assertThat(named("jdbc:sqlserver://host;databaseName=test"))
                .isNotEqualTo(named("jdbc:sqlserver://host;databaseName=live"))
                .isEqualTo(named("jdbc:sqlserver://host;user=sa;password=secret;DatabaseName=test;encrypt=true"));
        assertThat(named("jdbc:postgresql://host/shop?currentSchema=test"))
                .isNotEqualTo(named("jdbc:postgresql://host/shop?currentSchema=live"))
                .isEqualTo(named("jdbc:postgresql://host/shop?user=sa&currentSchema=test&password=secret"));
        assertThat(named("jdbc:h2:mem:shop;SCHEMA=TEST")).isNotEqualTo(named("jdbc:h2:mem:shop;SCHEMA=LIVE"));
    }

    @Test
    void databaseThatNobodyNames_isNotTold_whereThePrefixDoes(CapturedOutput output) {
        assertThat(namespace(reactive, "freshet.redis.key-prefix=live:")).isEqualTo("live:r2dbc.shop:");
        assertThat(output).doesNotContain("Nobody says which database");
    }

    @Test
    void applicationWithoutDatabase_isToldOfThePrefixOnly(CapturedOutput output) {
        assertThat(namespace(plain)).isEqualTo("f:none.shop:");
        assertThat(output)
                .contains("freshet.redis.key-prefix")
                .doesNotContain("Nobody says which database")
                .doesNotContain("spring.datasource.url");
    }

    @Test
    void applicationsWithNamesInOtherLetters_haveOtherNames() {
        String url = "spring.datasource.url=jdbc:h2:mem:live";
        String one = namespace(jdbc, url, "spring.application.name=магазин");

        assertThat(one).matches("f:jdbc-[0-9a-f]{16}\\.--[0-9a-f]{8}:");
        assertThat(namespace(jdbc, url, "spring.application.name=склад")).isNotEqualTo(one);
    }

    private String named(String url) {
        return namespace(plain, "freshet.capture=none", "spring.datasource.url=" + url);
    }

    private static DataSource database(String url) {
        return new DriverManagerDataSource(url, "sa", "");
    }

    private record NeedsTheInstance(Freshet freshet) {}

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
