-- The relay's view before a cycle.
-- In the model: ReadHead, ReadHeadAgain.
--   answer {certified, counter, replication id, lineage, top, snapshot}
local s = standing()
return {s.certified and 1 or 0, s.counter, s.id, s.lineage, s.top, s.snapshot}
