package io.freshet.testkit.server;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("long")
class RealRedisITests {
    @Test
    void start_withoutOptions_answersOnItsPortAndRunsAsItsPid() {
        try (RealRedis redis = RealRedis.start()) {
            assertThat(redis.ask("PING")).isEqualTo("PONG");
            assertThat(redis.ask("INFO server"))
                    .contains("tcp_port:" + redis.port())
                    .contains("process_id:" + redis.pid());
        }
    }

    @Test
    void start_withOptions_passesThemOn() {
        int port;
        try (RealRedis first = RealRedis.start()) {
            port = first.port();
        }
        try (RealRedis redis = RealRedis.start(port, "--maxmemory", "10mb")) {
            assertThat(redis.port()).isEqualTo(port);
            assertThat(redis.ask("INFO memory")).contains("maxmemory:10485760");
        }
    }

    @Test
    void start_unknownOption_saysWhatRedisSaid() {
        assertThatThrownBy(() -> RealRedis.start(1, "--no-such-option", "1"))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("no-such-option");
    }

    @Test
    void restart_byDefault_samePortNewProcessNoData() {
        try (RealRedis redis = RealRedis.start()) {
            long pid = redis.pid();
            redis.ask("SET a 1");
            redis.restart();
            assertThat(redis.ask("GET a")).isEmpty();
            assertThat(redis.pid()).isNotEqualTo(pid);
            assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive)).isNotEqualTo(true);
        }
    }

    @Test
    void kill_keepingData_dataIsThereAfterRestart() {
        try (RealRedis redis = RealRedis.startKeepingData()) {
            redis.ask("SET a 1");
            redis.kill();
            assertThat(redis.isRunning()).isFalse();
            assertThatThrownBy(() -> redis.ask("PING")).isInstanceOf(ServerException.class);
            redis.restart();
            assertThat(redis.ask("GET a")).isEqualTo("1");
        }
    }

    @Test
    void pause_answersNothingUntilResume() {
        try (RealRedis redis = RealRedis.start()) {
            redis.pause();
            assertThatThrownBy(() -> redis.ask("PING")).isInstanceOf(ServerException.class);
            assertThat(redis.isRunning()).isTrue();
            redis.resume();
            assertThat(redis.ask("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void close_pausedServer_leavesNoProcess() {
        RealRedis redis = RealRedis.start();
        long pid = redis.pid();
        redis.pause();
        redis.close();
        redis.close();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void ask_wrongCommand_throwsWhatRedisSaid() {
        try (RealRedis redis = RealRedis.start()) {
            assertThatThrownBy(() -> redis.ask("NOSUCH"))
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("unknown command");
        }
    }
}
