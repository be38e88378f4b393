/**
 * The compatibility kit for shared tiers: whoever implements {@link io.freshet.remote.Remote} extends
 * {@link io.freshet.testkit.contract.RemoteContract}, and every rule of the protocol is tested.
 *
 * <pre>{@code
 * class AcmeRemoteTests extends RemoteContract {
 *     private static final Acme acme = Acme.start();
 *
 *     @Override protected Remote connect() { return new AcmeRemote(acme.port()); }   // one more instance of the application
 *     @Override protected Server server() { return acme::flush; }                    // and faults, as many as it can make
 * }
 * }</pre>
 *
 * <p>Give the kit JUnit Jupiter and AssertJ: it does not bring them. Small limits (tags kept, tags on a page) let more rules bite. A
 * rule that needs a fault which the {@link io.freshet.testkit.contract.Server} does not offer is skipped with the reason.
 */
@NullMarked
package io.freshet.testkit.contract;

import org.jspecify.annotations.NullMarked;
