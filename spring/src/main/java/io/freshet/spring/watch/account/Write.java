package io.freshet.spring.watch.account;

/**
 * A committed transaction that wrote a table.
 *
 * @param number the order of commits as they were heard
 * @param table its name, in lower case and without its schema
 * @param writer who did
 */
record Write(long number, String table, Writer writer) {}
