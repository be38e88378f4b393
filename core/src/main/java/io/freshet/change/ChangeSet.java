package io.freshet.change;

import io.freshet.tag.Tag;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one transaction wrote, as the tags that it touches.
 *
 * @param transaction the database's name of the transaction with the number of its outbox rows, or empty where no outbox holds it
 * @param tags what it touched, without doubles
 * @param cause what a person reads: a table, a method, a request
 */
public record ChangeSet(TransactionId transaction, List<Tag> tags, String cause) {

    /** Copies. */
    public ChangeSet {
        tags = List.copyOf(new LinkedHashSet<>(tags));
    }

    /** A change that no outbox holds. */
    public static ChangeSet of(Collection<String> tagNames, String cause) {
        return of(TransactionId.none(), tagNames, cause);
    }

    /** A change that the outbox holds under this transaction. */
    public static ChangeSet of(TransactionId transaction, Collection<String> tagNames, String cause) {
        Set<Tag> tags = new LinkedHashSet<>();
        tagNames.forEach(name -> tags.add(Tag.of(name)));
        return new ChangeSet(transaction, List.copyOf(tags), cause);
    }

    /** Whether nothing was touched. */
    public boolean isEmpty() {
        return tags.isEmpty();
    }
}
