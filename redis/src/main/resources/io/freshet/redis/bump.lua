-- Raises tags to one new number, notes the transaction as done, and tells every instance. It needs a sequence but no
-- certificate: the relay bumps before it certifies. Who else holds a lease is known only under a certificate, though,
-- since a server that was just promoted may have lost members.
--   ARGV   channel, own instance, transaction as "xid:rows" or "", its xid, tags ...
--   answer {number, other members or -1 if not known}; {} where no sequence exists
local s = standing()
local fields = members()
if not s.begun or s.lineage == 0 or number(fields.lin) ~= s.lineage then
  return {}
end
local seq = tonumber(redis.call('ZINCRBY', Z, 1, '#'))
local score = text(seq)
for i = 5, #ARGV do
  redis.call('ZADD', Z, score, ARGV[i])
end
if ARGV[3] ~= '' then
  redis.call('ZADD', A, ARGV[4], ARGV[3])
end
redis.call('PUBLISH', ARGV[1], score .. ' ' .. table.concat(ARGV, ',', 5))
return {seq, s.certified and (others(fields, ARGV[2], millis())) or -1}
