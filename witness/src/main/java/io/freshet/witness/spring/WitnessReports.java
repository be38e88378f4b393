package io.freshet.witness.spring;

import io.freshet.Freshet;
import io.freshet.redis.json.JsonCodecs;
import io.freshet.remote.CodecFactory;
import io.freshet.spring.settings.FreshetProperties;
import io.freshet.witness.account.DatabaseNames;
import io.freshet.witness.account.Witness;
import io.freshet.witness.report.Report;
import io.freshet.witness.value.ValueComparison;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import javax.sql.DataSource;
import java.nio.file.Path;
import java.util.List;

/**
 * Gives the witness what it needs of the application, says what it costs, and writes its report when the application ends; where writers wait,
 * whoever runs the tests writes it. Thread-safe.
 */
final class WitnessReports implements SmartInitializingSingleton, ApplicationListener<ContextClosedEvent> {

    private static final Log LOG = LogFactory.getLog("io.freshet");

    private final Witness witness;
    private final FreshetProperties.Witness settings;
    private final String application;
    private final ObjectProvider<Freshet> freshet;
    private final ObjectProvider<CodecFactory> codecs;
    private final ObjectProvider<DataSource> database;

    WitnessReports(
            Witness witness,
            FreshetProperties.Witness settings,
            Environment environment,
            ObjectProvider<Freshet> freshet,
            ObjectProvider<CodecFactory> codecs,
            ObjectProvider<DataSource> database) {
        this.witness = witness;
        this.settings = settings;
        this.application = environment.getProperty("spring.application.name", "application");
        this.freshet = freshet;
        this.codecs = codecs;
        this.database = database;
    }

    @Override
    public void afterSingletonsInstantiated() {
        DataSource source = database.getIfUnique();
        witness.connect(
                new ValueComparison(codec()),
                () -> freshet.getObject().status().leaseRuns(),
                source == null ? DatabaseNames.asSpelled() : new JdbcNames(source));
        if (settings.waits()) {
            LOG.warn(
                    "Every write waits until the witness has compared what it may have touched (freshet.witness.waits):"
                            + " that is for tests");
        } else {
            LOG.warn(
                    "The witness records what cached methods read and who writes (freshet.witness.enabled). Each cached call passes two more"
                            + " interceptors, and up to " + settings.rate()
                            + " loads a second are made only to compare; turn it off when it has seen enough");
        }
    }

    private @Nullable CodecFactory codec() {
        CodecFactory own = codecs.getIfUnique();
        ClassLoader loader = WitnessReports.class.getClassLoader();
        boolean hasJson = ClassUtils.isPresent("io.freshet.redis.json.JsonCodecs", loader)
                && ClassUtils.isPresent("tools.jackson.databind.json.JsonMapper", loader);
        return own != null ? own : hasJson ? Json.codecs() : null;
    }

    Report now() {
        return Report.of(List.of(witness.testify(application)));
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (settings.waits()) {
            return;
        }
        try {
            now().write(Path.of(settings.directory()));
            LOG.info("The witness has written its report into " + settings.directory());
        } catch (RuntimeException e) {
            LOG.warn("The witness could not write its report: " + e.getMessage());
        }
    }

    /** Loaded only where there is the JSON codec. */
    private static final class Json {

        static CodecFactory codecs() {
            return JsonCodecs.standard();
        }
    }
}
