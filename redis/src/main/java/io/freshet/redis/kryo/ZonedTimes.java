package io.freshet.redis.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Times in a zone with their offset, which Kryo's own form leaves out: in autumn one hour comes twice. */
final class ZonedTimes extends Serializer<ZonedDateTime> {

    ZonedTimes() {
        super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output output, ZonedDateTime time) {
        output.writeLong(time.toLocalDateTime().toEpochSecond(ZoneOffset.UTC));
        output.writeInt(time.getNano());
        output.writeInt(time.getOffset().getTotalSeconds());
        output.writeString(time.getZone().getId());
    }

    @Override
    public ZonedDateTime read(Kryo kryo, Input input, Class<? extends ZonedDateTime> type) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(input.readLong(), input.readInt(), ZoneOffset.UTC);
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(input.readInt());
        return ZonedDateTime.ofInstant(local, offset, ZoneId.of(input.readString()));
    }
}
