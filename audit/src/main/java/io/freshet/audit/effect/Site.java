package io.freshet.audit.effect;

import io.freshet.audit.model.Call;

/**
 * A place in a method that reads or writes. Immutable.
 *
 * @param call the call
 * @param effect what it does
 */
public record Site(Call call, Effect effect) {}
