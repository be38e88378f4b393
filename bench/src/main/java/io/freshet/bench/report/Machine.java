package io.freshet.bench.report;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Where a benchmark ran.
 *
 * @param cores processors that the JVM may use
 * @param memory of the machine, for people: {@code 23.5 GB}
 * @param os name, version and architecture
 * @param java version and name of the virtual machine
 */
public record Machine(int cores, String memory, String os, String java) {

    /** Returns the machine that this JVM runs on. */
    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                memoryOfThisMachine(),
                words("os.name", "os.version", "os.arch"),
                words("java.version", "java.vm.name"));
    }

    private static String memoryOfThisMachine() {
        long bytes =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
    }

    private static String words(String... properties) {
        StringBuilder words = new StringBuilder();
        for (String property : properties) {
            words.append(words.isEmpty() ? "" : " ").append(System.getProperty(property));
        }
        return words.toString();
    }
}
