package io.freshet.read;

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
    void lookThatIsNotAnsweredInTime_isCancelled_sinceNobodyWaitsForIt() throws Throwable {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        counted.answer = answer;

        assertThat(here.cache(ReadFixture.policy()).<String>get(KEY, () -> "loaded"))
                .isEqualTo("loaded");

        assertThat(answer).isCancelled();
    }
}
