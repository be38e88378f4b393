package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One cache, wholly.
 *
 * @param row as in the overview
 * @param nodes the same on each instance
 * @param problems what is not as it should be, the worst first
 * @param shared whether all tenants share the entries
 * @param observe whether entries depend on what their loads read: auto (where nothing is declared), always or never
 * @param settings what it is set to, and where that was said
 * @param reads reads by how they were answered
 * @param effects what its policy has done
 * @param tiers where entries are kept
 * @param dependencies what entries depend on
 * @param dependenciesUnknown why not all of them may be known; null if they are
 * @param readers methods that read it
 * @param readersUnknown why none is known; null if one is
 * @param invalidators methods that say that they invalidate it
 * @param writers the requests and threads that this instance has seen to write what feeds it
 * @param writersUnknown what is not known about writers
 * @param series what it did in the last ten minutes
 * @param invalidations the latest that touched it, of those that this instance remembers
 * @param changes what was set at run time, the latest first
 */
public record CacheView(
        CacheRow row,
        List<CacheOnNode> nodes,
        List<ProblemView> problems,
        boolean shared,
        String observe,
        List<SettingView> settings,
        List<CountView> reads,
        List<CountView> effects,
        List<TierView> tiers,
        List<DependencyView> dependencies,
        @Nullable String dependenciesUnknown,
        List<MethodView> readers,
        @Nullable String readersUnknown,
        List<MethodView> invalidators,
        List<String> writers,
        String writersUnknown,
        SeriesView series,
        List<InvalidationView> invalidations,
        List<ChangeView> changes) {}
