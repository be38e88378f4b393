-- Who may hold a lease. A RECOVER forgets the members while their leases may still run: until the longest of them has
-- ended, nothing is known of the others, which is told as -1 ("warming").
-- In the model: NoOthers, WarmedUp, Lapse.
local UNKNOWN_LEASE = 5000

-- When a lease that is taken now has ended on any clock: five per cent and 50 ms are for clocks that run differently.
local function ends(now, lease)
  return math.floor(now + lease * 1.05 + 50)
end

-- Every field of the member hash.
local function members()
  local fields, flat = {}, redis.call('HGETALL', M)
  for i = 1, #flat, 2 do
    fields[flat[i]] = flat[i + 1]
  end
  return fields
end

-- How many others there are, and the number that all of them have applied (false if there are none); drops the expired.
local function others(fields, own, now)
  local count, least = 0, false
  for field, value in pairs(fields) do
    if string.sub(field, 1, 2) == 'i:' then
      local applied, expires = string.match(value, '^(%d+):(%d+)$')
      if number(expires) <= now then
        redis.call('HDEL', M, field)
      elseif field ~= 'i:' .. own then
        count = count + 1
        least = math.min(least or number(applied), number(applied))
      end
    end
  end
  if now < ends(number(fields.at), number(fields.lease or UNKNOWN_LEASE)) then
    return -1, -1
  end
  return count, least
end
