-- Raises tags to one new number, notes the transaction as done, and tells every instance. A transaction that is noted
-- already raises nothing. A writer's bump needs a certificate: a server that was just promoted may give out numbers that
-- have been given out. A relay bumps before it certifies, and only on the server of its HEAD, which it is going to certify.
-- Once another relay has certified since that HEAD, it raises nothing: it cannot certify any more, and what the other has
-- noted may be trimmed already, so that it would be raised again.
-- In the model: BumpByWriter, BumpByRelay, StrayBump.
--   ARGV   channel, replication id that the relay's HEAD told or "" for a writer, the counter that it told or "", own
--          instance, transaction as "xid:rows" or "", its xid, age of the change in microseconds or -1, tags ...
--   answer {number, other members or -1 if not known, 1 if it raised or 0 if not}; {} if it is refused
local TAGS = 8
local s = standing()
local fields = members()
if not s.begun or s.lineage == 0 or number(fields.lin) ~= s.lineage then
  return {}
end
if ARGV[2] == '' and not s.certified or ARGV[2] ~= '' and ARGV[2] ~= s.id then
  return {}
end
local count = s.certified and others(fields, ARGV[4], millis()) or -1
local overtaken = ARGV[2] ~= '' and s.counter ~= tonumber(ARGV[3])
if overtaken or ARGV[5] ~= '' and redis.call('ZSCORE', A, ARGV[5]) then
  return {s.top, count, 0}
end
local seq = tonumber(redis.call('ZINCRBY', Z, 1, '#'))
local score = text(seq)
for i = TAGS, #ARGV do
  redis.call('ZADD', Z, score, ARGV[i])
end
if ARGV[5] ~= '' then
  redis.call('ZADD', A, ARGV[6], ARGV[5])
end
local age = tonumber(ARGV[7])
local committed = age < 0 and '-1' or text(micros() - age)
local writer = ARGV[2] == '' and ARGV[4] or ''
redis.call('PUBLISH', ARGV[1],
  table.concat({score, committed, text(count), table.concat(ARGV, ',', TAGS), fields.began or '', writer}, ' '))
return {seq, count, 1}
