package io.freshet.spring.failure;

import io.freshet.relay.OutboxException;
import io.freshet.spring.settings.CodecChoice.CodecMistakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import java.sql.SQLException;
import java.util.List;

/**
 * Whatever else Freshet's own code throws while the application starts: each message says what is wrong, and most how to mend it. Asked last, so that
 * who knows more comes first: it stands last in {@code spring.factories}, since most others have the same order.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
final class OwnFailureAnalyzer implements FailureAnalyzer {

    private static final String ROOT = "io.freshet";

    /** The packages whose code may be in an application; below {@code io.freshet} stands more that is not. */
    private static final List<String> OWN = List.of(
            "capture",
            "change",
            "check",
            "control",
            "entry",
            "event",
            "freshness",
            "hot",
            "invalidate",
            "key",
            "load",
            "local",
            "read",
            "redis",
            "relay",
            "remote",
            "resolve",
            "spring",
            "sql",
            "tag",
            "test",
            "warm",
            "witness");

    private static final String UNREACHABLE =
            "See whether the database answers under the URL and with the role of the data source, and whether the role may do this."
                    + " To start without captured writes, which leaves entries stale until they expire, set freshet.capture=none.";
    private static final String AS_DESCRIBED =
            "Mend what is described above. With --debug the log has the whole stack trace.";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        Throwable own = failure;
        while (own != null && !isThrownHere(own)) {
            own = own.getCause();
        }
        return own == null ? null : new FailureAnalysis("Freshet cannot start: " + text(own), action(own), own);
    }

    private static boolean isThrownHere(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length > 0 && isOwn(trace[0].getClassName());
    }

    private static boolean isOwn(String className) {
        String name = className.substring(0, Math.max(0, className.lastIndexOf('.')));
        return name.equals(ROOT) || OWN.stream().anyMatch(own -> (name + ".").startsWith(ROOT + "." + own + "."));
    }

    private static String text(Throwable own) {
        String message = own.getMessage();
        return message == null ? own.toString() : message;
    }

    private static String action(Throwable own) {
        if (own instanceof CodecMistakeException mistake) {
            return mistake.remedy();
        }
        boolean isOfDatabase = own instanceof OutboxException || own.getCause() instanceof SQLException;
        return isOfDatabase ? UNREACHABLE : AS_DESCRIBED;
    }
}
