package io.freshet.console.view;

import io.freshet.console.access.Role;

import java.util.List;

/**
 * Who looks, at what, and what they may do.
 *
 * @param user their name
 * @param role what they may do at the most
 * @param readOnly whether nothing can be done here, whoever asks
 * @param values whether they see what entries hold
 * @param application the name of the application
 * @param instance the name of the instance that answers
 * @param access how it is decided who may look, in words
 * @param headers what requests that change something must carry
 */
public record SessionView(
        String user,
        Role role,
        boolean readOnly,
        boolean values,
        String application,
        String instance,
        String access,
        List<HeaderView> headers) {}
