package io.freshet.test;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

import java.io.IOException;
import java.util.List;

/** Which components of the application are there in a {@link FreshetTest}. Used by Spring. */
final class FreshetTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<FreshetTest> {

    private static final List<String> ON_METHODS = List.of(
            "io.freshet.annotation.Cached",
            "io.freshet.annotation.Invalidates",
            "io.freshet.annotation.Invalidates$All",
            "org.springframework.cache.annotation.Cacheable",
            "org.springframework.cache.annotation.CachePut",
            "org.springframework.cache.annotation.CacheEvict",
            "org.springframework.cache.annotation.Caching");

    private static final List<String> ON_TYPES = List.of(
            "org.springframework.stereotype.Repository",
            "org.springframework.cache.annotation.Cacheable",
            "org.springframework.cache.annotation.CacheConfig");

    FreshetTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
    }

    @Override
    protected boolean defaultInclude(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
        return super.defaultInclude(reader, factory) || isOfCaches(reader.getAnnotationMetadata(), factory);
    }

    private static boolean isOfCaches(AnnotationMetadata type, MetadataReaderFactory factory) throws IOException {
        if (ON_TYPES.stream().anyMatch(type::isAnnotated) || ON_METHODS.stream().anyMatch(type::hasAnnotatedMethods)) {
            return true;
        }
        for (String parent : type.getInterfaceNames()) {
            if (isOfCaches(factory.getMetadataReader(parent).getAnnotationMetadata(), factory)) {
                return true;
            }
        }
        String parent = type.getSuperClassName();
        return parent != null
                && !parent.equals(Object.class.getName())
                && isOfCaches(factory.getMetadataReader(parent).getAnnotationMetadata(), factory);
    }
}
