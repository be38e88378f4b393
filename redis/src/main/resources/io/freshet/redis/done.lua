-- Which transactions are noted as done here, on the server of the relay's HEAD.
-- In the model: BumpByRelay.
--   ARGV   replication id that the HEAD told, transactions as "xid:rows" ...
--   answer {1 if done, 0 if not ...}; {} on another server
local AT_ONCE = 1000 -- what Lua hands over in one call is limited
local s = standing()
if not s.master or s.id ~= ARGV[1] then
  return {}
end
local answer = {}
for from = 2, #ARGV, AT_ONCE do
  local scores = redis.call('ZMSCORE', A, unpack(ARGV, from, math.min(#ARGV, from + AT_ONCE - 1)))
  for i = 1, #scores do
    answer[#answer + 1] = scores[i] and 1 or 0
  end
end
return answer
