package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What was done.
 *
 * @param allowed the kinds of actions that whoever asks may do
 * @param refused why they may not do more; null if they may do everything
 * @param done what was done in the consoles of all instances that are known, the last first
 * @param off what is switched off now: all, cache:name, tenant:name
 * @param changes what was switched or set in the whole fleet, the last of each setting, the latest first
 */
public record ActionsView(
        List<String> allowed,
        @Nullable String refused,
        List<ActionView> done,
        List<String> off,
        List<ChangeView> changes) {}
