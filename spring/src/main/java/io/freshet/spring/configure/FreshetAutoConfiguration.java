package io.freshet.spring.configure;

import io.freshet.Freshet;
import io.freshet.FreshetBuilder;
import io.freshet.event.CacheListener;
import io.freshet.event.Tracer;
import io.freshet.invalidate.ChangeScope;
import io.freshet.key.TenantResolver;
import io.freshet.read.Replica;
import io.freshet.remote.CodecFactory;
import io.freshet.spring.database.WriteCapture;
import io.freshet.spring.declare.DeclaredCaches;
import io.freshet.spring.declare.EarlyCaches;
import io.freshet.spring.declare.LateCaches;
import io.freshet.spring.declare.MissingReplica;
import io.freshet.spring.declare.Opening;
import io.freshet.spring.method.Advisors;
import io.freshet.spring.method.CompiledCalls;
import io.freshet.spring.observe.CacheObserver;
import io.freshet.spring.observe.EventLog;
import io.freshet.spring.observe.LeaseCounts;
import io.freshet.spring.redis.NoSharedTier;
import io.freshet.spring.redis.SharedTier;
import io.freshet.spring.settings.CacheSettings;
import io.freshet.spring.settings.CaptureMode;
import io.freshet.spring.settings.CodecChoice;
import io.freshet.spring.settings.FreshetProperties;
import io.freshet.spring.settings.ValueSettings;
import io.freshet.spring.table.AnnotatedTables;
import io.freshet.spring.table.EntityTables;
import io.freshet.spring.table.KnownTables;
import io.freshet.spring.transaction.CapturedWork;
import io.freshet.spring.transaction.CommitPhase;
import io.freshet.spring.transaction.LateChanges;
import io.freshet.spring.transaction.SpringSurroundings;
import io.freshet.spring.transaction.TransactionChanges;
import io.freshet.spring.transaction.TransactionsOutside;
import io.freshet.tag.Relation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

import javax.sql.DataSource;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The instance, the proxies around annotated methods, and what joins them. */
@AutoConfiguration(
        afterName = "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
        after = {
            CaptureAutoConfiguration.class,
            ReactiveCaptureAutoConfiguration.class,
            SharedTierAutoConfiguration.class,
            EntityTablesAutoConfiguration.class
        })
