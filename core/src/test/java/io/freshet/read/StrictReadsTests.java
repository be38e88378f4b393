package io.freshet.read;

import io.freshet.entry.Lookup;
import io.freshet.entry.Tier;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StrictReadsTests {

    private final ReadFixture instance = new ReadFixture();
    private final ReadPath bounded = instance.cache(ReadFixture.policy());
    private final ReadPath strict = instance.cache(ReadFixture.policy().withConsistency(Consistency.STRICT));

    private static String get(ReadPath cache, String loaded) throws Throwable {
        return cache.get(ReadFixture.KEY, () -> loaded);
    }

    @Test
    void aStrictRead_seesABumpThatThisInstanceHasNotHeardOf_aBoundedOneDoesNot() throws Throwable {
        instance.certify();
        assertThat(get(strict, "old")).isEqualTo("old");
        assertThat(get(strict, "new")).isEqualTo("old");
        instance.write();
        assertThat(get(bounded, "new")).as("from L2").isEqualTo("old");
        assertThat(get(strict, "new")).isEqualTo("new");
    }

    @Test
    void aLookup_isConfirmedToo() throws Throwable {
        instance.certify();
        get(strict, "old");
        assertThat(strict.lookup(ReadFixture.KEY)).isEqualTo(new Lookup.Hit("old", Tier.L1));
        instance.write();
        assertThat(strict.lookup(ReadFixture.KEY)).isInstanceOf(Lookup.Miss.class);
    }

    @Test
    void withoutALease_aStrictReadIsNotServed_thoughTheServerConfirms() throws Throwable {
        instance.certify();
        get(strict, "old");
        instance.now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(get(strict, "new")).isEqualTo("new");
    }

    @Test
    void aServerWithoutCertificate_confirmsNothing() throws Throwable {
        instance.certify();
        get(strict, "old");
        instance.server.failOver(instance.server.image());
        assertThat(get(strict, "new")).isEqualTo("new");
    }

    @Test
    void whatIsServedBecauseTheLoaderFails_isConfirmedToo() throws Throwable {
        ReadPath onError = instance.cache(ReadFixture.policy()
                .withTimeToLive(Duration.ofMillis(10))
                .withStaleOnError(Duration.ofHours(1))
                .withRemote(false)
                .withConsistency(Consistency.STRICT));
        instance.certify();
        get(onError, "old");
        instance.now.addAndGet(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(this.<String>failing(onError)).isEqualTo("old");
        instance.write();
        assertThatThrownBy(() -> failing(onError)).hasMessage("no");
    }

    private <V> V failing(ReadPath cache) throws Throwable {
        return cache.get(ReadFixture.KEY, () -> {
            throw new IllegalStateException("no");
        });
    }

    @Test
    void aCopyOfTheDatabase_isReadOnlyIfTheServerKnowsOfNoWriteThatItLacks() throws Throwable {
        String[] copy = {"old"};
        boolean[] open = {false};
        instance.replica = snapshot -> {
            open[0] = true;
            return () -> open[0] = false;
        };
        CachePolicy policy =
                ReadFixture.policy().withFromReplica(true).withRemote(false).withLocalMaximum(0);
        ReadPath fromCopy = instance.cache(policy);
        ReadPath strictFromCopy = instance.cache(policy.withConsistency(Consistency.STRICT));
        instance.certify();
        assertThat(fromCopy.<String>get(ReadFixture.KEY, () -> open[0] ? copy[0] : "new"))
                .isEqualTo("old");
        instance.write();
        assertThat(fromCopy.<String>get(ReadFixture.KEY, () -> open[0] ? copy[0] : "new"))
                .as("the write is not known here")
                .isEqualTo("old");
        assertThat(strictFromCopy.<String>get(ReadFixture.KEY, () -> open[0] ? copy[0] : "new"))
                .isEqualTo("new");
        instance.poll();
        assertThat(fromCopy.<String>get(ReadFixture.KEY, () -> open[0] ? copy[0] : "new"))
                .as("a write that the certified snapshot does not show")
                .isEqualTo("new");
    }
}
