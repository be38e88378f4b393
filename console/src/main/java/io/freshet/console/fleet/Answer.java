package io.freshet.console.fleet;

import org.jspecify.annotations.Nullable;

/**
 * What an instance answers.
 *
 * @param form {@link Question#FORM}
 * @param json what was asked for, as JSON; null if it is not told
 * @param refusal why not; null if it is told
 */
record Answer(int form, @Nullable String json, @Nullable String refusal) {}
