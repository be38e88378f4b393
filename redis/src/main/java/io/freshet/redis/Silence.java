package io.freshet.redis;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which something was sent and nothing has come back since.
 *
 * <p>A server that vanished without a word (its machine lost power, a firewall forgot the connection) leaves a connection that looks open
 * and on which the operating system repeats what was sent for a quarter of an hour. Closed, it is made anew by Lettuce, which then asks
 * names and sentinels again where the server is. One object serves one connection and is used by its thread only.
 */
final class Silence extends ChannelDuplexHandler {

    private static final Duration LEAST = Duration.ofSeconds(2);
    private static final Duration BEYOND_COMMANDS = Duration.ofSeconds(1);

    private final long limitNanos;
    private long sentNanos;
    private boolean isWaiting;
    private boolean isWatching;

    private Silence(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /** Watches all connections of a client; two seconds, or one more than a command may take if that is longer. */
    static NettyCustomizer after(Duration commandTimeout) {
        Duration beyond = commandTimeout.plus(BEYOND_COMMANDS);
        Duration limit = beyond.compareTo(LEAST) > 0 ? beyond : LEAST;
        return new NettyCustomizer() {
            @Override
            public void afterChannelInitialized(Channel channel) {
                channel.pipeline().addFirst(new Silence(limit));
            }
        };
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (!isWaiting) {
            isWaiting = true;
            sentNanos = System.nanoTime();
            watch(context, limitNanos);
        }
        super.write(context, message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        isWaiting = false;
        super.channelRead(context, message);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the channel
    private void watch(ChannelHandlerContext context, long nanos) {
        if (!isWatching) {
            isWatching = true;
            context.executor().schedule(() -> look(context), nanos, TimeUnit.NANOSECONDS);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whoever waits for an answer is told by the channel
    private void look(ChannelHandlerContext context) {
        isWatching = false;
        if (!isWaiting || !context.channel().isOpen()) {
            return;
        }
        long left = limitNanos - (System.nanoTime() - sentNanos);
        if (left <= 0) {
            context.close();
        } else {
            watch(context, left);
        }
    }
}
