---------------------------- MODULE FreshetDirect ----------------------------
(***************************************************************************)
(* Direct mode: what an instance does while Redis does not answer it, and  *)
(* what writers then wait for.  A module of its own, since it shares with  *)
(* Freshet.tla only the database.  README.md tells which action is which   *)
(* code.                                                                   *)
(*                                                                         *)
(* One instance that reads, one load, one tag.  The ticks of other         *)
(* instances could only make writers wait more.  Redis shows through two   *)
(* actions: an answered poll, and an entry that another instance stored.   *)
(* An instant is a position in log; past is the last event since which D,  *)
(* the length of a direct lease, has gone by.                              *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Writes,
    MaxTicks,   \* how often the instance ticks
    MaxMarks,   \* how often each writer's instance asks for the count of ticks beforehand
    MaxPolls,   \* how often a poll is answered in between
    Bug

VARIABLES
    log,     \* commits and marks
    past,
    write,   \* of each transaction: where it is, the count its instance knew and since when, the event to wait for
    ticks,   \* how often the database sequence was raised
    query,   \* the direct query that is under way
    inst,    \* the instance
    load     \* the one load that is followed

vars == <<log, past, write, ticks, query, inst, load>>

Mark == 0
Never == -1

Position(w) == CHOOSE k \in 1 .. Len(log) : log[k] = w
Misses(from, to) == \E k \in from + 1 .. to : log[k] # Mark

(* Transactions that have an id and have not ended. *)
Running == {w \in Writes : write[w].at \in {"writing", "ready"}}

(* What the sequence tells.  Its first value is also what it tells before it was ever raised. *)
Count == IF Bug = "first tick unseen" /\ ticks <= 1 THEN 1 ELSE ticks

NoQuery == [at |-> "none", asked |-> 0, base |-> 0, seen |-> 0, running |-> {}, continues |-> FALSE]

Init ==
    /\ log = <<>>
    /\ past = 0
    /\ write = [w \in Writes |-> [at |-> "open", heard |-> Never, since |-> 0, marks |-> 0, active |-> TRUE]]
    /\ ticks = 0
    /\ query = NoQuery
    /\ inst = [known |-> 0, since |-> Never, number |-> 0, raised |-> 0, newsAsOf |-> 0, last |-> Never, wait |-> {},
               lease |-> Never, polls |-> 0]
    /\ load = [at |-> "none", number |-> 0, data |-> 0]

-------------------------------------------------------------------------------
(* Writers *)

(* The instance of the writer asks for the count, before the transaction reads it. *)
Observe(w) ==
    /\ write[w].at \in {"open", "writing"}
    /\ write[w].marks < MaxMarks
    /\ log' = Append(log, Mark)
    /\ write' = [write EXCEPT ![w].marks = @ + 1,
                              ![w].since = IF write[w].heard = Count THEN @ ELSE Len(log) + 1,
                              ![w].heard = Count]
    /\ UNCHANGED <<past, ticks, query, inst, load>>

(* The transaction writes, and is given its id by that. *)
Begin(w) ==
    /\ write[w].at = IF Bug = "count before id" THEN "read" ELSE "open"
    /\ write' = [write EXCEPT ![w].at = IF Bug = "count before id" THEN "ready" ELSE "writing"]
    /\ UNCHANGED <<log, past, ticks, query, inst, load>>

(* Right before its commit: direct readers are active unless the count has stood still for longer than D. *)
ReadTicks(w) ==
    /\ write[w].at = IF Bug = "count before id" THEN "open" ELSE "writing"
    /\ write' = [write EXCEPT ![w].at = IF Bug = "count before id" THEN "read" ELSE "ready",
                              ![w].active = ~(write[w].heard = Count /\ past >= write[w].since)]
    /\ UNCHANGED <<log, past, ticks, query, inst, load>>

Commit(w) ==
    /\ write[w].at = "ready"
    /\ log' = Append(log, w)
    /\ write' = [write EXCEPT ![w].at = "committed"]
    /\ UNCHANGED <<past, ticks, query, inst, load>>

Rollback(w) ==
    /\ write[w].at = "ready"
    /\ write' = [write EXCEPT ![w].at = "rolled back"]
    /\ UNCHANGED <<log, past, ticks, query, inst, load>>

Acknowledge(w) ==
    /\ write[w].at = "committed"
    /\ past >= Position(w) \/ ~write[w].active \/ Bug = "writers ignore ticks"
    /\ write' = [write EXCEPT ![w].at = "acknowledged"]
    /\ UNCHANGED <<log, past, ticks, query, inst, load>>

-------------------------------------------------------------------------------
(* The direct read: a tick, then in a statement of its own the snapshot and its rows *)

Ask ==
    /\ query.at = "none"
    /\ ticks < MaxTicks
    /\ query' = [at |-> "asked", asked |-> Len(log), base |-> IF inst.since = Never THEN inst.known ELSE inst.since,
                 seen |-> Never, running |-> {}, continues |-> Bug = "gap measured when asking" /\ inst.last # Never]
    /\ UNCHANGED <<log, past, write, ticks, inst, load>>

