-- Continues a session with another secret, or ends it if the secret is not the last one.
-- KEYS: the sessions of the user. ARGV: session, hash of its secret, hash of the next one, now, when it then expires.
local stored = redis.call('HGET', KEYS[1], ARGV[1])
if not stored then
    return 'unknown'
end
local hash, expires = string.match(stored, '^(%S+) (%d+)$')
if tonumber(expires) <= tonumber(ARGV[4]) then
    redis.call('HDEL', KEYS[1], ARGV[1])
    return 'unknown'
end
if hash ~= ARGV[2] then
    redis.call('HDEL', KEYS[1], ARGV[1])
    return 'reused'
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3] .. ' ' .. ARGV[5])
return 'rotated'
