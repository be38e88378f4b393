package io.freshet.redis.kryo;

import com.esotericsoftware.kryo.KryoException;
import org.objenesis.instantiator.ObjectInstantiator;
import org.objenesis.strategy.InstantiatorStrategy;
import org.objenesis.strategy.StdInstantiatorStrategy;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;

/**
 * Makes objects by their constructor without parameters, whoever may call it, and without any if there is none. Kryo's own way calls a public
 * constructor by generated code, which ends in an {@link IllegalAccessError} where the class is not public. Thread-safe.
 */
final class OwnConstructor implements InstantiatorStrategy {

    private final InstantiatorStrategy withoutAny = new StdInstantiatorStrategy();

    @Override
    public <T> ObjectInstantiator<T> newInstantiatorOf(Class<T> type) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return () -> made(constructor);
        } catch (NoSuchMethodException | InaccessibleObjectException e) {
            return withoutAny.newInstantiatorOf(type);
        }
    }

    private static <T> T made(Constructor<T> constructor) {
        try {
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new KryoException(
                    "Cannot make a " + constructor.getDeclaringClass().getName(), e);
        }
    }
}
