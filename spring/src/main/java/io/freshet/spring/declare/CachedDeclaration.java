package io.freshet.spring.declare;

import io.freshet.annotation.Cached;
import io.freshet.annotation.DependsOn;
import io.freshet.annotation.Tenant;
import io.freshet.resolve.CachedMethod;
import io.freshet.spring.declare.AnnotatedBeans.Found;
import io.freshet.spring.method.Answer;
import io.freshet.spring.method.MethodAnnotations;
import io.freshet.spring.settings.Mistake;
import io.freshet.tag.Dependency;
import io.freshet.tag.TableDependency;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a cached method declares.
 *
 * @param source the method as it was written
 * @param method the method, compiled
 * @param dependencies what its results depend on
 */
record CachedDeclaration(Method source, CachedMethod method, Set<Dependency> dependencies) {

    /** @param mistakes gets those of the rows that it depends on */
    static CachedDeclaration of(Found<Cached> found, Schema schema, List<Mistake> mistakes) {
        Method source = found.method();
        Cached annotation = found.annotation();
        CachedMethod method = CachedMethod.of(source, annotation, Answer.valueOf(source));
        Set<Dependency> dependencies = new LinkedHashSet<>(method.dependencies(schema.entities()));
        Stream.of(annotation.dependsOn())
                .flatMap(entity -> schema.entities().tablesOf(entity).stream())
                .map(TableDependency::new)
                .forEach(dependencies::add);
        for (DependsOn rows : MethodAnnotations.dependsOn(source, found.bean())) {
            RowsDeclaration declaration = new RowsDeclaration(source, method.template(), rows, schema);
            dependencies.addAll(declaration.dependencies());
            mistakes.addAll(declaration.mistakes());
        }
        return new CachedDeclaration(source, method, dependencies);
    }

    String cache() {
        return method.template().name();
    }

    String describe() {
        return method.describe();
    }

    boolean hasTenant() {
        return Stream.of(source.getParameters()).anyMatch(CachedDeclaration::isTenant);
    }

    private static boolean isTenant(Parameter parameter) {
        return parameter.isAnnotationPresent(Tenant.class);
    }

    /** What must be the same where two methods share a cache, in words. */
    List<String> contract() {
        Cached annotation = method.annotation();
        Type type = method.type();
        return List.of(
                "the template " + method.template(),
                "the type " + type.getTypeName(),
                "the dependencies "
                        + dependencies.stream().map(Object::toString).sorted().toList(),
                "the ttl '" + annotation.ttl() + "'",
                "the softTtl '" + annotation.softTtl() + "'",
                "the nullTtl '" + annotation.nullTtl() + "'",
                "staleOnError '" + annotation.staleOnError() + "'",
                "softTimeout '" + annotation.softTimeout() + "'",
                "hardTimeout '" + annotation.hardTimeout() + "'",
                "shared = " + annotation.shared(),
                "strict = " + annotation.strict(),
                "observe = " + annotation.observe(),
                hasTenant() ? "a @Tenant" : "no @Tenant");
    }
}
