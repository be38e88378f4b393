package io.freshet.spring.database;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writes that triggers tell, because an application depends on them.
 *
 * @param table the table
 * @param by the columns whose values are told
 * @param where which rows are told; empty for all
 * @param reads the columns whose change is told; empty for all
 * @param since when it was registered
 * @param asked when each application last said that it depends on it
 */
public record ToldShape(
        String table, List<String> by, String where, List<String> reads, Instant since, Map<String, Instant> asked) {}
