package io.freshet.spring.table;

import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.SqlTypes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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

    @Override
    public Map<String, EntityColumn> columnsOf(Class<?> entity) {
        EntityPersister persister = factory.getMappingMetamodel().findEntityDescriptor(entity);
        Map<String, EntityColumn> columns = new TreeMap<>();
        if (persister != null) {
            EntityIdentifierMapping id = persister.getIdentifierMapping();
            if (id.getAttributeName() != null) {
                addColumns(id.getAttributeName(), id, columns);
            }
            persister.forEachAttributeMapping(
                    attribute -> addColumns(attribute.getAttributeName(), attribute, columns));
        }
        return columns;
    }

    /** Attributes of several columns, and those that are computed, have no one column. */
    private static void addColumns(String name, ModelPart attribute, Map<String, EntityColumn> columns) {
        if (attribute instanceof EmbeddableValuedModelPart embedded) {
            embedded.getEmbeddableTypeDescriptor()
                    .forEachAttributeMapping(part -> addColumns(name + "." + part.getAttributeName(), part, columns));
        } else if (!(attribute instanceof PluralAttributeMapping)) {
            List<SelectableMapping> parts = new ArrayList<>();
            attribute.forEachSelectable((index, part) -> parts.add(part));
            if (parts.size() == 1 && !parts.get(0).isFormula()) {
                SelectableMapping column = parts.get(0);
                columns.put(
                        name,
                        new EntityColumn(
                                plain(column.getContainingTableExpression()),
                                plain(column.getSelectionExpression()),
                                column.getJdbcMapping().getValueConverter() != null));
            }
        }
    }

    @Override
    public Map<String, List<String>> constantsOf(Class<?> entity) {
        EntityPersister persister = factory.getMappingMetamodel().findEntityDescriptor(entity);
        Map<String, List<String>> constants = new TreeMap<>();
        if (persister != null) {
            persister.forEachAttributeMapping(
                    attribute -> addConstants(attribute.getAttributeName(), attribute, constants));
        }
        return constants;
    }

    private static void addConstants(String name, ModelPart attribute, Map<String, List<String>> constants) {
        if (attribute instanceof EmbeddableValuedModelPart embedded) {
            embedded.getEmbeddableTypeDescriptor()
                    .forEachAttributeMapping(
                            part -> addConstants(name + "." + part.getAttributeName(), part, constants));
        } else if (attribute instanceof BasicValuedModelPart basic && isEnumByName(basic.getJdbcMapping())) {
            constants.put(
                    name,
                    Arrays.stream(basic.getJavaType().getJavaTypeClass().getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .toList());
        }
    }

    private static boolean isEnumByName(JdbcMapping mapping) {
        return mapping.getJavaTypeDescriptor().getJavaTypeClass().isEnum()
                && mapping.getValueConverter() == null
                && (mapping.getJdbcType().isString()
                        || mapping.getJdbcType().getDefaultSqlTypeCode() == SqlTypes.NAMED_ENUM
                        || mapping.getJdbcType().getDefaultSqlTypeCode() == SqlTypes.ENUM);
    }

    private static String plain(String name) {
        return name.replace("\"", "").replace("`", "");
    }
}
