-- Prolongs a claim that its owner still has.
--   KEYS   the claim
--   ARGV   owner, lease in ms
--   answer {1} if it did, {0} if it is not the owner's
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return {0}
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {1}
