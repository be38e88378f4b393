package io.freshet.testkit.contract;

import io.freshet.remote.Remote;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.util.Objects;

/**
 * The compatibility kit of {@link Remote}: every rule that the engine rests on, each as a test whose name says it. Who implements a shared
 * tier extends this class with two methods and runs it with JUnit; all rules are inherited.
 *
 * <p>The rules lie in the interfaces that this class implements, one for each part. A rule that a tier cannot keep can be overridden with
 * {@link org.junit.jupiter.api.Disabled} and the reason; then the tier is not compatible, but everybody can read why.
 */
public abstract class RemoteContract
        implements EntryStoreContract,
                BumpContract,
                TransactionContract,
                NudgeContract,
                PollContract,
                RecoveryContract,
                CertificateContract,
                MembersContract,
                FaultContract,
                FleetFlightsContract,
                ControlContract,
                RosterContract,
                QuestionsContract,
                ScopeContract {

    private @Nullable Fleet fleet;

    /** For who extends it. */
    protected RemoteContract() {}

    /** A new connection to the server under test, as another instance of the same application makes it. It answers already. */
    protected abstract Remote connect();

    /** The server under test. */
    protected abstract Server server();

    @BeforeEach
    void beginEmpty() {
        Server server = server();
        server.emptied();
        fleet = new Fleet(this::connect, server);
    }

    @AfterEach
    void closeConnections() {
        if (fleet != null) {
            fleet.close();
        }
    }

    @Override
    public final Fleet fleet() {
        return Objects.requireNonNull(fleet, "No test runs");
    }
}
