package io.freshet.salon.day.report;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Where it ran. */
public record Machine(int cores, String memory, String os, String java) {

    /** Returns the machine that this JVM runs on. */
    public static Machine here() {
        long bytes =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30)),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.version") + " " + System.getProperty("java.vm.name"));
    }
}
