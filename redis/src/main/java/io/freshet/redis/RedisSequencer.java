package io.freshet.redis;

import io.freshet.change.ChangeSet;
import io.freshet.change.TransactionId;
import io.freshet.remote.Sequencer;
import io.freshet.tag.Tag;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A partition of the sequence in Redis: one sorted set is version table, change log and catch-up feed at once, so that a bump costs the
 * same whatever the size of the group that it invalidates.
 *
 * <h2>What lies in Redis</h2>
 *
 * Everything is changed by scripts only, each of them atomic, on keys of one slot; {@code standing.lua} says when the sequence can be
 * trusted. With 16 partitions the braces hold {@code 3/16}, for example.
 *
 * <pre>
 * ZADD f:7301.1.salon:{0}z 6442450945 "#"                  the sentinel: its score is the present number, lineage * 2^31 + n
 * ZADD f:7301.1.salon:{0}z 6442450945 00c0ffee00c0ffee     a tag, and the number of its last bump
 * HSET f:7301.1.salon:{0}h lin 3                           the lineage
 *                          cert 8c1f...                    the replication id of the server that was certified; empty while it recovers
 *                          ctr 1207                        certificates given so far
 *                          snap 741:741:                   the database's snapshot whose bumps have all been made
 *                          sseq 6442450940                 a number given out before that snapshot was taken
 *                          past 2,1                        the lineages that this one goes on from
 *                          floor 4294967296                stamps below are worthless
 * ZADD f:7301.1.salon:{0}a 739 "739:2"                     a transaction done in this lineage, with its outbox rows
 * HSET f:7301.1.salon:{0}m lin 3                           the lineage that the members belong to
 *                          at 1795248000000                when it began, on the server's clock
 *                          began 1795248000000000          the same in microseconds, as nudges tell it
 *                          lease 1000                      the longest lease seen, in ms
 *                          i:salon-1 6442450940:1795248001100   a member: what it has applied, when its lease has ended at the latest
 * PUBLISH f:7301.1.salon:{0}n "6442450945 1795248001100000 2 00c0ffee00c0ffee 1795248000000000 salon-1"     a bump as it happens: only a nudge
 * </pre>
 *
 * Any of these keys may vanish at any time: the sequence is then no longer certified, and the relay recovers it.
 *
 * <p>Thread-safe; never blocks. One object serves one instance: it takes the name under which it polled last as its own. Stages complete,
 * and nudges are heard, on a thread of the connection, which must not be blocked.
 */
final class RedisSequencer implements Sequencer {

    /** The tags on a page of a poll; more than any one bump may raise. */
    static final int PAGE = 5_000;

    private static final String CERTIFIED = "";

    private static final Script BUMP = Script.of("standing.lua", "members.lua", "bump.lua");
    private static final Script DONE = Script.of("standing.lua", "done.lua");
    private static final Script POLL = Script.of("standing.lua", "members.lua", "poll.lua");
    private static final Script VALIDATE = Script.of("standing.lua", "validate.lua");
    private static final Script HEAD = Script.of("standing.lua", "head.lua");
    private static final Script RECOVER = Script.of("standing.lua", "recover.lua");
    private static final Script CERTIFY = Script.of("standing.lua", "certify.lua");

    private final Link<String> link;
    private final RedisKeys.Sequence keys;
    private final Nudges nudges;
    private final int tagLimit;
    private final int page;
    private volatile String self = "";
    private volatile long leaseMillis;

    /**
     * A sequencer over a link.
     *
     * @param tagLimit how many tags to remember
     * @param page how many tags one poll answers at the most
     */
    RedisSequencer(Link<String> link, RedisKeys.Sequence keys, Nudges nudges, int tagLimit, int page) {
        this.link = link;
        this.keys = keys;
        this.nudges = nudges;
        this.tagLimit = tagLimit;
        this.page = page;
    }

