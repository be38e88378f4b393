package io.freshet.change;

import io.freshet.tag.Tag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What one transaction wrote, as the tags that it touches.
 *
 * @param transaction the database's name of the transaction with the number of its outbox rows, or empty where no outbox holds it
 * @param tags what it touched, without doubles
 * @param cause what a person reads: a table, a method, a request
 * @param directReads whether instances that are cut off from the shared tier may be asking the outbox
 */
public record ChangeSet(TransactionId transaction, List<Tag> tags, String cause, DirectReads directReads) {

    /** So many are compared with each other sooner than they are put into a set. */
    private static final int FEW = 8;

    /** Copies. */
    public ChangeSet {
        tags = withoutDoubles(tags);
    }

    /** Most have none, are few, and are immutable already: then they are taken as they are. */
    private static List<Tag> withoutDoubles(List<Tag> tags) {
        return List.copyOf(tags.size() <= FEW && areDistinct(tags) ? tags : new LinkedHashSet<>(tags));
    }

    /** Whether all have hashes of their own. */
    private static boolean areDistinct(List<Tag> tags) {
        for (int i = 1; i < tags.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (tags.get(i).hash() == tags.get(j).hash()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A change that no outbox holds. */
    public static ChangeSet of(Collection<String> tagNames, String cause) {
        return of(TransactionId.none(), tagNames, cause);
    }

    /** A change that the outbox holds under this transaction. */
    public static ChangeSet of(TransactionId transaction, Collection<String> tagNames, String cause) {
        List<Tag> tags = new ArrayList<>(tagNames.size());
        tagNames.forEach(name -> tags.add(Tag.of(name)));
        return new ChangeSet(transaction, tags, cause, DirectReads.none());
    }

    /** The same transaction with some of its tags. */
    public ChangeSet withTags(List<Tag> some) {
        return new ChangeSet(transaction, some, cause, directReads);
    }

    /** The same tags, without a transaction that could be noted as done. */
    public ChangeSet withoutTransaction() {
        return new ChangeSet(TransactionId.none(), tags, cause, directReads);
    }

    /** The same, with what its transaction saw of direct reads. */
    public ChangeSet withDirectReads(DirectReads seen) {
        return new ChangeSet(transaction, tags, cause, seen);
    }

    /** The same in parts of so many tags at the most; only the last part has the transaction, which is done when all are. */
    public List<ChangeSet> parts(int most) {
        if (tags.size() <= most) {
            return List.of(this);
        }
        List<ChangeSet> parts = new ArrayList<>();
        for (int from = 0; from < tags.size(); from += most) {
            int to = Math.min(tags.size(), from + most);
            ChangeSet part = withTags(tags.subList(from, to));
            parts.add(to == tags.size() ? part : part.withoutTransaction());
        }
        return parts;
    }

    /** The hashes of its tags. */
    public long[] hashes() {
        long[] hashes = new long[tags.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = tags.get(i).hash();
        }
        return hashes;
    }

    /** Whether nothing was touched. */
    public boolean isEmpty() {
        return tags.isEmpty();
    }
}
