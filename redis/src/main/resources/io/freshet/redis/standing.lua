-- What every script begins with: its keys, numbers written without an exponent, the server's clock, and whether the
-- sequence can be trusted. INFO is asked here, each time: a connection survives the demotion of its server, and a
-- certificate that was copied to another server, or outlived a restart, names a replication id that is no longer there.
-- In the model: Certified, Begun.
local Z, H, A, M = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local LINEAGE = 2147483648

local function text(number)
  return string.format('%.0f', number)
end

local function number(text)
  return tonumber(text or 0) or 0
end

local function micros()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local function millis()
  return math.floor(micros() / 1000)
end

local function standing()
  local info = redis.call('INFO', 'replication')
  local held = redis.call('HMGET', H, 'cert', 'ctr', 'snap', 'floor', 'lin', 'sseq', 'past')
  local top = redis.call('ZSCORE', Z, '#')
  local s = {
    master = string.match(info, 'role:(%a+)') == 'master',
    id = string.match(info, 'master_replid:(%x+)') or '',
    begun = top and true or false,
    top = number(top),
    counter = number(held[2]),
    snapshot = held[3] or '',
    floor = number(held[4]),
    lineage = number(held[5]),
    snapshotSeq = number(held[6]),
    past = held[7] or ''
  }
  s.certified = s.master and s.begun and s.lineage > 0 and held[1] == s.id and s.id ~= ''
    and math.floor(s.top / LINEAGE) == s.lineage
    and redis.call('HGET', M, 'lin') == held[5]
  return s
end
