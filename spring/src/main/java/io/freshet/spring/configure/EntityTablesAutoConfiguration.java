package io.freshet.spring.configure;

import io.freshet.spring.table.EntityColumn;
import io.freshet.spring.table.EntityTables;
import io.freshet.spring.table.HibernateTables;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.annotation.Order;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Entities are known by Hibernate's mapping. */
@AutoConfiguration(afterName = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration")
@ConditionalOnClass({EntityManagerFactory.class, SessionFactoryImplementor.class})
@ConditionalOnBooleanProperty(name = "freshet.enabled", matchIfMissing = true)
@Conditional(ModeCondition.Invalidating.class)
@ConditionalOnBean(EntityManagerFactory.class)
public class EntityTablesAutoConfiguration {

    @Bean
    @Order(0)
    EntityTables freshetHibernateTables(ObjectProvider<EntityManagerFactory> factories) {
        return new EntityTables() {
            @Override
            public Set<String> tablesOf(Class<?> entity) {
                return all().map(factory -> factory.tablesOf(entity))
                        .filter(tables -> !tables.isEmpty())
                        .findFirst()
                        .orElseGet(Set::of);
            }

            @Override
            public Map<String, List<String>> constantsOf(Class<?> entity) {
                return all().map(factory -> factory.constantsOf(entity))
                        .filter(constants -> !constants.isEmpty())
                        .findFirst()
                        .orElseGet(Map::of);
            }

            @Override
            public Map<String, EntityColumn> columnsOf(Class<?> entity) {
                return all().map(factory -> factory.columnsOf(entity))
                        .filter(columns -> !columns.isEmpty())
                        .findFirst()
                        .orElseGet(Map::of);
            }

            private Stream<HibernateTables> all() {
                return factories.stream().map(HibernateTables::new);
            }
        };
    }
}
