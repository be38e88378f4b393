package io.freshet.spring.cache;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import java.util.function.Consumer;

/** A publisher whose signals are sent within a call's frame, so that what Spring puts on their way is fenced as any other; or out of it again. */
final class FramedPublisher<T> implements Publisher<T> {

    private final Publisher<T> source;
    private final Consumer<Runnable> how;

    private FramedPublisher(Publisher<T> source, Consumer<Runnable> how) {
        this.source = source;
        this.how = how;
    }

    /** The same for a result of Reactor's; any other is left as it is. */
    static Object of(Object result, Consumer<Runnable> how) {
        if (result instanceof Mono<?> mono) {
            return Mono.from(new FramedPublisher<>(mono, how));
        }
        return result instanceof Flux<?> flux ? Flux.from(new FramedPublisher<>(flux, how)) : result;
    }

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        source.subscribe(new Framed(subscriber));
    }

    private final class Framed implements CoreSubscriber<T> {

        private final Subscriber<? super T> subscriber;

        Framed(Subscriber<? super T> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public Context currentContext() {
            return subscriber instanceof CoreSubscriber<?> core ? core.currentContext() : Context.empty();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(T value) {
            how.accept(() -> subscriber.onNext(value));
        }

        @Override
        public void onError(Throwable failure) {
            how.accept(() -> subscriber.onError(failure));
        }

        @Override
        public void onComplete() {
            how.accept(subscriber::onComplete);
        }
    }
}
