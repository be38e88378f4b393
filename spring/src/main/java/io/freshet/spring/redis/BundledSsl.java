package io.freshet.spring.redis;

import io.lettuce.core.SslOptions;
import org.springframework.boot.ssl.SslBundle;

/** The certificates of a bundle, as the client of Redis wants them. */
final class BundledSsl {

    private BundledSsl() {}

    static SslOptions optionsOf(SslBundle bundle) {
        SslOptions.Builder options = SslOptions.builder();
        options.keyManager(bundle.getManagers().getKeyManagerFactory());
        options.trustManager(bundle.getManagers().getTrustManagerFactory());
        String[] ciphers = bundle.getOptions().getCiphers();
        if (ciphers != null) {
            options.cipherSuites(ciphers);
        }
        String[] protocols = bundle.getOptions().getEnabledProtocols();
        if (protocols != null) {
            options.protocols(protocols);
        }
        return options.build();
    }
}
