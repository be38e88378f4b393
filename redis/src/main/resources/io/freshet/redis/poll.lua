-- What is new since a number, and proof that nothing is missing. Registers the caller as a member.
-- In the model: Poll.
--   ARGV   instance, since, lease in ms, "1" to compute the fleet's number, tags on a page
--   answer {standing, lineage, counter, floor, top, more, fleet, snapshot, its number, microseconds, earlier lineages,
--          the microsecond in which the lineage began, tag, number, tag, number ...}; standing is 1 if certified, 0 if not,
--          -1 if this server is a replica
-- A page holds all tags of a number or none: the caller goes on after the last number that it was told.
local s = standing()
if not s.certified then
  return {s.master and 0 or -1, s.lineage}
end

local since, lease, page = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[5])
local found = redis.call('ZRANGEBYSCORE', Z, '(' .. since, '+inf', 'WITHSCORES', 'LIMIT', 0, page + 2)
local tags, seqs = {}, {}
for i = 1, #found, 2 do
  if found[i] ~= '#' then
    tags[#tags + 1], seqs[#seqs + 1] = found[i], tonumber(found[i + 1])
  end
end
local count, more = #tags, #tags > page
if more then
  count = page
  while count > 0 and seqs[count] == seqs[page + 1] do
    count = count - 1
  end
  if count == 0 then
    return redis.error_reply('ERR more than ' .. page .. ' tags were raised to the number ' .. text(seqs[1]))
  end
end

local now = millis()
if lease > number(redis.call('HGET', M, 'lease')) then
  redis.call('HSET', M, 'lease', text(lease))
end
if tonumber(since) >= 0 then -- who knows nothing yet has no lease
  redis.call('HSET', M, 'i:' .. ARGV[1], since .. ':' .. text(ends(now, lease)))
end
local fleet = -1
if ARGV[4] == '1' then
  local _, least = others(members(), ARGV[1], now)
  fleet = least or s.top
end

local answer = {1, s.lineage, s.counter, s.floor, s.top, more and 1 or 0, fleet, s.snapshot, s.snapshotSeq, micros(),
  s.past, redis.call('HGET', M, 'began') or ''}
for i = 1, count do
  answer[#answer + 1] = tags[i]
  answer[#answer + 1] = seqs[i]
end
return answer
