package io.freshet.spring.redis;

import io.freshet.redis.cbor.CborCodecs;
import io.freshet.redis.json.JsonCodecs;
import io.freshet.redis.kryo.KryoCodecs;
import io.freshet.redis.pack.PackedCodecs;
import io.freshet.remote.CodecFactory;
import io.freshet.spring.settings.CodecChoice;
import io.freshet.spring.settings.ValueSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JacksonModule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The codecs that settings can name: {@code json}, {@code cbor}, {@code kryo}, and beans of the application. Thread-safe. */
public final class NamedCodecs implements CodecChoice {

    private static final ClassLoader LOADER = NamedCodecs.class.getClassLoader();
    private static final String CBOR = "tools.jackson.dataformat.cbor.CBORMapper";
    private static final String KRYO = "com.esotericsoftware.kryo.Kryo";
    private static final boolean HAS_PAGES = ClassUtils.isPresent("org.springframework.data.domain.PageImpl", LOADER);

    private final CodecFactory usual;
    private final Supplier<Map<String, CodecFactory>> beans;
    private final List<String> allowed;

    /**
     * Named codecs.
     *
     * @param usual where none is named
     * @param beans those of the application, by their names
     * @param allowed names of classes that binary codecs may make besides what declared types are made of
     */
    public NamedCodecs(CodecFactory usual, Supplier<Map<String, CodecFactory>> beans, List<String> allowed) {
        this.usual = usual;
        this.beans = beans;
        this.allowed = List.copyOf(allowed);
    }

    /** JSON as caches have it that say nothing else. */
    public static CodecFactory json() {
        return JsonCodecs.standard(modules());
    }

    private static JacksonModule[] modules() {
        return HAS_PAGES ? new JacksonModule[] {new PageModule()} : new JacksonModule[0];
    }

    @Override
    public CodecFactory named(ValueSettings values) {
        return named(values.codec());
    }

    @Override
    public CodecFactory packed(CodecFactory codecs, ValueSettings values) {
        return new PackedCodecs(
                codecs,
                values.compressAbove() == null ? PackedCodecs.NEVER : bytes(values.compressAbove()),
                bytes(values.maxValueSize()));
    }

    private static int bytes(DataSize size) {
        return (int) Math.min(Integer.MAX_VALUE, size.toBytes());
    }

    private CodecFactory named(@Nullable String name) {
        if (name == null) {
            return usual;
        }
        return switch (name) {
            case "json" -> json();
            case "cbor" -> {
                require(CBOR, name, "tools.jackson.dataformat:jackson-dataformat-cbor");
                yield CborCodecs.standard(modules());
            }
            case "kryo" -> {
                require(KRYO, name, "com.esotericsoftware:kryo");
                yield KryoCodecs.allowing(classes());
            }
            default -> bean(name);
        };
    }

    private static void require(String type, String codec, String artifact) {
        if (!ClassUtils.isPresent(type, LOADER)) {
            throw new CodecMistakeException(
                    "The codec '" + codec + "' needs a library that is not on the class path",
                    "Add the dependency " + artifact);
        }
    }

    private List<Class<?>> classes() {
        List<Class<?>> classes = new ArrayList<>();
        for (String name : allowed) {
            try {
                classes.add(ClassUtils.forName(name, LOADER));
            } catch (ClassNotFoundException | LinkageError e) {
                throw new CodecMistakeException(
                        "freshet.kryo.classes names " + name + ", which is not on the class path",
                        "Write the full name, as com.example.Order, with $ before the name of an inner class");
            }
        }
        return classes;
    }

    private CodecFactory bean(String name) {
        Map<String, CodecFactory> all = beans.get();
        CodecFactory found = all.get(name);
        if (found == null) {
            throw new CodecMistakeException(
                    "There is no codec '" + name + "'",
                    "Write json, cbor or kryo, or the name of a bean of type io.freshet.remote.CodecFactory"
                            + (all.isEmpty() ? "" : ": " + String.join(", ", all.keySet())));
        }
        return found;
    }
}
