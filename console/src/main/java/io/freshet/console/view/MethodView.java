package io.freshet.console.view;

/**
 * A method of the application.
 *
 * @param type its class
 * @param method its name with the types of its parameters
 */
public record MethodView(String type, String method) {}
