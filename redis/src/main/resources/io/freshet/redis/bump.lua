-- Raises tags to one new number, notes the transaction as done, and tells every instance. A transaction that is noted
-- already raises nothing. It needs a sequence but no certificate: the relay bumps before it certifies. Who else holds a
-- lease is known only under a certificate, though, since a server that was just promoted may have lost members.
--   ARGV   channel, own instance, transaction as "xid:rows" or "", its xid, age of the change in microseconds or -1,
--          tags ...
--   answer {number, other members or -1 if not known, 1 if it raised or 0 if it had been noted}; {} where no sequence
--          exists
local TAGS = 6
local s = standing()
local fields = members()
if not s.begun or s.lineage == 0 or number(fields.lin) ~= s.lineage then
  return {}
end
local count = s.certified and others(fields, ARGV[2], millis()) or -1
if ARGV[3] ~= '' and redis.call('ZSCORE', A, ARGV[3]) then
  return {s.top, count, 0}
end
local seq = tonumber(redis.call('ZINCRBY', Z, 1, '#'))
local score = text(seq)
for i = TAGS, #ARGV do
  redis.call('ZADD', Z, score, ARGV[i])
end
if ARGV[3] ~= '' then
  redis.call('ZADD', A, ARGV[4], ARGV[3])
end
local age = tonumber(ARGV[5])
local committed = age < 0 and '-1' or text(micros() - age)
redis.call('PUBLISH', ARGV[1], score .. ' ' .. committed .. ' ' .. table.concat(ARGV, ',', TAGS))
return {seq, count, 1}
