package io.freshet.test.cache;

import io.freshet.entry.Entry;
import io.freshet.key.CacheKey;
import io.freshet.read.Held;
import io.freshet.tag.Dependency;
import io.freshet.tag.FreeDependency;
import io.freshet.tag.TableDependency;
import io.freshet.tag.Tag;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Assertions on an entry that was found served. */
public final class EntryAssert extends AbstractAssert<EntryAssert, Entry> {

    private final CacheAssert cache;
    private final TestedCache tested;
    private final CacheKey key;
    private final Held held;

    EntryAssert(CacheAssert cache, TestedCache tested, CacheKey key, Held held) {
        super(held.entry(), EntryAssert.class);
        this.cache = cache;
        this.tested = tested;
        this.key = key;
        this.held = held;
    }

    /** Back to its cache. */
    public CacheAssert and() {
        return cache;
    }

    /** Its value equals this one. */
    public EntryAssert holds(@Nullable Object value) {
        Object kept = tested.valueOf(actual);
        if (!Objects.deepEquals(kept, value)) {
            throw failure("%s", "Expecting " + name() + " to hold\n  " + value + "\nbut it holds\n  " + kept);
        }
        return this;
    }

    /** A write to the table of which no rows are known would invalidate it: it depends on the table, or on rows of it. */
    public EntryAssert dependsOnTable(String table) {
        return dependsOn(new TableDependency(table));
    }

    /** No write to the table can invalidate it. */
    public EntryAssert doesNotDependOnTable(String table) {
        TableDependency dependency = new TableDependency(table);
        if (carries(dependency)) {
            throw failure(
                    "%s",
                    "Expecting " + name() + " not to depend on " + Explanation.text(dependency) + "." + dependencies());
        }
        return this;
    }

    /** It carries the free tag. */
    public EntryAssert dependsOnTag(String tag) {
        return dependsOn(new FreeDependency(tag));
    }

    private EntryAssert dependsOn(Dependency dependency) {
        if (!carries(dependency)) {
            throw failure(
                    "%s",
                    "Expecting " + name() + " to depend on " + Explanation.text(dependency) + "." + dependencies());
        }
        return this;
    }

    private boolean carries(Dependency dependency) {
        for (String name : dependency.raisedBy(key.tenant())) {
            long raised = Tag.hashOf(name);
            for (long tag : actual.tags()) {
                if (tag == raised) {
                    return true;
                }
            }
        }
        return false;
    }

    /** It is served for this long at the most, from when it was asserted to be there. */
    public EntryAssert expiresWithin(Duration time) {
        if (held.timeLeft().compareTo(time) > 0) {
            throw failure(
                    "%s",
                    "Expecting " + name() + " to expire within " + Explanation.text(time) + ", but it has "
                            + Explanation.text(held.timeLeft()) + " left, of a time to live of "
                            + Explanation.text(tested.cache().policy().timeToLive()));
        }
        return this;
    }

    /**
     * The block invalidates it. It is run as it stands, and waited for until this instance knows all that it committed: about a tenth of a second where
     * the block does not invalidate at once.
     *
     * @throws AssertionError if it does not, or if the calling thread is in a transaction, in which the block would commit nothing
     */
    public CacheAssert andInvalidatedBy(ThrowingCallable block) {
        List<Evidence.Write> writes = written(block);
        if (isUntouched() && !Leases.awaitKnown(tested.freshet())) {
            throw unknown("is invalidated");
        }
        if (isUntouched()) {
            throw failure(
                    "%s",
                    "Expecting " + name() + " to be invalidated by the block, but it is not"
                            + (isExpired() ? ": it has expired meanwhile." : " and is still served.")
                            + dependencies() + Explanation.written(writes, actual));
        }
        return cache;
    }

    /**
     * The block does not invalidate it, whatever it writes. It is run as it stands, and waited for until this instance knows all that it committed:
     * about a tenth of a second.
     *
     * @throws AssertionError if it does, or if the calling thread is in a transaction, in which the block would commit nothing
     */
    public CacheAssert andNotInvalidatedBy(ThrowingCallable block) {
        List<Evidence.Write> writes = written(block);
        if (isUntouched() && !Leases.awaitKnown(tested.freshet())) {
            throw unknown("is not invalidated");
        }
        if (!isUntouched()) {
            List<String> by = writes.stream()
                    .filter(write -> !write.matching(actual.tags()).isEmpty())
                    .map(write -> Explanation.matched(write, actual))
                    .toList();
            throw failure(
                    "%s",
                    "Expecting " + name() + " not to be invalidated by the block, but it was"
                            + (by.isEmpty() ? ", by something that was not seen." : " by:" + Explanation.lines(by))
                            + dependencies());
        }
        return cache;
    }

    private List<Evidence.Write> written(ThrowingCallable block) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw failure(
                    "%s",
                    "The test runs in a transaction, which Spring rolls back at its end: what the block writes in it is never committed, and"
                            + " nothing is invalidated before a commit. So it cannot be told whether the block invalidates "
                            + name()
                            + ".\nTake @Transactional off the test, or write @Transactional(propagation = Propagation.NOT_SUPPORTED) on the"
                            + " method, and clean up the tables by @Sql; or end the transaction by TestTransaction.flagForCommit() and"
                            + " TestTransaction.end() first. @DataJpaTest and its like are transactional by themselves, @FreshetTest is not");
        }
        if (!isUntouched()) {
            throw failure(
                    "%s", "Expecting " + name() + " to be there when the block begins, but it was invalidated before");
        }
        int mark = tested.evidence().mark();
        Blocks.run(block);
        return tested.evidence().since(mark);
    }

    private AssertionError unknown(String what) {
        return failure(
                "%s",
                "It cannot be told whether " + name() + " " + what
                        + ": this instance is not proven to know all that was committed, since its shared tier or its database does not"
                        + " answer. It says: " + tested.freshet().status());
    }

    private boolean isUntouched() {
        return tested.cache().isUntouched(actual);
    }

    private boolean isExpired() {
        return tested.held(key).map(Held::state).orElse(Held.State.EXPIRED) == Held.State.EXPIRED;
    }

    private String name() {
        return "the entry of cache '" + tested.name() + "' under " + key;
    }

    private String dependencies() {
        return Explanation.dependencies(tested, key, actual);
    }
}
