package io.freshet.spring.table;

import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;

import java.util.LinkedHashSet;
import java.util.Set;

/** The tables of Hibernate's entities, as it has mapped them: naming strategies, inheritance and secondary tables included. */
public final class HibernateTables implements EntityTables {

    private final SessionFactoryImplementor factory;

    /** Those of one factory, which has to be Hibernate's. */
    public HibernateTables(EntityManagerFactory factory) {
        this.factory = factory.unwrap(SessionFactoryImplementor.class);
    }

    @Override
    public Set<String> tablesOf(Class<?> entity) {
        EntityPersister persister = factory.getMappingMetamodel().findEntityDescriptor(entity);
        Set<String> tables = new LinkedHashSet<>();
        if (persister != null) {
            for (Object space : persister.getQuerySpaces()) {
                tables.add(plain(String.valueOf(space)));
            }
            for (int i = 0; i < persister.getSubclassTableSpan(); i++) {
                tables.add(plain(persister.getSubclassTableName(i)));
            }
            addCollections(persister, tables);
        }
        return tables;
    }

    /** Element collections and join tables belong to the entity; what a one-to-many leads to is an entity of its own. */
    private static void addCollections(EntityPersister persister, Set<String> tables) {
        persister.forEachAttributeMapping(attribute -> {
            if (attribute instanceof PluralAttributeMapping collection) {
                CollectionPersister descriptor = collection.getCollectionDescriptor();
                String[] spaces = descriptor.getCollectionSpaces();
                if (!descriptor.isOneToMany() && spaces.length > 0) {
                    tables.add(plain(spaces[0]));
                }
            }
        });
    }

    private static String plain(String name) {
        return name.replace("\"", "").replace("`", "");
    }
}
