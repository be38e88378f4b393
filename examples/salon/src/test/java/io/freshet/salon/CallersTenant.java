package io.freshet.salon;

import org.springframework.core.task.TaskDecorator;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** Takes the tenant along where the witness calls a cached read again on its own thread. */
final class CallersTenant implements TaskDecorator {

    @Override
    public Runnable decorate(Runnable work) {
        return new DelegatingSecurityContextRunnable(work);
    }
}
