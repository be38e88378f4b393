-- Begins a lineage: the sequence jumps above whatever any server gave out before, the certificate is cleared in the same
-- step, noted transactions and members are forgotten. Where the bumps that may be missing cannot be made again, every
-- earlier stamp becomes worthless: the caller does not replay, no snapshot says from where, or the set itself was lost,
-- and with it what was bumped before the snapshot.
-- In the model: Recover.
--   ARGV   lineage, "1" to replay
--   answer {1} if it began, {0} if this lineage or a later one had begun already
-- Lineages that this server's numbers went through are remembered, the last 32: stamps of any other come from a server
-- with another history, and cannot be compared. A server runs one script at a time, so that no two lineages began there in
-- the same microsecond: by that nudges are told from those of another sequence on the same channel.
local MOST = 32

local function followed(past, lineage)
  local all = {text(lineage)}
  for one in string.gmatch(past, '%d+') do
    if #all < MOST then
      all[#all + 1] = one
    end
  end
  return table.concat(all, ',')
end

local s = standing()
local lineage = tonumber(ARGV[1])
if not s.master then
  return redis.error_reply('READONLY only a master can begin a lineage')
end
if s.lineage >= lineage then
  return {0}
end
local first = text(math.max(s.top, lineage * LINEAGE))
redis.call('ZADD', Z, first, '#')
redis.call('HSET', H, 'lin', text(lineage), 'cert', '')
if ARGV[2] ~= '1' or s.snapshot == '' or not s.begun then
  redis.call('HDEL', H, 'snap', 'sseq', 'past')
  redis.call('HSET', H, 'floor', first)
else
  redis.call('HSET', H, 'past', followed(s.past, s.lineage))
end
redis.call('UNLINK', A)
local lease = redis.call('HGET', M, 'lease')
redis.call('DEL', M)
redis.call('HSET', M, 'lin', text(lineage), 'at', text(millis()), 'began', text(micros()))
if lease then
  redis.call('HSET', M, 'lease', lease)
end
return {1}
