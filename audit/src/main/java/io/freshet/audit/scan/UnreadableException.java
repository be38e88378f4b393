package io.freshet.audit.scan;

import io.freshet.audit.model.AuditException;
import org.jspecify.annotations.Nullable;

/** A class file or an archive that cannot be read, and which. */
public final class UnreadableException extends AuditException {

    private static final long serialVersionUID = 1L;

    private final String place;

    UnreadableException(String place, String why, @Nullable Throwable cause) {
        super(place + " " + why, cause);
        this.place = place;
    }

    /** The file, with the archives that it lies in. */
    public String place() {
        return place;
    }
}
