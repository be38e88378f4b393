package io.freshet.writing;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;

import javax.sql.DataSource;

/** The application: one main database, and an archive in another. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
@EntityScan(basePackageClasses = Shop.class)
@EnableJpaRepositories(basePackageClasses = Shop.class)
class Shop {

    @Bean
    @Primary
    HikariDataSource database(DataSourceProperties properties) {
        return properties
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
    }

    @Bean
    DataSource archive(@Value("${archive}") String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        return source;
    }

    @Bean
    Libraries libraries(DataSource database) {
        return new Libraries(database);
    }

    @Bean
    Queries queries(
            EntityManager entities, JdbcTemplate jdbc, @Qualifier("archive") DataSource archive, Libraries libraries) {
        return new Queries(entities, jdbc, new JdbcTemplate(archive), libraries);
    }

    @Bean
    CachedQueries cachedQueries(
            EntityManager entities, JdbcTemplate jdbc, @Qualifier("archive") DataSource archive, Libraries libraries) {
        return new CachedQueries(entities, jdbc, new JdbcTemplate(archive), libraries);
    }

    @Bean
    Clerk clerk(JdbcTemplate jdbc) {
        return new Clerk(jdbc);
    }

    @Bean
    Means means(
            EntityManagerFactory factory,
            EntityManager entities,
            JdbcTemplate jdbc,
            @Qualifier("archive") DataSource archive,
            PlatformTransactionManager transactions,
            VisitRepository visits,
            Clerk clerk,
            CachedQueries cached,
            Libraries libraries) {
        return new Means(
                factory, entities, jdbc, new JdbcTemplate(archive), transactions, visits, clerk, cached, libraries);
    }
}
