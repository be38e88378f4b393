package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One entry, wholly.
 *
 * @param cache the cache
 * @param key the key without its tenant
 * @param tenant whose it is; empty if all tenants share it
 * @param segments the values that the key is made of
 * @param instance the instance that looked
 * @param tier where it lies; null if there is none
 * @param state whether it is served, or why not; null if there is none
 * @param explanation the same in a sentence
 * @param ageMillis how long ago it was loaded, about; null if there is none
 * @param leftMillis until it expires, negative if it has; null if there is none
 * @param weightBytes how much it weighs; null if that is not known
 * @param asOf the numbers of the sequence of invalidations that were known before it was loaded, one for each partition; empty if there is none
 * @param value what it holds; null if there is none
 * @param carried what it depends on
 * @param unknownTags of how many of its tags the name is not known here
 * @param hits the invalidations that made it invisible, of those that this instance remembers, the latest first
 * @param earlier the invalidations that hit its key before it was loaded, likewise
 * @param nodes the same entry on each instance, that which answers first
 */
public record EntryView(
        String cache,
        String key,
        String tenant,
        List<SegmentView> segments,
        String instance,
        @Nullable String tier,
        @Nullable EntryState state,
        String explanation,
        @Nullable Long ageMillis,
        @Nullable Long leftMillis,
        @Nullable Integer weightBytes,
        List<Long> asOf,
        @Nullable ValueView value,
        List<CarriedView> carried,
        int unknownTags,
        List<InvalidationView> hits,
        List<InvalidationView> earlier,
        List<EntryOnNode> nodes) {}
