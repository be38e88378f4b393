package io.freshet.redis.json;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedClassResolver;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import tools.jackson.databind.jsontype.NamedType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The shape of a type as JSON sees it, written as text: its properties under the names that the mapper gives them, each with its generic
 * type, and so on to the types of the platform, which have only a name. A type that was described before is not described again, which
 * ends cycles. The order of properties does not count.
 *
 * <p>The same in every run and on every platform, since entries outlive processes. Not thread-safe.
 */
final class Shape {

    private static final String VERSION = "-2 ";

    private final ObjectMapper mapper;
    private final StringBuilder text;
    private final Set<JavaType> described = new HashSet<>();

    Shape(ObjectMapper mapper) {
        this.mapper = mapper;
        this.text =
                new StringBuilder(mapper.tokenStreamFactory().getFormatName().toLowerCase(Locale.ROOT)).append(VERSION);
    }

    /** Adds a type. */
    Shape of(JavaType type) {
        Class<?> raw = type.getRawClass();
        text.append(type.toCanonical());
        if (type.isPrimitive() || type.isJavaLangObject() || !described.add(type)) {
            return this;
        }
        if (type.isContainerType() || type.isReferenceType() || type.containedTypeCount() > 0) {
            addContents(type);
        }
        if (raw.isEnum()) {
            addConstants(raw);
        } else if (!isOfPlatform(raw) && !type.isContainerType()) {
            addProperties(type);
            addPermitted(raw);
            addNamed(type);
        }
        return this;
    }

    private void addConstants(Class<?> raw) {
        for (Object constant : raw.getEnumConstants()) {
            text.append(',').append(((Enum<?>) constant).name());
        }
    }

    private void addContents(JavaType type) {
        text.append('<');
        for (int i = 0; i < type.containedTypeCount(); i++) {
            of(type.containedType(i));
            text.append(',');
        }
        JavaType content = type.getContentType();
        if (content != null) {
            of(content);
        }
        text.append('>');
    }

    private void addProperties(JavaType type) {
        text.append('{');
        propertiesOf(type).forEach((name, propertyType) -> {
            text.append(name).append(':');
            of(propertyType);
            text.append(';');
        });
        text.append('}');
    }

    private void addPermitted(Class<?> raw) {
        Class<?> @Nullable [] permitted = raw.getPermittedSubclasses();
        if (permitted == null) {
            return;
        }
        if (!raw.isAnnotationPresent(JsonTypeInfo.class)) {
            SealedTypes.requireClosed(raw);
        }
        text.append('|');
        for (Class<?> subclass : permitted) {
            of(mapper.constructType(subclass));
        }
    }

    /** The subtypes that annotations, or the mapper, name; those of a sealed type that says nothing are its permitted ones. */
    private void addNamed(JavaType type) {
        SerializationConfig config = mapper.serializationConfig();
        AnnotatedClass annotated = AnnotatedClassResolver.resolve(config, type, config);
        if (annotated.getRawType().isSealed() && !annotated.hasAnnotation(JsonSubTypes.class)) {
            return;
        }
        Map<String, NamedType> named = new TreeMap<>();
        for (NamedType subtype : config.getSubtypeResolver().collectAndResolveSubtypesByClass(config, annotated)) {
            if (subtype.getType() != type.getRawClass()) {
                named.put(subtype.getType().getName(), subtype);
            }
        }
        named.values().forEach(subtype -> {
            text.append('|').append(subtype.getName()).append('=');
            of(mapper.constructType(subtype.getType()));
        });
    }

    /** None for a type that the mapper cannot write, whose values {@link ExactValues} refuses. */
    private Map<String, JavaType> propertiesOf(JavaType type) {
        Properties properties = new Properties();
        try {
            mapper.acceptJsonFormatVisitor(type, properties);
        } catch (JacksonException e) {
            return Map.of();
        }
        return properties.found;
    }

    static boolean isOfPlatform(Class<?> raw) {
        return raw.getName().startsWith("java.") || raw.getName().startsWith("javax.");
    }

    /** A number that stands for the shape. */
    int fingerprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** What the mapper's serializer of one type says that it writes. */
    private static final class Properties extends JsonFormatVisitorWrapper.Base {

        private final Map<String, JavaType> found = new TreeMap<>();

        @Override
        public JsonObjectFormatVisitor expectObjectFormat(JavaType type) {
            return new JsonObjectFormatVisitor.Base(getContext()) {
                @Override
                public void property(BeanProperty property) {
                    found.put(property.getName(), property.getType());
                }

                @Override
                public void property(String name, JsonFormatVisitable handler, JavaType propertyType) {
                    found.put(name, propertyType);
                }

                @Override
                public void optionalProperty(BeanProperty property) {
                    found.put(property.getName(), property.getType());
                }

                @Override
                public void optionalProperty(String name, JsonFormatVisitable handler, JavaType propertyType) {
                    found.put(name, propertyType);
                }
            };
        }
    }
}