@ConditionalOnBooleanProperty(name = "freshet.enabled", matchIfMissing = true)
@Conditional(ModeCondition.Invalidating.class)
@EnableConfigurationProperties(FreshetProperties.class)
@Import(ProxyRegistrar.class)
public class FreshetAutoConfiguration {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Opening.Calls freshetCalls() {
        return new Opening.Calls(new CompiledCalls<>(), new CompiledCalls<>());
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor freshetCachedAdvisor(Opening.Calls calls) {
        return Advisors.cached(calls.cached());
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor freshetInvalidatesAdvisor(Opening.Calls calls) {
        return Advisors.invalidating(calls.invalidating());
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static TransactionsOutside freshetTransactionsOutside() {
        return new TransactionsOutside();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static LateChanges freshetLateChanges() {
        return new LateChanges();
    }

    @Bean
    SpringSurroundings freshetSurroundings(ObjectProvider<CapturedWork> work) {
        return new SpringSurroundings(work.getIfAvailable(CapturedWork::none));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static CommitPhase freshetCommitPhase() {
        return new CommitPhase();
    }

    @Bean
    TransactionChanges freshetTransactionChanges(
            ObjectProvider<CapturedWork> work, LateChanges changes, CommitPhase phase) {
        return new TransactionChanges(work.getIfAvailable(CapturedWork::none), changes, phase);
    }

    @Bean
    CacheSettings freshetCacheSettings(
            FreshetProperties properties, Environment environment, ObjectProvider<CodecChoice> codecs) {
        return new CacheSettings(properties, environment, codecs.getIfAvailable());
    }

    @Bean
    LateCaches freshetLateCaches() {
        return new LateCaches();
    }

    @Bean
    @ConditionalOnMissingBean
    DeclaredCaches freshetDeclaredCaches() {
        return new DeclaredCaches();
    }

    @Bean
    EventLog freshetEventLog() {
        return new EventLog();
    }

    @Bean
    LeaseCounts freshetLeaseCounts() {
        return new LeaseCounts();
    }

    @Bean
    @ConditionalOnMissingBean(Replica.class)
    MissingReplica freshetMissingReplica() {
        return new MissingReplica();
    }

    @Bean
    @ConditionalOnMissingBean
    FreshetBuilder freshetBuilder(
            FreshetProperties properties,
            ObjectProvider<WriteCapture> capture,
            ObjectProvider<SharedTier> sharedTier,
            ObjectProvider<CodecChoice> choice,
            ObjectProvider<CodecFactory> codecs,
            ObjectProvider<TenantResolver> tenants,
            SpringSurroundings surroundings,
            ChangeScope changeScope,
            ObjectProvider<CacheListener> listeners,
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Replica> replica,
            LateCaches lateCaches,
            ObjectProvider<Relation> relations,
            ObjectProvider<EntityTables> tables,
            ListableBeanFactory beans,
            Environment environment) {
        InstanceSettings settings = new InstanceSettings(properties, environment);
        FreshetBuilder builder = settings.builder().surroundings(surroundings).changeScope(changeScope);
        set(builder::tenants, OnlyBean.of(TenantResolver.class, tenants));
        set(builder::replica, OnlyBean.of(Replica.class, replica));
        tracer.ifUnique(builder::tracer);
        listeners.orderedStream().forEach(builder::listener);
        relations.orderedStream().forEach(builder::relation);
        builder.capture(lateCaches).entityTables(entity -> known(tables).tablesOf(entity));
        WriteCapture writes = captureOf(capture, properties, urlIn(environment));
        builder.outbox(writes.outbox()).observer(writes.observer());
        SharedTier tier = OnlyBean.of(SharedTier.class, sharedTier);
        if (tier == null) {
            writes.alone();
            NoSharedTier.say(writes.outbox().keepsChanges(), properties.bound());
        } else if (settings.areRight()) {
            builder.remote(tier.open(settings.namespace(writes, hasDatabase(beans))))
                    .codecs(usual(choice.getIfAvailable(), codecs, settings.values()));
        }
        return builder;
    }

    private static <T> void set(Consumer<T> setter, @Nullable T bean) {
        if (bean != null) {
            setter.accept(bean);
        }
    }

    /** Not made before a cache needs them: what is wrong with their settings is told with all other mistakes. */
    private static CodecFactory usual(
            @Nullable CodecChoice choice, ObjectProvider<CodecFactory> codecs, ValueSettings values) {
        return choice == null
                ? codecs.getObject()
                : type -> choice.codecs(values).codecFor(type);
    }

    private static KnownTables known(ObjectProvider<EntityTables> tables) {
        return new KnownTables(tables.orderedStream().toList());
    }

    private static WriteCapture captureOf(
            ObjectProvider<WriteCapture> capture, FreshetProperties properties, @Nullable String url) {
        return capture.getIfAvailable(() -> WriteCapture.none(
                properties.capture() == CaptureMode.NONE
                        ? "freshet.capture is none"
                        : "the application has no data source",
                url));
    }

    private static boolean hasDatabase(ListableBeanFactory beans) {
        return Stream.of(WriteCapture.class, DataSource.class)
                .anyMatch(type ->
                        BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false).length > 0);
    }

    private static @Nullable String urlIn(Environment environment) {
        String url = environment.getProperty("spring.datasource.url");
        return url == null ? environment.getProperty("spring.r2dbc.url") : url;
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Freshet freshet(FreshetBuilder builder, LateChanges changes) {
        Freshet freshet = InstanceSettings.build(builder);
        changes.connect(freshet.changes());
        return freshet;
    }

    @Bean
    @Lazy(false)
    Opening freshetOpening(
            ConfigurableListableBeanFactory beans,
            Freshet freshet,
            FreshetProperties properties,
            CacheSettings settings,
            ObjectProvider<EntityTables> tables,
            ObjectProvider<WriteCapture> capture,
            LateCaches lateCaches,
            DeclaredCaches declared,
            Opening.Calls calls,
            ObjectProvider<EarlyCaches> early,
            ObjectProvider<CacheObserver> observers) {
        return new Opening(
                beans,
                freshet,
                settings,
                early,
                () -> known(tables),
                captureOf(capture, properties, null),
                lateCaches,
                declared,
                calls,
                observers);
    }

    @Bean
    AnnotatedTables freshetAnnotatedTables() {
        return new AnnotatedTables();
    }
}
