package io.freshet.testkit.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisBinaryITests {
    @Test
    void carried_isRedis62() {
        assertThat(RedisBinary.carried().product()).isEqualTo("redis");
        assertThat(RedisBinary.carried().version()).startsWith("6.2.");
        assertThat(RedisBinary.carried().isAtLeast(6, 2)).isTrue();
        assertThat(RedisBinary.carried().isAtLeast(6, 3)).isFalse();
        assertThat(RedisBinary.carried().isAtLeast(5, 9)).isTrue();
        assertThat(RedisBinary.carried().isAtLeast(7, 0)).isFalse();
    }

    static List<RedisBinary> all() {
        return RedisBinary.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void all_eachStartsAndIsWhatItSays(RedisBinary binary) {
        try (RealRedis redis = RealRedis.start(binary, "--maxmemory", "10mb")) {
            assertThat(redis.info("server", binary.product() + "_version")).isEqualTo(binary.version());
            assertThat(redis.info("memory", "maxmemory")).isEqualTo("10485760");
        }
    }

    @Test
    void installed_eachFileOnce() {
        assertThat(RedisBinary.installed()).extracting(RedisBinary::path).doesNotHaveDuplicates();
    }

    @Test
    void at_otherProgram_saysSo() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        assertThatThrownBy(() -> RedisBinary.at(java))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining(java.toString());
    }

    @Test
    void byDefault_propertyNamesNoExecutable_saysWhichProperty() {
        String before = System.getProperty(RedisBinary.PROPERTY);
        System.setProperty(RedisBinary.PROPERTY, "/no/such/server");
        try {
            assertThatThrownBy(RedisBinary::byDefault)
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining(RedisBinary.PROPERTY + " = /no/such/server");
        } finally {
            if (before == null) {
                System.clearProperty(RedisBinary.PROPERTY);
            } else {
                System.setProperty(RedisBinary.PROPERTY, before);
            }
        }
    }
}
