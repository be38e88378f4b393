package io.freshet.spring.declare;

import io.freshet.spring.settings.Mistake;

import java.util.List;

/** Declares caches of another kind than those of annotated methods, before the application opens. */
public interface EarlyCaches {

    /**
     * Declares them. Used once, by one thread.
     *
     * @param mistakes what is wrong is added here
     */
    void declare(List<Mistake> mistakes);

    /** Whether others of that kind are made when somebody first asks for their names. */
    boolean mayBeMore();
}
