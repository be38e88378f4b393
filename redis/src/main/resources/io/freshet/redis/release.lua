-- Gives up a claim, if its owner still has it, and tells all who wait.
--   KEYS   the claim
--   ARGV   owner, channel, what to say there
--   answer {1} if it did, {0} if it was not the owner's
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return {0}
end
redis.call('DEL', KEYS[1])
redis.call('PUBLISH', ARGV[2], ARGV[3])
return {1}
