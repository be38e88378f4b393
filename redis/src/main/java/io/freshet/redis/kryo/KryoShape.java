package io.freshet.redis.kryo;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The shape of classes as Kryo writes them, as text: their fields with their generic types, and the constants of enums. */
final class KryoShape {

    private static final String FORM = "kryo-2 ";

    private KryoShape() {}

    /** What is written of a class and its ancestors. */
    static List<Field> fieldsOf(Class<?> raw) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> type = raw; type != null && !AllowedClasses.isOfPlatform(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                    fields.add(field);
                }
            }
        }
        fields.sort(Comparator.comparing(Field::getName));
        return fields;
    }

    static String textOf(List<Class<?>> classes) {
        StringBuilder text = new StringBuilder(FORM);
        for (Class<?> raw : classes) {
            text.append(raw.getName()).append('{');
            if (raw.isEnum()) {
                for (Object constant : raw.getEnumConstants()) {
                    text.append(((Enum<?>) constant).name()).append(';');
                }
            } else if (!raw.isArray()) {
                fieldsOf(raw)
                        .forEach(field -> text.append(field.getName())
                                .append(':')
                                .append(field.getGenericType().getTypeName())
                                .append(';'));
            }
            text.append('}');
        }
        return text.toString();
    }

    /** A number that stands for the shape, and for the order of the classes. */
    static int fingerprintOf(List<Class<?>> classes) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(textOf(classes).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
