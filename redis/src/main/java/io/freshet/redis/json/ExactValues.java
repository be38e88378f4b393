package io.freshet.redis.json;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedClassResolver;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;
import tools.jackson.databind.ser.jdk.JDKKeySerializers;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds out what values of a type have to be so that what is read is what was written.
 *
 * <p>The bytes name no class. So a value of a class that extends the declared one would come back as the declared one, without what it has
 * besides; one that was loaded through a proxy likewise; and where the type says {@code Object}, a {@code Long} comes back as an {@code
 * Integer}. Such values are refused, and stay in process. What is told apart by a sealed type or by annotations is not affected, and what has a
 * serializer of its own is left to that. Used once, by one thread.
 */
final class ExactValues {

    private final ObjectMapper mapper;
    private final SerializationContext context;
    private final Map<JavaType, Form> known = new HashMap<>();
    private final Map<JavaType, Form> beans = new HashMap<>();
    private final List<Form> all = new ArrayList<>();

    private ExactValues(ObjectMapper mapper) {
        this.mapper = mapper;
        this.context = mapper._serializationContext();
    }

    /** What values of the type have to be. */
    static Form of(ObjectMapper mapper, JavaType type) {
        ExactValues values = new ExactValues(mapper);
        Form form = values.form(type);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Form each : values.all) {
                changed |= each.settle();
            }
        }
        return form;
    }

    private Form form(JavaType type) {
        Form form = known.get(type);
        return form == null ? found(type) : form;
    }

    private <F extends Form> F kept(JavaType type, F form) {
        known.put(type, form);
        all.add(form);
        return form;
    }

    private Form found(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (type.isPrimitive() || type.isEnumType() || raw == String.class) {
            return kept(type, new Form.Any());
        }
        TypeSerializer naming = context.findTypeSerializer(type);
        if (naming != null) {
            return named(type, naming.getTypeIdResolver().getMechanism());
        }
        if (type.isJavaLangObject() || raw == Number.class) {
            return kept(type, hasOwnNumbers() ? new Form.Any() : new Form.Plain(raw));
        }
        if (type.isMapLikeType() && !isReadable(type)) {
            return kept(type, new Form.None("JSON cannot read keys like those of " + type.toCanonical()));
        }
        if (raw == Map.Entry.class) {
            return entry(type.containedTypeOrUnknown(0), type.containedTypeOrUnknown(1), type);
        }
        if (type.isContainerType() || type.isReferenceType()) {
            return filled(type, type.getContentType());
        }
        return Iterable.class.isAssignableFrom(raw) && type.containedTypeCount() == 1
                ? iterable(type)
                : kept(type, bean(type));
    }

    private Form iterable(JavaType type) {
        try {
            String lost = lost(type, context.findValueSerializer(type));
            return lost == null ? filled(type, type.containedType(0)) : kept(type, new Form.None(lost));
        } catch (JacksonException e) {
            return kept(type, new Form.None(String.valueOf(e.getOriginalMessage())));
        }
    }

    /** As a map that has it. */
    private Form entry(JavaType key, JavaType content, JavaType type) {
        return isReadable(mapper.getTypeFactory().constructMapType(Map.class, key, content))
                ? filled(type, content, key.isJavaLangObject())
                : kept(type, new Form.None("JSON cannot read keys like those of " + type.toCanonical()));
    }

    private Form filled(JavaType type, JavaType content) {
        return filled(type, content, type.isMapLikeType() && type.getKeyType().isJavaLangObject());
    }

    private Form filled(JavaType type, JavaType content, boolean hasOpenKeys) {
        Form.Filled form = kept(type, new Form.Filled(hasOpenKeys));
        form.with(form(content));
        return form;
    }

    /** Where the mapper was told which class numbers come back as. */
    private boolean hasOwnNumbers() {
        return mapper.isEnabled(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                || mapper.isEnabled(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                || mapper.isEnabled(DeserializationFeature.USE_LONG_FOR_INTS);
    }

    /** Whether there is a way to read the keys, and to write them but for {@code toString}, which says what it likes. */
    private boolean isReadable(JavaType type) {
        JavaType key = type.getKeyType();
        if (!Shape.isOfPlatform(key.getRawClass())
                && !key.isEnumType()
                && context.findKeySerializer(key, null) instanceof JDKKeySerializers.Default) {
            return false;
        }
        try {
            mapper.readerFor(type).readValue(mapper.writeValueAsBytes(Map.of()));
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    /** The bytes name the subtype. */
    private Form named(JavaType type, JsonTypeInfo.Id by) {
        if (by != JsonTypeInfo.Id.NAME && by != JsonTypeInfo.Id.SIMPLE_NAME) {
            return kept(type, new Form.Any());
        }
        Form.OneOf form = kept(type, new Form.OneOf(type.getRawClass()));
        SerializationConfig config = mapper.serializationConfig();
        for (NamedType subtype :
                config.getSubtypeResolver().collectAndResolveSubtypesByClass(config, annotated(type))) {
            if (!Modifier.isAbstract(subtype.getType().getModifiers())) {
                form.add(subtype.getType(), bean(specialized(type, subtype.getType())));
            }
        }
        return form;
    }

    private JavaType specialized(JavaType type, Class<?> subtype) {
        return type.hasRawClass(subtype) ? type : mapper.getTypeFactory().constructSpecializedType(type, subtype);
    }

    private AnnotatedClass annotated(JavaType type) {
        SerializationConfig config = mapper.serializationConfig();
        return AnnotatedClassResolver.resolve(config, type, config);
    }

    /** A class by its properties, unless it has a serializer of its own; without regard to subtypes that may be named. */
    private Form bean(JavaType type) {
        Form form = beans.get(type);
        if (form != null) {
            return form;
        }
        try {
            ValueSerializer<Object> serializer = context.findValueSerializer(type);
            if (!(serializer instanceof BeanSerializerBase) && !(serializer instanceof UnknownSerializer)) {
                return bean(type, type.hasRawClass(Date.class) ? new Form.Time() : new Form.Any());
            }
            return annotated(type).hasAnnotation(JsonDeserialize.class)
                    ? bean(type, new Form.Any())
                    : made(type, mapper.deserializationConfig().mapAbstractType(type));
        } catch (JacksonException e) {
            return bean(type, new Form.None(String.valueOf(e.getOriginalMessage())));
        }
    }

    private <F extends Form> F bean(JavaType type, F form) {
        beans.put(type, form);
        all.add(form);
        return form;
    }

    /** @param made which type is read where {@code type} is declared */
    private Form made(JavaType type, JavaType made) {
        Class<?> raw = made.getRawClass();
        if (Shape.isOfPlatform(raw)) {
            return bean(type, new Form.None("JSON has no form of a " + raw.getName() + " that could be read"));
        }
        if (Modifier.isAbstract(raw.getModifiers())) {
            return bean(
                    type,
                    new Form.None("JSON cannot tell which class a " + raw.getName()
                            + " is of: seal it, or name its classes with @JsonTypeInfo and @JsonSubTypes"));
        }
        ValueSerializer<Object> serializer = context.findValueSerializer(made);
        String lost = lost(made, serializer);
        if (lost != null) {
            return bean(type, new Form.None(lost));
        }
        Form.Exact form = bean(type, new Form.Exact(raw, serializer.usesObjectId()));
        serializer.properties().forEachRemaining(property -> {
            if (property instanceof BeanPropertyWriter writer && writer.getMember() != null) {
                form.add(writer, isTold(writer.getMember()) ? new Form.Any() : form(writer.getType()));
            }
        });
        return form;
    }

    /** What is wrong with a class whose constructor or factory takes what is not written; null if nothing is. */
    private @Nullable String lost(JavaType type, ValueSerializer<Object> serializer) {
        if (!(serializer instanceof BeanSerializerBase)
                || !(mapper._deserializationContext().findNonContextualValueDeserializer(type)
                        instanceof BeanDeserializerBase deserializer)) {
            return null;
        }
        Set<String> written = new HashSet<>();
        serializer.properties().forEachRemaining(property -> written.add(property.getName()));
        TypeSerializer naming = context.findTypeSerializer(type);
        if (naming != null) {
            written.add(naming.getPropertyName());
        }
        for (Iterator<SettableBeanProperty> taken = deserializer.creatorProperties(); taken.hasNext(); ) {
            SettableBeanProperty property = taken.next();
            if (isToBeWritten(property) && namesOf(property).noneMatch(written::contains)) {
                return "what makes a " + type.getRawClass().getName() + " takes '" + property.getName()
                        + "', which no field holds: annotate its getter with @JsonProperty";
            }
        }
        return null;
    }

    private Stream<String> namesOf(SettableBeanProperty property) {
        return Stream.concat(
                Stream.of(property.getName()),
                property.findAliases(mapper.deserializationConfig()).stream().map(PropertyName::getSimpleName));
    }

    /** Unless annotations say that it comes from elsewhere, or from nowhere. */
    private static boolean isToBeWritten(SettableBeanProperty property) {
        JsonProperty said = property.getAnnotation(JsonProperty.class);
        return !property.isIgnorable()
                && property.getInjectableValueId() == null
                && property.getAnnotation(JsonUnwrapped.class) == null
                && property.getAnnotation(JsonAnySetter.class) == null
                && (said == null || said.access() != JsonProperty.Access.WRITE_ONLY);
    }

    private static boolean isTold(AnnotatedMember member) {
        return member.hasAnnotation(JsonTypeInfo.class)
                || member.hasAnnotation(JsonSerialize.class)
                || member.hasAnnotation(JsonDeserialize.class);
    }
}
