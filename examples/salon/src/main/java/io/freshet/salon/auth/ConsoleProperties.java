package io.freshet.salon.auth;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may look at the console.
 *
 * @param password of the users viewer, operator and admin; blank if there are none
 */
@ConfigurationProperties("salon.console")
record ConsoleProperties(@DefaultValue("") String password) {}
