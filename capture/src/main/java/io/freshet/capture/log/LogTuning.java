package io.freshet.capture.log;

import java.time.Duration;

/**
 * What tests set otherwise.
 *
 * @param holds whether changes wait until they are visible
 * @param silence how long a reader may say nothing before another ends it
 */
record LogTuning(boolean holds, Duration silence) {

    static LogTuning defaults() {
        return new LogTuning(true, Duration.ofSeconds(5));
    }
}
