import { createHash } from 'node:crypto';

/**
 * The rooms in Redis. Each script is one step that nobody sees half done. All keys begin with a prefix:
 *
 * - `numbers`: room numbers by when the room ended, in ms; an open one is at infinity
 * - `room:NUMBER`: a place by peer id, and besides what counts: `made` (by which address), `order` (how often somebody entered)
 * - `seats`: "NUMBER PEER" by when its time is up, in ms; whoever is here has until infinity
 * - `made`: rooms that there are by the address that made them
 * - `processes`: server processes by when they count as dead, in ms; `process:ID`: the seats of those who are here by it
 */
export interface Script {
  readonly source: string;
  readonly sha1: string;
}

/** The arguments of every script before its own: the prefix of the keys, the time or -1 for that of Redis, lifetime in ms. */
const PRELUDE = `
local prefix, now, life = ARGV[1], tonumber(ARGV[2]), ARGV[3]
if now < 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local numbers, seats, made, processes = prefix .. 'numbers', prefix .. 'seats', prefix .. 'made', prefix .. 'processes'
local function roomKey(room) return prefix .. 'room:' .. room end
local function processKey(process) return prefix .. 'process:' .. process end
local function seatName(room, peer) return room .. ' ' .. peer end
local function placeOf(room, peer)
  local text = redis.call('HGET', roomKey(room), peer)
  return text and cjson.decode(text)
end
local function touch(...)
  for _, key in ipairs({ numbers, seats, made, processes, ... }) do redis.call('PEXPIRE', key, life) end
end
local function save(room, peer, place)
  redis.call('HSET', roomKey(room), peer, cjson.encode(place))
end
local function standUp(room, peer, place)
  redis.call('SREM', processKey(place.process), seatName(room, peer))
end
local function keep(room, peer, place, how, grace)
  standUp(room, peer, place)
  place.how = how
  save(room, peer, place)
  redis.call('ZADD', seats, now + grace, seatName(room, peer))
end
local function remove(room, peer, place)
  if place then standUp(room, peer, place) end
  redis.call('HDEL', roomKey(room), peer)
  redis.call('ZREM', seats, seatName(room, peer))
  if redis.call('HLEN', roomKey(room)) > 2 then return end
  local source = redis.call('HGET', roomKey(room), 'made')
  if source and redis.call('HINCRBY', made, source, -1) <= 0 then redis.call('HDEL', made, source) end
  redis.call('DEL', roomKey(room))
  redis.call('ZADD', numbers, now, room)
end
local function append(list, more)
  for _, item in ipairs(more) do table.insert(list, item) end
  return list
end
-- Peer, address, port and how they are, of each but one; the first first.
local function othersIn(room, peer)
  local others, fields = {}, {}
  local all = redis.call('HGETALL', roomKey(room))
  for index = 1, #all, 2 do
    local name = all[index]
    if name ~= 'made' and name ~= 'order' and name ~= peer then
      table.insert(others, { name, cjson.decode(all[index + 1]) })
    end
  end
  table.sort(others, function(one, other) return one[2].order < other[2].order end)
  for _, other in ipairs(others) do
    append(fields, { other[1], other[2].address, other[2].port, other[2].how })
  end
  return fields
end
`;

const script = (body: string): Script => {
  const source = PRELUDE + body;
  return { source, sha1: createHash('sha1').update(source).digest('hex') };
};

/**
 * Takes a seat: way (create, join or reopen), room, peer, token, address, port, source, sitting, process; the most members,
 * rooms and rooms of a source; how long numbers rest, how many there are, where to look for a free one, and numbers to
 * try first. Answers why not, or "entered", room, whether returned, whether displaces,
 * the turn, and the others with their places.
 */
