package io.freshet.console.service;

import io.freshet.console.access.MistakenException;
import io.freshet.console.access.Role;
import org.jspecify.annotations.Nullable;

import java.util.stream.Stream;

/** What can be done, to what, and by whom. */
enum ActionKind {
    INVALIDATE_CACHE("invalidate-cache", Subject.CACHE, Role.OPERATOR),
    INVALIDATE_ENTRY("invalidate-entry", Subject.ENTRY, Role.OPERATOR),
    INVALIDATE_TENANT("invalidate-tenant", Subject.TENANT, Role.OPERATOR),
    INVALIDATE_ALL("invalidate-all", Subject.ALL, Role.ADMIN),
    SWITCH_OFF("switch-off", Subject.CACHE, Role.ADMIN),
    SWITCH_ON("switch-on", Subject.CACHE, Role.ADMIN),
    SWITCH_OFF_TENANT("switch-off-tenant", Subject.TENANT, Role.ADMIN),
    SWITCH_ON_TENANT("switch-on-tenant", Subject.TENANT, Role.ADMIN),
    SWITCH_OFF_ALL("switch-off-all", Subject.ALL, Role.ADMIN),
    SWITCH_ON_ALL("switch-on-all", Subject.ALL, Role.ADMIN),
    SET("set", Subject.CACHE, Role.ADMIN),
    TAKE_BACK("take-back", Subject.CACHE, Role.ADMIN),
    SET_ALL("set-all", Subject.ALL, Role.ADMIN),
    TAKE_BACK_ALL("take-back-all", Subject.ALL, Role.ADMIN);

    private final String text;
    private final Subject subject;
    private final Role needed;

    ActionKind(String text, Subject subject, Role needed) {
        this.text = text;
        this.subject = subject;
        this.needed = needed;
    }

    /** What something is done to. */
    enum Subject {
        CACHE,
        ENTRY,
        TENANT,
        ALL
    }

    String text() {
        return text;
    }

    /** The same as it is written down, before what it was done to: {@code switch off}. */
    String words() {
        String words = text.replace('-', ' ');
        return subject == Subject.CACHE || subject == Subject.ENTRY
                ? words
                : words.replace(" tenant", "").replace(" all", "");
    }

    Subject subject() {
        return subject;
    }

    /** The least that whoever does it must be. */
    Role needed() {
        return needed;
    }

    /** Whether it changes a setting. */
    boolean isOfASetting() {
        return this == SET || this == SET_ALL || isTakingBack();
    }

    /** Whether it takes a setting back. */
    boolean isTakingBack() {
        return this == TAKE_BACK || this == TAKE_BACK_ALL;
    }

    static ActionKind of(@Nullable String text) {
        return Stream.of(values())
                .filter(kind -> kind.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new MistakenException("There is no action '" + text + "'; there are "
                        + Stream.of(values()).map(ActionKind::text).toList()));
    }
}