Tick ==
    /\ query.at = IF Bug = "snapshot before tick" THEN "seen" ELSE "asked"
    /\ ticks' = ticks + 1
    /\ query' = [query EXCEPT !.at = IF Bug = "snapshot before tick" THEN "answered" ELSE "ticked"]
    /\ UNCHANGED <<log, past, write, inst, load>>

Snapshot ==
    /\ query.at = IF Bug = "snapshot before tick" THEN "asked" ELSE "ticked"
    /\ query' = [query EXCEPT !.at = IF Bug = "snapshot before tick" THEN "seen" ELSE "answered",
                              !.seen = Len(log), !.running = Running]
    /\ UNCHANGED <<log, past, write, ticks, inst, load>>

(* The lease runs for D from the instant before the tick was sent.  Unless the read before was asked less than D ago when the *)
(* answer arrives, it may be used only once all have ended that might have looked at the count before the tick.             *)
Receive ==
    /\ query.at = "answered"
    /\ LET continues == query.continues \/ inst.last # Never
           wait == IF Bug = "no wait for the transactions before the tick" THEN {}
                   ELSE IF continues THEN inst.wait \cap query.running ELSE query.running
           news == Misses(query.base, query.seen)
           asked == IF query.asked >= past THEN query.asked ELSE Never
       IN  inst' = [inst EXCEPT !.number = IF news THEN @ + 1 ELSE @,
                                !.raised = IF news THEN inst.number + 1 ELSE @,
                                !.newsAsOf = IF news THEN Len(log) ELSE @,
                                !.since = query.seen,
                                !.last = asked,
                                !.wait = IF asked = Never THEN {} ELSE wait,
                                !.lease = IF wait = {} THEN asked ELSE Never]
    /\ query' = NoQuery
    /\ UNCHANGED <<log, past, write, ticks, load>>

(* The connection breaks. *)
Fail ==
    /\ query.at # "none"
    /\ query' = NoQuery
    /\ UNCHANGED <<log, past, write, ticks, inst, load>>

(* Certificates arrive again: the next direct read begins anew.  The lease ends by itself. *)
Rest ==
    /\ query.at = "none"
    /\ inst.since # Never
    /\ inst' = [inst EXCEPT !.since = Never, !.last = Never, !.wait = {}]
    /\ UNCHANGED <<log, past, write, ticks, query, load>>

-------------------------------------------------------------------------------
(* Redis answers a poll: every transaction of its certified snapshot is in the bump map from now on.  News that had arrived *)
(* before is in it too, and forgotten.                                                                                    *)
Poll ==
    /\ inst.polls < MaxPolls
    /\ \E snapshot \in inst.known .. Len(log) :
          LET forgets == inst.newsAsOf <= snapshot \/ Bug = "news forgotten too early"
          IN  inst' = [inst EXCEPT !.known = snapshot, !.polls = @ + 1,
                                   !.raised = IF forgets THEN 0 ELSE @, !.newsAsOf = IF forgets THEN 0 ELSE @]
    /\ UNCHANGED <<log, past, write, ticks, query, load>>

(* ReadPath.load: stamped with what was learned directly before. *)
Load ==
    /\ load.at = "none"
    /\ load' = [at |-> "read", number |-> inst.number, data |-> Len(log)]
    /\ UNCHANGED <<log, past, write, ticks, query, inst>>

(* An entry that another instance loaded at any time, found in L2: any news may be newer. *)
FindInL2 ==
    /\ load.at = "none"
    /\ \E data \in 0 .. Len(log) :
          load' = [at |-> "read", number |-> IF Bug = "entry of L2 as if loaded here" THEN inst.number ELSE 0, data |-> data]
    /\ UNCHANGED <<log, past, write, ticks, query, inst>>

(* D has gone by since an event. *)
Elapse ==
    /\ \E event \in past + 1 .. Len(log) :
          /\ past' = event
          /\ inst' = [inst EXCEPT !.last = IF @ < event THEN Never ELSE @,
                                  !.wait = IF inst.last < event THEN {} ELSE @,
                                  !.lease = IF @ < event THEN Never ELSE @]
    /\ UNCHANGED <<log, write, ticks, query, load>>

-------------------------------------------------------------------------------
Next ==
    \/ \E w \in Writes : Observe(w) \/ Begin(w) \/ ReadTicks(w) \/ Commit(w) \/ Rollback(w) \/ Acknowledge(w)
    \/ Ask \/ Tick \/ Snapshot \/ Receive \/ Fail \/ Rest
    \/ Poll \/ Load \/ FindInL2
    \/ Elapse

Spec == Init /\ [][Next]_vars

-------------------------------------------------------------------------------
(* What is promised *)

Valid ==
    /\ load.at = "read"
    /\ inst.lease # Never
    /\ ~Misses(load.data, inst.known)
    /\ inst.raised <= load.number

(* G1: what a direct lease lets an instance serve reflects all that was committed before the instant that it rests on. *)
Proven == Valid => ~Misses(load.data, inst.lease)

Bounded == Valid => ~Misses(load.data, past)

(* ... and no write that has returned. *)
AckFresh == Valid => \A w \in Writes : write[w].at = "acknowledged" => Position(w) <= load.data

===============================================================================
