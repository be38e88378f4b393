package io.freshet.load;

import io.freshet.tag.Dependency;

import java.util.Set;

/**
 * What a load was seen to read.
 *
 * @param dependencies any write to these counts, whosever rows it touches
 * @param ofTenant of these only rows of the entry's own tenant were read
 * @param gaps what could not be told, each as the end of a sentence that begins with "it"; the load may depend on more than is said here
 * @param isPending whether it is not known yet that writes to all of this are noticed; it may be so for a later load
 * @param statements how many statements were seen
 */
public record Observed(
        Set<Dependency> dependencies, Set<Dependency> ofTenant, Set<String> gaps, boolean isPending, int statements) {

    /** Nothing was read. */
    public static final Observed NOTHING = new Observed(Set.of(), Set.of(), Set.of(), false, 0);

    /** Copies. */
    public Observed {
        dependencies = Set.copyOf(dependencies);
        ofTenant = Set.copyOf(ofTenant);
        gaps = Set.copyOf(gaps);
    }
}
