package io.freshet.console.configure;

import io.freshet.console.calls.CallGraph;
import io.freshet.console.calls.Endpoint;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The endpoints that annotations declare, and what they lead to. Makes no bean. */
final class Endpoints {

    private Endpoints() {}

    /** What the application's beans call. */
    static CallGraph calls(ConfigurableListableBeanFactory beans) {
        return new CallGraph(types(beans));
    }

    private static Collection<Class<?>> types(ConfigurableListableBeanFactory beans) {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> type = beans.getType(name, false);
            if (type != null && !type.getName().startsWith("org.springframework.")) {
                types.add(ClassUtils.getUserClass(type));
            }
        }
        return types;
    }

    /** All endpoints of annotated controllers. */
    static List<Endpoint> of(ConfigurableListableBeanFactory beans) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Class<?> type : types(beans)) {
            if (AnnotatedElementUtils.hasAnnotation(type, Controller.class)) {
                RequestMapping all = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
                for (Method method : type.getDeclaredMethods()) {
                    RequestMapping own = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                    if (own != null) {
                        add(all == null ? new String[0] : all.path(), own, method, endpoints);
                    }
                }
            }
        }
        return endpoints;
    }

    private static void add(String[] prefixes, RequestMapping own, Method method, List<Endpoint> endpoints) {
        String verb = own.method().length == 0
                ? "ANY"
                : String.join(
                        "|", Stream.of(own.method()).map(RequestMethod::name).toList());
        for (String prefix : orEmpty(prefixes)) {
            for (String path : orEmpty(own.path())) {
                endpoints.add(new Endpoint(verb + " " + prefix + path, method));
            }
        }
    }

    private static String[] orEmpty(String[] paths) {
        return paths.length == 0 ? new String[] {""} : paths;
    }
}
