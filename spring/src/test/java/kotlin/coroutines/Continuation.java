package kotlin.coroutines;

/** Stands for Kotlin's, of which only the name counts. */
public interface Continuation<T> {}
