-- Who is listed.
--   KEYS   what each tells, when each lease ends
--   answer {now in ms, instance, when its lease ends in ms, "told-at-in-ms text", ...}
local time = redis.call('TIME')
local answer = {tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)}
local ends = redis.call('ZRANGE', KEYS[2], 0, -1, 'WITHSCORES')
for i = 1, #ends, 2 do
  local told = redis.call('HGET', KEYS[1], ends[i])
  if told then
    answer[#answer + 1] = ends[i]
    answer[#answer + 1] = tonumber(ends[i + 1])
    answer[#answer + 1] = told
  end
end
return answer