export const enterScript = script(`
local way, room, peer, token, address, port = unpack(ARGV, 4, 9)
local source, sitting, process = unpack(ARGV, 10, 12)
local maxPeers, maxRooms, maxOfSource = tonumber(ARGV[13]), tonumber(ARGV[14]), tonumber(ARGV[15])
local rest, last, draw = tonumber(ARGV[16]), tonumber(ARGV[17]), tonumber(ARGV[18])

local function pick()
  for index = 19, #ARGV do
    if not redis.call('ZSCORE', numbers, ARGV[index]) then return ARGV[index] end
  end
  local all = redis.call('ZRANGE', numbers, 0, -1)
  if #all >= last then return all[1] end
  local taken, skip = {}, draw % (last - #all)
  for _, number in ipairs(all) do taken[number] = true end
  for number = 1, last do
    local text = string.format('%d', number)
    if not taken[text] then
      if skip == 0 then return text end
      skip = skip - 1
    end
  end
end

local isOpen = way ~= 'create' and redis.call('EXISTS', roomKey(room)) == 1
if not isOpen then
  if way == 'join' then return { 'no-such-room' } end
  redis.call('ZREMRANGEBYSCORE', numbers, '-inf', now - rest)
  if redis.call('ZCOUNT', numbers, '+inf', '+inf') >= maxRooms then return { 'too-many-rooms' } end
  if tonumber(redis.call('HGET', made, source) or 0) >= maxOfSource then return { 'too-many-rooms-of-source' } end
  if way == 'create' then room = pick() end
end

local own = isOpen and placeOf(room, peer)
if own and own.token ~= token then return { 'peer-id-taken' } end
local count = isOpen and redis.call('HLEN', roomKey(room)) - 2 or 0
if not own and count >= maxPeers then return { 'room-full' } end

if not isOpen then
  redis.call('HINCRBY', made, source, 1)
  redis.call('ZADD', numbers, '+inf', room)
  redis.call('HSET', roomKey(room), 'made', source, 'order', 0)
end
if own then standUp(room, peer, own) end
local turn = redis.call('HINCRBY', roomKey(room), 'order', 1)
save(room, peer, {
  token = token, address = address, port = port, sitting = sitting, process = process, order = own and own.order or turn, how = 'here',
})
redis.call('ZADD', seats, '+inf', seatName(room, peer))
redis.call('SADD', processKey(process), seatName(room, peer))
touch(roomKey(room), processKey(process))

local answer = { 'entered', room, own and '1' or '0', own and own.how == 'here' and '1' or '0', tostring(turn) }
return append(answer, othersIn(room, peer))
`);

/** The room once more: room, peer. Answers its last turn, and the others with their places. */
export const lookScript = script(`
local room, peer = ARGV[4], ARGV[5]
return append({ redis.call('HGET', roomKey(room), 'order') or '0' }, othersIn(room, peer))
`);

/** Gives a seat up, or begins to keep it: way (leave, lose or unload), room, peer, sitting, grace in ms. Answers 1 if it did. */
export const giveUpScript = script(`
local way, room, peer, sitting, grace = unpack(ARGV, 4, 8)
local place = placeOf(room, peer)
if not place or place.sitting ~= sitting then return 0 end
if way == 'leave' then
  remove(room, peer, place)
elseif way == 'unload' then
  keep(room, peer, place, 'unloading', grace)
elseif place.how == 'here' then
  keep(room, peer, place, 'away', grace)
else
  return 0
end
return 1
`);

/** Takes seats whose time is up, so many at most. Answers room, peer and how they were, of each. */
export const expireScript = script(`
local answer = {}
for _, name in ipairs(redis.call('ZRANGEBYSCORE', seats, '-inf', now, 'LIMIT', 0, ARGV[4])) do
  local room, peer = name:match('(%d+) (%x+)')
  local place = placeOf(room, peer)
  remove(room, peer, place)
  for _, field in ipairs({ room, peer, place and place.how or 'away' }) do table.insert(answer, field) end
end
return answer
`);

export const countScript = script(`
return { redis.call('ZCOUNT', numbers, '+inf', '+inf'), redis.call('ZCARD', seats) }
`);

/**
 * A sign of life: process, whether it begins with it, how long it lasts in ms, grace in ms, seats at most. Answers whether
 * the process still counted as alive, and room and peer of those who are away because theirs is dead.
 */
export const heartbeatScript = script(`
local process, begins, lasts, grace, most = ARGV[4], ARGV[5] == '1', ARGV[6], ARGV[7], tonumber(ARGV[8])
if not begins and not redis.call('ZSCORE', processes, process) then return { '0' } end
redis.call('ZADD', processes, now + lasts, process)
touch(processKey(process))
local answer = { '1' }
for _, dead in ipairs(redis.call('ZRANGEBYSCORE', processes, '-inf', '(' .. now)) do
  local names = redis.call('SPOP', processKey(dead), most)
  most = most - #names
  for _, name in ipairs(names) do
    local room, peer = name:match('(%d+) (%x+)')
    local place = placeOf(room, peer)
    if place then
      keep(room, peer, place, 'away', grace)
      table.insert(answer, room)
      table.insert(answer, peer)
    else
      remove(room, peer)
    end
  end
  if redis.call('SCARD', processKey(dead)) == 0 then redis.call('ZREM', processes, dead) end
  if most <= 0 then break end
end
return answer
`);

/** Lets the rooms in which this process has somebody live on: process. */
export const prolongScript = script(`
for _, name in ipairs(redis.call('SMEMBERS', processKey(ARGV[4]))) do
  redis.call('PEXPIRE', roomKey(name:match('%d+')), life)
end
return 1
`);
