package io.freshet.read;

import io.freshet.remote.Codec;
import io.freshet.remote.InProcessRemote;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;

import static io.freshet.read.ReadFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

class RemoteReadsTests {

    private final InProcessRemote server = new InProcessRemote(() -> 0);
    private final CountedRemote counted = new CountedRemote(server);
    private final ReadFixture here = new ReadFixture(server, "here", counted);

    @BeforeEach
    void begin() {
        here.remote = counted;
        here.certify();
    }

    @Test
    void valueWhoseClassCannotBeUsed_isNotStored_andWhereItIs_isAMiss() throws Throwable {
        ReadPath stored = here.cache(ReadFixture.policy());
        stored.<String>get(KEY, () -> "loaded");
        ReadFixture there = new ReadFixture(server, "there", counted);
        there.remote = counted;
        there.certify();
        there.codec = new Codec<>() {
            @Override
            public byte[] encode(Object value) {
                throw new IllegalAccessError("on purpose");
            }

            @Override
            public Object decode(byte[] bytes) {
                throw new IllegalAccessError("on purpose");
            }

            @Override
            public int fingerprint() {
                return here.codec.fingerprint();
            }
        };
        ReadPath other = there.cache(ReadFixture.policy());

        assertThat(other.<String>get(KEY, () -> "again")).isEqualTo("again");

        assertThat(other.meter().undecodableCount()).isPositive();
        assertThat(other.meter().notStoredCount()).isEqualTo(1);
    }

    @Test
    void lookThatIsNotAnsweredInTime_isCancelled_sinceNobodyWaitsForIt() throws Throwable {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        counted.answer = answer;

        assertThat(here.cache(ReadFixture.policy()).<String>get(KEY, () -> "loaded"))
                .isEqualTo("loaded");

        assertThat(answer).isCancelled();
    }
}
