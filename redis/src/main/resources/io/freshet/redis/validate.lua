-- The number of each tag's last bump, but never less than the floor: below it the set may have forgotten tags.
--   ARGV   tags ...
--   answer {number ...}; {} if not certified
local s = standing()
if not s.certified then
  return {}
end
local answer = {}
for i = 1, #ARGV do
  answer[i] = math.max(number(redis.call('ZSCORE', Z, ARGV[i])), s.floor)
end
return answer
