package io.freshet.spring.method;

import io.freshet.load.LostContextException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.task.TaskDecorator;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a call that is made again on another thread takes along of its first caller, as the application's {@link TaskDecorator}s say: its
 * tenant, its security context, whatever the method finds in thread locals. Thread-safe.
 */
public final class CallerContext {

    private static final Log LOG = LogFactory.getLog("io.freshet");

    private final List<TaskDecorator> decorators;
    private final AtomicBoolean told = new AtomicBoolean();

    /** Takes along what these do, the first of them outermost. */
    public CallerContext(List<TaskDecorator> decorators) {
        this.decorators = List.copyOf(decorators);
    }

    /** The same work for another thread, with what the calling thread has. */
    public Runnable taken(Runnable work) {
        Runnable taken = work;
        for (int i = decorators.size() - 1; i >= 0; i--) {
            taken = decorators.get(i).decorate(taken);
        }
        return taken;
    }

    /** What is loaded would be another tenant's data: nothing is, and the log says so once. */
    LostContextException tenantIsLost(String cache, String failing) {
        String text = "Cache '" + cache + "' " + failing + ", because another thread does not know the caller's tenant:"
                + " define a bean of type org.springframework.core.task.TaskDecorator that takes it along";
        if (told.compareAndSet(false, true)) {
            LOG.warn(text);
        }
        return new LostContextException(text);
    }
}
