-- Puts back what was set for the fleet and has been forgotten, unless what is set is as new; tells everybody.
--   KEYS   what is set
--   ARGV   version, channel, name, text, name, text ...
--   answer {1} if it did, {0} if what is set is as new, or newer
local version = tonumber(redis.call('HGET', KEYS[1], '#') or 0)
if version >= tonumber(ARGV[1]) then
  return {0}
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], '#', ARGV[1])
for i = 3, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
end
redis.call('PUBLISH', ARGV[2], ARGV[1])
return {1}
