package io.freshet.testkit.contract;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.remote.Partitions;
import io.freshet.remote.Remote;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bump;
import io.freshet.remote.Sequencer.Bumped;
import io.freshet.remote.Sequencer.Certificate;
import io.freshet.remote.Sequencer.Head;
import io.freshet.remote.Sequencer.Nudge;
import io.freshet.remote.Sequencer.Poll;
import io.freshet.remote.Sequencer.PollRequest;
import io.freshet.tag.Tag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import static io.freshet.testkit.contract.Answers.now;

/**
 * One instance of the application and one partition of its sequence, with the protocol's calls in one word each, waiting for their answers.
 * Names of tags are completed so that they belong to the partition. Not thread-safe.
 */
public final class Instance {

    /** A lease that has ended as soon as the server allows. */
    static final long SHORT_LEASE = 1;

    /** An age that is not known. */
    static final long NO_AGE = -1;

    private final String name;
    private final Remote remote;
    private final int partition;

    Instance(String name, Remote remote, int partition) {
        this.name = name;
        this.remote = remote;
        this.partition = partition;
    }

    /** The same instance, looking at another partition. */
    public Instance at(int otherPartition) {
        return new Instance(name, remote, otherPartition);
    }

    /** Its connection. */
    public Remote remote() {
        return remote;
    }

    /** The partition that it looks at. */
    public Sequencer sequencer() {
        return remote.partitions().get(partition);
    }

    /** The tag of this name, or of the first one made from it, that belongs to the partition. */
    public Tag tag(String tagName) {
        int attempt = 0;
        Tag tag = Tag.of(tagName);
        while (remote.partitions().of(tag.hash()) != partition) {
            attempt++;
            tag = Tag.of(tagName + "~" + attempt);
        }
        return tag;
    }

    /** The tag with this hash, or with the next one above, that belongs to the partition. */
    Tag tagAt(long hash) {
        long own = hash;
        while (Partitions.of(own, remote.partitions().count()) != partition) {
            own++;
        }
        return new Tag("#" + Long.toHexString(own), own);
    }

    /** The hashes of these tags. */
    public long[] hashes(String... tags) {
        return Stream.of(tags).mapToLong(tag -> tag(tag).hash()).toArray();
    }

    /** What a transaction changed. */
    ChangeSet change(TransactionId transaction, String... tags) {
        return ChangeSet.of(transaction, List.of(), "kit")
                .withTags(Stream.of(tags).map(this::tag).toList());
    }

    /** Raises tags. */
    public Bumped bump(String... tags) {
        return bump(TransactionId.none(), tags);
    }

    /** Raises tags and notes the transaction. */
    public Bumped bump(TransactionId transaction, String... tags) {
        return now(sequencer().bump(change(transaction, tags), NO_AGE));
    }

    /** Raises tags as the relay that asked for this head. */
    public Bumped relay(Head seen, String... tags) {
        return relay(seen, TransactionId.none(), tags);
    }

    /** Raises tags and notes the transaction, as the relay that asked for this head. */
    public Bumped relay(Head seen, TransactionId transaction, String... tags) {
        return now(sequencer().relay(change(transaction, tags), NO_AGE, seen));
    }

    /** Raises so many tags at once, named by the prefix and their place. */
    public Bumped bumpMany(String prefix, int count) {
        return bump(many(prefix, count));
    }

    static String[] many(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new);
    }

    /** What a poll tells of this tag. */
    public Bump raised(String tag, long seq) {
        return new Bump(tag(tag).hash(), seq);
    }

    /** Polls, and does not hold a lease for long. */
    public Poll poll(long since) {
        return poll(since, SHORT_LEASE);
    }

    /** Polls, and asks for the fleet's number. */
    public Poll poll(long since, long leaseMillis) {
        return now(sequencer().poll(new PollRequest(name, since, leaseMillis, true)));
    }

    /** Polls again and again, until there is no more. */
    List<Poll> pages(long since) {
        List<Poll> pages = new ArrayList<>();
        long from = since;
        Poll poll;
        do {
            poll = poll(from);
            pages.add(poll);
            long last = poll.bumps().isEmpty()
                    ? from
                    : poll.bumps().get(poll.bumps().size() - 1).seq();
            if (poll.more() && last <= from) {
                throw new AssertionError("A page above " + from + " says that there is more, but ends with " + last);
            }
            from = last;
        } while (poll.more());
        return pages;
    }

    /** The numbers of the tags' last bumps. */
    public long[] validate(String... tags) {
        return now(sequencer().validate(hashes(tags)));
    }

    /** The relay's view. */
    public Head head() {
        return now(sequencer().head());
    }

    /** Begins a lineage. */
    public void recover(long lineage, boolean replay) {
        now(sequencer().recover(lineage, replay));
    }

    /** Claims a certificate for what was seen. */
    public boolean certify(Head seen, String snapshot) {
        return certify(claim(seen, snapshot, 0));
    }

    /** Claims a certificate. */
    public boolean certify(Certificate claim) {
        return now(sequencer().certify(claim));
    }

    static Certificate claim(Head seen, String snapshot, long oldestRunning) {
        return new Certificate(seen.counter(), seen.serverId(), seen.lineage(), seen.top(), snapshot, oldestRunning);
    }

    /** Begins a lineage and certifies it, as a relay does that has nothing to replay. */
    public void start(long lineage) {
        recover(lineage, true);
        if (!certify(head(), "snapshot-" + lineage)) {
            throw new AssertionError("Lineage " + lineage + " was begun but could not be certified");
        }
    }

    /** Which of them are noted. */
    public Set<TransactionId> done(Collection<TransactionId> transactions) {
        return done(head(), transactions);
    }

    /** Which of them are noted, asked as the relay that asked for this head. */
    public Set<TransactionId> done(Head seen, Collection<TransactionId> transactions) {
        return now(sequencer().done(transactions, seen.serverId()));
    }

    /** What it hears from now on. */
    public List<Nudge> nudges() {
        List<Nudge> heard = new CopyOnWriteArrayList<>();
        sequencer().onNudge(heard::add);
        return heard;
    }

    /** Whether one of these bumps raised the tag. */
    boolean mentions(List<Nudge> heard, String tag) {
        long hash = tag(tag).hash();
        return heard.stream().anyMatch(nudge -> LongStream.of(nudge.tags()).anyMatch(one -> one == hash));
    }
}
