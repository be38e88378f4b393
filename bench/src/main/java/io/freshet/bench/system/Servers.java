package io.freshet.bench.system;

/**
 * The real servers that all instances share. When a system is opened, Redis is empty and the tables of the workload
 * exist, so that triggers can be created on them.
 *
 * @param redisPort on 127.0.0.1
 * @param jdbcUrl of PostgreSQL, user included
 */
public record Servers(int redisPort, String jdbcUrl) {
    public String redisUri() {
        return "redis://127.0.0.1:" + redisPort;
    }
}
