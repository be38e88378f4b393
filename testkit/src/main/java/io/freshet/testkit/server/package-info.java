/**
 * Real servers and JVMs as child processes of a test, that can be stopped, killed, paused, failed over and started again, and the network
 * faults between them and their clients.
 */
@NullMarked
package io.freshet.testkit.server;

import org.jspecify.annotations.NullMarked;
