package io.freshet.bench.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * All that was written on a stage, and what was read since it was last asked: the register checker. Not thread-safe.
 *
 * <p>A row's version is raised by one in each transaction that writes it, and the row's lock puts these in order. So a read that answered
 * version v and began at s is stale by s minus the earliest instant at which a commit of a later version had returned; and it broke the
 * promise to writers if a later version had been acknowledged before s. Linear, without any search.
 */
final class History {

    private final Map<Integer, TreeMap<Long, Long>> commits = new HashMap<>();
    private final Map<Integer, TreeMap<Long, Long>> acknowledgements = new HashMap<>();
    private final Map<Path, Long> offsets = new HashMap<>();

    /** A read that some instance was answered. */
    record Read(int instance, int key, long version, long start, boolean strict, boolean cached) {}

    synchronized void committed(int key, long version, long at) {
        commits.computeIfAbsent(key, any -> new TreeMap<>()).put(version, at);
    }

    synchronized void acknowledged(int key, long version, long at) {
        acknowledgements.computeIfAbsent(key, any -> new TreeMap<>()).put(version, at);
    }

    /** Takes in what is new in an instance's journal; answers the reads. A record that was cut short by the instance's death waits for ever. */
    List<Read> take(int instance, Path journal) throws IOException {
        List<Read> reads = new ArrayList<>();
        long offset = offsets.getOrDefault(journal, 0L);
        try (FileChannel file = FileChannel.open(journal, StandardOpenOption.READ)) {
            long whole = (file.size() - offset) / Journal.BYTES;
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(whole * Journal.BYTES));
            while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) >= 0) {
                // until all is read
            }
            offsets.put(journal, offset + bytes.position());
            bytes.flip();
            while (bytes.hasRemaining()) {
                take(instance, bytes, reads);
            }
        }
        return reads;
    }

    private void take(int instance, ByteBuffer record, List<Read> reads) {
        byte kind = record.get();
        byte flags = record.get();
        int key = record.getInt();
        long version = record.getLong();
        long at = record.getLong();
        switch (kind) {
            case Journal.COMMIT -> committed(key, version, at);
            case Journal.ACK -> acknowledged(key, version, at);
            default ->
                reads.add(new Read(
                        instance, key, version, at, (flags & Journal.STRICT) != 0, (flags & Journal.CACHED) != 0));
        }
    }

    /** How many commits returned within a span of time. */
    synchronized long commitsBetween(long from, long until) {
        return commits.values().stream()
                .flatMap(versions -> versions.values().stream())
                .filter(at -> at - from >= 0 && until - at > 0)
                .count();
    }

    /** When a version later than each was first known to be committed; to be asked after all journals were taken. */
    Later commits() {
        return new Later(commits);
    }

    /** The same for acknowledged writes. */
    Later acknowledgements() {
        return new Later(acknowledgements);
    }

    /** For each version of each key, the earliest instant of any later version. */
    static final class Later {

        private final Map<Integer, TreeMap<Long, Long>> earliest = new HashMap<>();

        private Later(Map<Integer, ? extends NavigableMap<Long, Long>> instants) {
            instants.forEach((key, versions) -> {
                TreeMap<Long, Long> minima = new TreeMap<>();
                long least = Long.MAX_VALUE;
                for (Map.Entry<Long, Long> version : versions.descendingMap().entrySet()) {
                    least = Math.min(least, version.getValue());
                    minima.put(version.getKey(), least);
                }
                earliest.put(key, minima);
            });
        }

        /** For how long the version had been out of date at an instant; zero or less if it was not. */
        long nanosOutOfDate(int key, long version, long at) {
            TreeMap<Long, Long> minima = earliest.get(key);
            Map.Entry<Long, Long> later = minima == null ? null : minima.higherEntry(version);
            return later == null ? 0 : at - later.getValue();
        }
    }
}
