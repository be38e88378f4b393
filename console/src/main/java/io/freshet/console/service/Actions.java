package io.freshet.console.service;

import io.freshet.Controls;
import io.freshet.SwitchedOff;
import io.freshet.console.access.Caller;
import io.freshet.console.access.MistakenException;
import io.freshet.console.access.RefusedException;
import io.freshet.console.fleet.Question;
import io.freshet.console.view.ActionPreview;
import io.freshet.console.view.ActionRequest;
import io.freshet.console.view.ActionView;
import io.freshet.console.view.ActionsView;
import io.freshet.control.ControlException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * What can be done. Who may is decided here and nowhere else; everything is told first, has to be confirmed by typing what it is done to, and is
 * written down with who did it, here, for the other instances, and in the log of the application. Thread-safe.
 */
final class Actions {

    private static final Log LOG = LogFactory.getLog("io.freshet.console");
    private static final int REMEMBERED = 200;
    private static final String READ_ONLY = "The console only tells, since freshet.console.read-only is true";

    private final Instance instance;
    private final Fleets fleets;
    private final Previews previews;
    private final boolean isReadOnly;
    private final Deque<ActionView> done = new ArrayDeque<>();

    Actions(Instance instance, Fleets fleets, Courses courses, boolean isReadOnly) {
        this.instance = instance;
        this.fleets = fleets;
        this.previews = new Previews(instance, fleets, courses);
        this.isReadOnly = isReadOnly;
    }

    private AskedAction checked(Caller caller, ActionRequest request) {
        ActionKind kind = ActionKind.of(request.kind());
        if (isReadOnly) {
            throw new RefusedException(READ_ONLY);
        }
        caller.require(kind.needed(), kind.text().replace('-', ' '));
        return AskedAction.of(instance.freshet(), kind, request);
    }

    /** What another instance asks of a tenant. */
    long ofTenant(Question question) {
        return previews.ofTenant(question);
    }

    /** What it would do, to whoever may do it. */
    ActionPreview preview(Caller caller, ActionRequest request) {
        return previews.of(checked(caller, request));
    }

    /**
     * Does it.
     *
     * @throws MistakenException if it is not confirmed, or cannot be
     */
    ActionView act(Caller caller, ActionRequest request) {
        AskedAction asked = checked(caller, request);
        if (!asked.subject().equals(request.confirm())) {
            throw new MistakenException(
                    "To confirm it, type " + asked.subject() + "; what was typed is '" + request.confirm() + "'");
        }
        try {
            perform(caller.name() + " in the console", asked);
        } catch (ControlException e) {
            throw new MistakenException(String.valueOf(e.getMessage()));
        }
        ActionView view = new ActionView(
                instance.clock().instant(),
                caller.name(),
                asked.told(),
                instance.freshet().status().instance());
        remember(view);
        return view;
    }

    private void perform(String who, AskedAction asked) {
        Controls controls = instance.freshet().controls();
        switch (asked.kind()) {
            case INVALIDATE_CACHE ->
                Console.find(instance.freshet(), asked.name()).invalidateOfAllTenants(who);
            case INVALIDATE_ENTRY -> {
                if (asked.cache() != null && asked.key() != null) {
                    asked.cache().invalidateKey(asked.key(), who);
                }
            }
            case INVALIDATE_TENANT -> instance.freshet().invalidateTenant(asked.tenant(), who);
            case INVALIDATE_ALL -> instance.freshet().invalidateAll(who);
            case SWITCH_OFF, SWITCH_OFF_TENANT, SWITCH_OFF_ALL -> controls.switchOff(asked.scope(), who);
            case SWITCH_ON, SWITCH_ON_TENANT, SWITCH_ON_ALL -> controls.switchOn(asked.scope(), who);
            case SET, SET_ALL -> controls.set(asked.scope(), asked.setting(), asked.value(), who);
            case TAKE_BACK, TAKE_BACK_ALL -> controls.takeBack(asked.scope(), asked.setting(), who);
        }
    }

    private void remember(ActionView view) {
        LOG.warn("In the console " + view.by() + " did: " + view.text());
        synchronized (done) {
            done.addLast(view);
            if (done.size() > REMEMBERED) {
                done.removeFirst();
            }
        }
    }

    /** What was done here, the last first. */
    List<ActionView> here() {
        List<ActionView> latest;
        synchronized (done) {
            latest = new ArrayList<>(done);
        }
        Collections.reverse(latest);
        return latest;
    }

    /** What was done, and what whoever asks may do. */
    ActionsView all(Caller caller) {
        List<ActionView> everywhere = Stream.concat(here().stream(), fleets.actionsElsewhere())
                .sorted(Comparator.comparing(ActionView::at).reversed())
                .limit(REMEMBERED)
                .toList();
        List<String> allowed = Stream.of(ActionKind.values())
                .filter(kind -> !isReadOnly && caller.role().includes(kind.needed()))
                .map(ActionKind::text)
                .toList();
        return new ActionsView(
                allowed,
                allowed.size() == ActionKind.values().length
                        ? null
                        : isReadOnly ? READ_ONLY : "The role of " + caller.name() + " allows no more",
                everywhere,
                instance.freshet().controls().switchedOff().stream()
                        .map(SwitchedOff::scope)
                        .toList(),
                instance.freshet().controls().changes().stream()
                        .map(CachePages::view)
                        .toList());
    }
}
