-- The number of each tag's last bump, but never less than the floor: below it the set may have forgotten tags.
--   ARGV   tags ...
--   answer {number ...}; {} if not certified
local AT_ONCE = 1000 -- what Lua hands over in one call is limited
local s = standing()
if not s.certified then
  return {}
end
local answer = {}
for from = 1, #ARGV, AT_ONCE do
  local scores = redis.call('ZMSCORE', Z, unpack(ARGV, from, math.min(#ARGV, from + AT_ONCE - 1)))
  for i = 1, #scores do
    answer[#answer + 1] = math.max(number(scores[i]), s.floor)
  end
end
return answer
