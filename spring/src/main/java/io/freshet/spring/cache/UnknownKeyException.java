package io.freshet.spring.cache;

/** A key has no text that is the same in every process, so that no other instance could find or evict its entry: the message says how to mend it. */
public final class UnknownKeyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnknownKeyException(Class<?> type) {
        super("A cache key contains a " + type.getName()
                + ", of which Freshet knows no text that is the same in every process: no other instance could find or evict"
                + " the entry. Name what identifies it, as in @Cacheable(key = \"#owner.id\"), make it a record or an enum,"
                + " or define a bean of type " + KeyText.class.getName());
    }
}