    @Override
    public CompletionStage<Bumped> bump(ChangeSet change, long ageMicros) {
        return bump(change, ageMicros, CERTIFIED, "");
    }

    @Override
    public CompletionStage<Bumped> relay(ChangeSet change, long ageMicros, Head head) {
        return bump(change, ageMicros, head.serverId(), Long.toString(head.counter()));
    }

    private CompletionStage<Bumped> bump(ChangeSet change, long ageMicros, String serverId, String counter) {
        List<Tag> tags = change.tags();
        if (tags.size() > MOST_TAGS) {
            throw new IllegalArgumentException(
                    "A bump raises " + MOST_TAGS + " tags at the most, not " + tags.size() + ": bump in parts");
        }
        TransactionId transaction = change.transaction();
        String[] first = {
            keys.channel(),
            serverId,
            counter,
            self,
            transaction.isRecorded() ? transaction.toString() : "",
            Long.toString(transaction.id()),
            Long.toString(ageMicros)
        };
        String[] arguments = Arrays.copyOf(first, first.length + tags.size());
        for (int i = 0; i < tags.size(); i++) {
            arguments[first.length + i] = RedisKeys.member(tags.get(i).hash());
        }
        return run("BUMP", BUMP, Replies::bumped, arguments);
    }

    @Override
    public CompletionStage<Poll> poll(PollRequest request) {
        self = request.instance();
        leaseMillis = request.leaseMillis();
        return run(
                "POLL",
                POLL,
                this::polled,
                request.instance(),
                Long.toString(request.since()),
                Long.toString(request.leaseMillis()),
                flag(request.fleet()),
                Integer.toString(page));
    }

    /** The lease that the last poll asked for; 0 if there was none. */
    long leaseMillis() {
        return leaseMillis;
    }

    private Poll polled(List<Object> answer) {
        if (Replies.isReplica(answer)) {
            link.replicaAnswered();
        }
        if (Replies.isCertified(answer)) {
            nudges.follow(Replies.begun(answer));
        }
        return Replies.poll(answer);
    }

    @Override
    public CompletionStage<long[]> validate(long[] tags) {
        String[] members = LongStream.of(tags).mapToObj(RedisKeys::member).toArray(String[]::new);
        return run("VALIDATE", VALIDATE, Replies::numbers, members);
    }

    @Override
    public CompletionStage<Head> head() {
        return run("HEAD", HEAD, Replies::head);
    }

    @Override
    public CompletionStage<@Nullable Void> recover(long lineage, boolean replay) {
        return run("RECOVER", RECOVER, answer -> null, Long.toString(lineage), flag(replay));
    }

    @Override
    public CompletionStage<Set<TransactionId>> done(Collection<TransactionId> transactions, String serverId) {
        if (transactions.isEmpty()) {
            return CompletableFuture.completedStage(Set.of());
        }
        List<TransactionId> asked = List.copyOf(transactions);
        String[] arguments = Stream.concat(Stream.of(serverId), asked.stream().map(TransactionId::toString))
                .toArray(String[]::new);
        return run("DONE", DONE, answer -> Replies.done(asked, answer), arguments);
    }

    @Override
    public CompletionStage<Boolean> certify(Certificate certificate) {
        return run(
                "CERTIFY",
                CERTIFY,
                Replies::isDone,
                Long.toString(certificate.counter()),
                certificate.serverId(),
                Long.toString(certificate.lineage()),
                certificate.snapshot(),
                Long.toString(certificate.top()),
                Long.toString(certificate.oldestRunning()),
                Integer.toString(tagLimit));
    }

    @Override
    public void onNudge(Consumer<Nudge> listener) {
        nudges.add(listener);
    }

    private <T extends @Nullable Object> CompletionStage<T> run(
            String what, Script script, Function<List<Object>, T> reading, String... arguments) {
        return link.send(what, redis -> script.run(redis, keys.ofScripts(), arguments), reading);
    }

    private static String flag(boolean value) {
        return value ? "1" : "0";
    }
}
