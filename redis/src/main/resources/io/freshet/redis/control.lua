-- Sets something for the fleet, if nothing was set since a version, and tells everybody.
--   KEYS   what is set
--   ARGV   version, channel, name, text
--   answer {1} if it did, {0} if something was set since
local version = tonumber(redis.call('HGET', KEYS[1], '#') or 0)
if version ~= tonumber(ARGV[1]) then
  return {0}
end
redis.call('HSET', KEYS[1], '#', string.format('%.0f', version + 1), ARGV[3], ARGV[4])
redis.call('PUBLISH', ARGV[2], string.format('%.0f', version + 1))
return {1}
