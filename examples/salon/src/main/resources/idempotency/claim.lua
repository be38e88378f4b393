-- Claims a key, or answers what is remembered of it; forgets some of what has expired.
-- KEYS: the records, when they expire. ARGV: key, claim, how many seconds it is remembered.
local now = tonumber(redis.call('TIME')[1])
for _, expired in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 100)) do
    redis.call('HDEL', KEYS[1], expired)
    redis.call('ZREM', KEYS[2], expired)
end
local stored = redis.call('HGET', KEYS[1], ARGV[1])
local expires = redis.call('ZSCORE', KEYS[2], ARGV[1])
if stored and expires and tonumber(expires) > now then
    return stored
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], now + tonumber(ARGV[3]), ARGV[1])
return false
