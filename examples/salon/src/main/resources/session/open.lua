-- Opens a session of a user, and forgets those that have expired.
-- KEYS: the sessions of the user. ARGV: session, hash of its secret, now, when it expires.
local stored = redis.call('HGETALL', KEYS[1])
for i = 1, #stored, 2 do
    if tonumber(string.match(stored[i + 1], '%d+$')) <= tonumber(ARGV[3]) then
        redis.call('HDEL', KEYS[1], stored[i])
    end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. ARGV[4])
