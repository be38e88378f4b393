package io.freshet.spring.watch;

import io.freshet.spring.watch.account.Writer;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import java.util.List;

/** Who writes on the calling thread: the method of the transaction, else the method that called the database, and the request. */
final class CurrentWriter {

    private static final ClassLoader LOADER = CurrentWriter.class.getClassLoader();
    private static final boolean HAS_REQUESTS = ClassUtils.isPresent("jakarta.servlet.http.HttpServletRequest", LOADER)
            && ClassUtils.isPresent("org.springframework.web.context.request.ServletRequestAttributes", LOADER);
    private static final List<String> NOT_THE_APPLICATION = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "jakarta.",
            "org.springframework.",
            "org.hibernate.",
            "org.jooq.",
            "org.apache.ibatis.",
            "com.zaxxer.",
            "org.postgresql.",
            "org.h2.",
            "io.freshet.capture.",
            "io.freshet.spring.watch.",
            "io.freshet.spring.database.");

    private CurrentWriter() {}

    static Writer now() {
        String transaction = TransactionSynchronizationManager.getCurrentTransactionName();
        if (transaction != null && isOfTheApplication(transaction)) {
            return of(shortened(transaction));
        }
        String running = Frame.running();
        return of(running == null ? calling() : running);
    }

    static Writer of(String method) {
        return new Writer(method, HAS_REQUESTS ? Requests.current() : "");
    }

    private static boolean isOfTheApplication(String name) {
        return name.indexOf('.') > 0
                && !name.contains("$$")
                && NOT_THE_APPLICATION.stream().noneMatch(name::startsWith);
    }

    /** The last class name and the method of a qualified name. */
    private static String shortened(String name) {
        int method = name.lastIndexOf('.');
        String type = name.substring(0, method);
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1) + name.substring(method);
    }

    private static String calling() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> isOfTheApplication(frame.getClassName()))
                        .findFirst()
                        .map(frame -> shortened(frame.getClassName() + "." + plain(frame.getMethodName()))))
                .orElseGet(() -> "thread " + Thread.currentThread().getName().replaceAll("[0-9]+", "n"));
    }

    /** A lambda counts as the method that it stands in. */
    private static String plain(String method) {
        String[] parts = method.split("\\$", -1);
        return method.startsWith("lambda$") && parts.length > 1 ? parts[1] : method;
    }

    /** Loaded only where there are servlets. */
    private static final class Requests {

        private static final String PATTERN = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

        static String current() {
            RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
            if (!(attributes instanceof ServletRequestAttributes servlet)) {
                return "";
            }
            HttpServletRequest request = servlet.getRequest();
            @Nullable Object pattern = request.getAttribute(PATTERN);
            return pattern == null ? "" : request.getMethod() + " " + pattern;
        }
    }
}
