package io.freshet.audit.graph;

import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which beans are never there together, because a property, or a profile, chooses between them: {@code @ConditionalOnProperty} with other values,
 * {@code @Profile("a")} and {@code @Profile("!a")}. Not thread-safe: what is asked is remembered.
 */
public final class Conditions {

    private static final String PROPERTY = "org/springframework/boot/autoconfigure/condition/ConditionalOnProperty";
    private static final String PROFILE = "org/springframework/context/annotation/Profile";
    private static final String MISSING = "";

    private final Program program;
    private final Annotations annotations;
    private final Map<String, List<Wanted>> known = new HashMap<>();

    /**
     * What a bean wants of a setting.
     *
     * @param setting its name; of a profile, the profile
     * @param value the value; if it is empty, any but {@code false}
     * @param orMissing whether it may be missing, too
     */
    private record Wanted(String setting, String value, boolean orMissing) {
        boolean accepts(String given) {
            if (given.equals(MISSING)) {
                return orMissing;
            }
            return value.isEmpty() ? !given.equalsIgnoreCase("false") : value.equalsIgnoreCase(given);
        }

        boolean canHoldWith(Wanted other) {
            return !setting.equals(other.setting)
                    || Stream.of(MISSING, "true", "false", "other", value, other.value)
                            .anyMatch(given -> accepts(given) && other.accepts(given));
        }
    }

    /** Of a program. */
    public Conditions(Program program, Annotations annotations) {
        this.program = program;
        this.annotations = annotations;
    }

    /** Whether it depends on anything if there is a bean of the class. */
    public boolean hasAny(String type) {
        return !of(type).isEmpty();
    }

    /** Whether there can be beans of both classes at once. */
    public boolean canBothBeThere(String one, String other) {
        List<Wanted> first = of(one);
        return first.isEmpty()
                || one.equals(other)
                || of(other).stream().allMatch(each -> first.stream().allMatch(each::canHoldWith));
    }

    private List<Wanted> of(String type) {
        List<Wanted> wanted = known.get(type);
        if (wanted == null) {
            wanted = program.own(type).map(this::find).orElse(List.of());
            known.put(type, wanted);
        }
        return wanted;
    }

    private List<Wanted> find(ClassModel type) {
        List<Wanted> found = new ArrayList<>();
        for (AnnotationUse use : annotations.find(type.annotations(), PROPERTY)) {
            String prefix = use.text("prefix").isEmpty() || use.text("prefix").endsWith(".")
                    ? use.text("prefix")
                    : use.text("prefix") + ".";
            use.texts("value", "name")
                    .forEach(name -> found.add(
                            new Wanted(prefix + name, use.text("havingValue"), use.isTrue("matchIfMissing"))));
        }
        annotations.find(type.annotations(), PROFILE).stream()
                .flatMap(use -> profile(use.texts("value")).stream())
                .forEach(found::add);
        return List.copyOf(found);
    }

    /** One profile, or that it is not active; what is put together of several is not read. */
    private static Optional<Wanted> profile(List<String> names) {
        boolean isPlain = names.size() == 1 && names.get(0).matches("!?[\\w.-]+");
        if (!isPlain) {
            return Optional.empty();
        }
        boolean isNot = names.get(0).startsWith("!");
        String profile = "profile " + (isNot ? names.get(0).substring(1) : names.get(0));
        return Optional.of(new Wanted(profile, isNot ? "false" : "true", isNot));
    }
}
