package io.freshet.testkit.contract;

import io.freshet.remote.EntryStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static io.freshet.testkit.contract.Answers.now;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of an {@link EntryStore}: what is put is got, byte for byte, by every instance, for its time. */
public interface EntryStoreContract extends Rules {

    /** Longer than any test. */
    Duration LONG = Duration.ofMinutes(1);

    /** Over soon. */
    Duration BRIEF = Duration.ofMillis(40);

    private EntryStore entries() {
        return fleet().connect().entries();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        IntStream.range(0, values.length).forEach(i -> bytes[i] = (byte) values[i]);
        return bytes;
    }

    private void awaitGone(EntryStore entries, String key) {
        fleet().eventually("the end of the entry " + key, () -> now(entries.get(key)) == null);
    }

    @Test
    default void everyByteOfAnEntryComesBackAsItWasPut() {
        EntryStore entries = entries();
        byte[] all = bytes(IntStream.range(0, 256).toArray());

        now(entries.put("bytes", all.clone(), LONG));

        assertThat(now(entries.get("bytes"))).isEqualTo(all);
    }

    @Test
    default void aLargeEntryComesBackWhole() {
        EntryStore entries = entries();
        byte[] large = bytes(IntStream.range(0, 300_000).map(i -> i * 31).toArray());

        now(entries.put("large", large.clone(), LONG));

        assertThat(now(entries.get("large"))).isEqualTo(large);
    }

    @Test
    default void anEntryWithoutBytesIsNotAMissingOne() {
        EntryStore entries = entries();

        now(entries.put("empty", new byte[0], LONG));

        assertThat(now(entries.get("empty"))).isNotNull().isEmpty();
    }

    @Test
    default void anEntryThatWasNeverPutIsNull() {
        assertThat(now(entries().get("never put"))).isNull();
    }

    @Test
    default void manyEntriesComeInTheOrderAskedWithNullWhereThereIsNone() {
        EntryStore entries = entries();
        List<String> keys = IntStream.range(0, 200).mapToObj(i -> "many:" + i).toList();
        IntStream.range(0, 200).filter(i -> i % 3 != 0).forEach(i -> now(entries.put(keys.get(i), bytes(i), LONG)));

        List<byte @Nullable []> all = now(entries.getAll(keys));

        assertThat(all).hasSize(200);
        IntStream.range(0, 200)
                .forEach(i -> assertThat(all.get(i)).as(keys.get(i)).isEqualTo(i % 3 == 0 ? null : bytes(i)));
        assertThat(now(entries.getAll(List.of()))).isEmpty();
    }

    @Test
    default void keysThatLookAlikeAreKeptApart() {
        EntryStore entries = entries();
        List<String> keys =
                List.of("7/user:5", "7/user:50", "7/User:5", "7/user:{5}", "7/user: 5", "7/üser:5", "7/user*");

        keys.forEach(key -> now(entries.put(key, bytes(keys.indexOf(key)), LONG)));

        keys.forEach(key -> assertThat(now(entries.get(key))).as(key).isEqualTo(bytes(keys.indexOf(key))));
    }

    @Test
    default void anEntryIsSeenByAllInstances() {
        EntryStore writer = entries();
        EntryStore reader = entries();

        now(writer.put("shared", bytes(1), LONG));

        assertThat(now(reader.get("shared"))).isEqualTo(bytes(1));
    }

    @Test
    default void theLastPutOfAnEntryWinsWhoeverMadeIt() {
        EntryStore first = entries();
        EntryStore second = entries();

        now(first.put("key", bytes(1), LONG));
        now(second.put("key", bytes(2, 2), LONG));

        assertThat(now(first.get("key"))).isEqualTo(bytes(2, 2));
        assertThat(now(second.get("key"))).isEqualTo(bytes(2, 2));
    }

    @Test
    default void anEntryIsGoneWhenItsTimeIsOver() {
        EntryStore entries = entries();

        now(entries.put("brief", bytes(1), BRIEF));

        awaitGone(entries, "brief");
    }

    @Test
    default void anEntryStaysWhileItsTimeRuns() {
        EntryStore entries = entries();

        now(entries.put("long", bytes(1), LONG));
        now(entries.put("brief", bytes(1), BRIEF));
        awaitGone(entries, "brief");

        assertThat(now(entries.get("long"))).isEqualTo(bytes(1));
    }

    @Test
    default void everyPutGivesAnEntryANewTime() {
        EntryStore entries = entries();

        now(entries.put("prolonged", bytes(1), BRIEF));
        now(entries.put("prolonged", bytes(2), LONG));
        now(entries.put("shortened", bytes(1), LONG));
        now(entries.put("shortened", bytes(2), BRIEF));
        awaitGone(entries, "shortened");

        assertThat(now(entries.get("prolonged"))).isEqualTo(bytes(2));
    }

    @Test
    default void anEntryWhoseTimeIsOverAlreadyIsNotKept() {
        EntryStore entries = entries();

        now(entries.put("zero", bytes(1), Duration.ZERO));
        now(entries.put("negative", bytes(1), Duration.ofMillis(-5)));

        assertThat(now(entries.get("zero"))).isNull();
        assertThat(now(entries.get("negative"))).isNull();
    }

    @Test
    default void aRemovedEntryIsGoneForAll() {
        EntryStore entries = entries();
        now(entries.put("removed", bytes(1), LONG));
        now(entries.put("kept", bytes(2), LONG));

        now(entries.remove("removed"));
        now(entries.remove("never put"));

        assertThat(now(entries().get("removed"))).isNull();
        assertThat(now(entries.get("kept"))).isEqualTo(bytes(2));
    }
}
