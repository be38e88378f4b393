-- Certifies a snapshot, if the counter, the server and the lineage are still those that the relay saw in its HEAD. Then
-- trims: transactions that cannot be seen again, and the tags bumped longest ago above the limit, at most 5,000 at once,
-- so that the set shrinks in small steps. The floor rises to the highest number trimmed.
-- In the model: Certify.
--   ARGV   counter, replication id, lineage, snapshot, top that the HEAD told, oldest running transaction, most tags to
--          keep
--   answer {1} if it did, {0} if not
local STEP = 5000
local s = standing()
if not s.master or not s.begun or s.id ~= ARGV[2] or s.counter ~= tonumber(ARGV[1]) or s.lineage ~= tonumber(ARGV[3]) then
  return {0}
end
redis.call('HSET', H, 'ctr', text(s.counter + 1), 'snap', ARGV[4], 'sseq', ARGV[5], 'cert', s.id)
redis.call('ZREMRANGEBYSCORE', A, '-inf', '(' .. ARGV[6])

local excess = math.min(redis.call('ZCARD', Z) - 1 - tonumber(ARGV[7]), STEP)
if excess > 0 then
  local last = redis.call('ZRANGE', Z, excess - 1, excess - 1, 'WITHSCORES')
  local cut = tonumber(last[2])
  if cut < s.top then
    redis.call('ZREMRANGEBYSCORE', Z, '-inf', text(cut))
    redis.call('HSET', H, 'floor', text(math.max(s.floor, cut)))
  end
end
return {1}
