package io.freshet.check;

/** What findings are about. Implemented by enums, one for each kind of surroundings. Immutable. */
public interface Topic {

    /** The name by which programs and documents know it, as {@code redis-memory}; the same in all versions. */
    String id();

    /** Why it matters, in one sentence. */
    String matter();

    /** It is as it should be. */
    default Finding ok(String found) {
        return new Finding(id(), Severity.OK, found, matter(), "");
    }

    /** It is worth knowing. */
    default Finding note(String found, String remedy) {
        return new Finding(id(), Severity.NOTE, found, matter(), remedy);
    }

    /** It costs something, or will under some conditions. */
    default Finding warning(String found, String remedy) {
        return new Finding(id(), Severity.WARNING, found, matter(), remedy);
    }

    /** It does not work. */
    default Finding problem(String found, String remedy) {
        return new Finding(id(), Severity.PROBLEM, found, matter(), remedy);
    }

    /** Nothing is known of it, since whoever was asked does not tell; a note. */
    default Finding unknown(String because, String remedy) {
        return note("Unknown, because " + because, remedy);
    }

    /** It could not be looked at although it should have been possible; a warning. */
    default Finding unchecked(String because) {
        return warning("Could not be checked, because " + because, "Mend the reason, and ask again");
    }
}
