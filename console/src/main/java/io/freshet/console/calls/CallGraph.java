package io.freshet.console.calls;

import org.springframework.asm.Type;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which methods of an application's beans a method leads to. Not thread-safe.
 *
 * <p>It follows the calls in class files: into beans, their superclasses, and classes beside them in the same package. A call of an interface leads to
 * each bean that implements it, so it may tell of a way that is never taken; calls by reflection, by events and by what frameworks
 * generate are not seen.
 */
public final class CallGraph {

    private static final int MOST_METHODS = 20_000;

    private final Collection<Class<?>> beans;
    private final Set<String> packages = new HashSet<>();
    private final Map<Class<?>, ClassCalls> read = new HashMap<>();

    /** @param beans the classes of the beans, as they were before anything was woven around them */
    public CallGraph(Collection<Class<?>> beans) {
        this.beans = List.copyOf(beans);
        beans.forEach(bean -> packages.add(bean.getPackageName()));
    }

    /** Those of the methods that a method leads to, itself included. */
    public Set<Method> reachedFrom(Method from, Collection<Method> wanted) {
        Map<MethodName, Method> byName = new HashMap<>();
        wanted.forEach(method -> byName.put(nameOf(method), method));
        Set<Method> reached = new LinkedHashSet<>();
        Set<MethodName> seen = new HashSet<>();
        Deque<MethodName> open = new ArrayDeque<>(List.of(nameOf(from)));
        while (!open.isEmpty() && seen.size() < MOST_METHODS) {
            MethodName next = open.pop();
            if (seen.add(next)) {
                Method found = byName.get(next);
                if (found != null) {
                    reached.add(found);
                }
                calls(next).forEach(call -> targets(call).forEach(open::push));
            }
        }
        return reached;
    }

    private static MethodName nameOf(Method method) {
        return new MethodName(method.getDeclaringClass(), method.getName(), Type.getMethodDescriptor(method));
    }

    private Collection<ClassCalls.Call> calls(MethodName method) {
        return read.computeIfAbsent(method.owner(), ClassCalls::of).in(method.name() + method.descriptor());
    }

    /** Where a call may lead: to the class that is named, to what beans make of it, and to what they inherit it from. */
    private Set<MethodName> targets(ClassCalls.Call call) {
        Set<MethodName> targets = new HashSet<>();
        Class<?> owner = call.owner();
        beans.stream().filter(owner::isAssignableFrom).forEach(bean -> add(bean, call, targets));
        if (packages.contains(owner.getPackageName())) {
            add(owner, call, targets);
        }
        return targets;
    }

    private static void add(Class<?> from, ClassCalls.Call call, Set<MethodName> targets) {
        for (Class<?> type = from; type != null && type != Object.class; type = type.getSuperclass()) {
            targets.add(new MethodName(type, call.name(), call.descriptor()));
        }
    }

    private record MethodName(Class<?> owner, String name, String descriptor) {}
}
