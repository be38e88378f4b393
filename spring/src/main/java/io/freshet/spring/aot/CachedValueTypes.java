package io.freshet.spring.aot;

import io.freshet.spring.method.Answer;
import io.freshet.spring.method.MethodAnnotations;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Lets codecs make the values of cached methods, ours and Spring's, in a native image: the declared types, what they are made of, and what sealed types
 * permit. Types that are not declared anywhere, as what stands behind {@code Object} or an open interface, the application has to name itself. Used
 * while an application is processed ahead of time.
 */
final class CachedValueTypes implements BeanFactoryInitializationAotProcessor {

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beans) {
        Set<Type> types = new LinkedHashSet<>();
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> type = typeOf(beans, name);
            if (type != null) {
                addValues(ClassUtils.getUserClass(type), types);
            }
        }
        return types.isEmpty() ? null : new Contribution(types);
    }

    private static @Nullable Class<?> typeOf(ConfigurableListableBeanFactory beans, String name) {
        try {
            Class<?> type = AutoProxyUtils.determineTargetClass(beans, name);
            return type == null ? beans.getType(name, false) : type;
        } catch (RuntimeException | LinkageError e) {
            return null; // it cannot be made either, and whoever needs it will say why
        }
    }

    private static void addValues(Class<?> bean, Set<Type> types) {
        Set<Method> methods = new LinkedHashSet<>(MethodAnnotations.cached(bean).keySet());
        methods.addAll(MethodIntrospector.selectMethods(
                bean, (Method method) -> AnnotatedElementUtils.hasAnnotation(method, Cacheable.class)));
        methods.forEach(method -> types.add(Answer.valueOf(method)));
    }

    /** What is written into the hints. */
    private record Contribution(Set<Type> types) implements BeanFactoryInitializationAotContribution {

        @Override
        public void applyTo(GenerationContext generation, BeanFactoryInitializationCode code) {
            Set<Class<?>> seen = new LinkedHashSet<>();
            types.forEach(type -> register(type, generation.getRuntimeHints(), seen));
        }

        private static void register(Type type, RuntimeHints hints, Set<Class<?>> seen) {
            new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), type);
            walk(ResolvableType.forType(type), hints, seen);
        }

        /** To what sealed types permit, wherever these stand. */
        private static void walk(ResolvableType type, RuntimeHints hints, Set<Class<?>> seen) {
            for (ResolvableType argument : type.getGenerics()) {
                walk(argument, hints, seen);
            }
            Class<?> raw = type.isArray() ? type.getComponentType().resolve() : type.resolve();
            if (raw == null || raw.getName().startsWith("java.") || !seen.add(raw)) {
                return;
            }
            hints.reflection().registerType(raw, MemberCategory.ACCESS_DECLARED_FIELDS);
            if (raw.isSealed()) {
                for (Class<?> permitted : raw.getPermittedSubclasses()) {
                    register(permitted, hints, seen);
                }
            }
            if (raw.isRecord()) {
                for (RecordComponent component : raw.getRecordComponents()) {
                    walk(ResolvableType.forType(component.getGenericType()), hints, seen);
                }
            }
        }
    }
}
