------------------------------- MODULE Freshet -------------------------------
(***************************************************************************)
(* Freshet's protocol for one tag: database, Redis, relays, instances,     *)
(* one load, writers.  README.md tells which action is which code, what is *)
(* left out, and what every constant is for.                               *)
(*                                                                         *)
(* There is no clock.  An instant is a position in log: how many events    *)
(* had happened.  past is the last event since which the bound B has gone  *)
(* by; a lease as of an instant before past is over.                       *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Writes,       \* transactions, named by their ids
    Elsewhere,    \* those among them that raise another tag
    Instances,    \* those that read; 1 is the home of all writers, whether it reads or not
    Relays,
    MaxCounter,   \* no certificate beyond this one
    MaxLineage,   \* no lineage beyond this one
    Faults,       \* of "failover", "split", "restart", "wipe", "evictZ", "evictH", "evictA", "evictM"
    MaxFaults,
    MaxMarks,     \* how often a writer that is cut off asks for the count of cycles before its commit
    AnyOrder,     \* whether transactions commit in another order than their ids
    LateAnswers,  \* whether the answer to a poll may arrive late
    Nudges,       \* whether other instances may hear of a bump as it happens
    Trims,        \* whether CERTIFY may trim the tag
    Reboots,      \* whether an instance may start anew
    Bug           \* "none", or the fault that is seeded

VARIABLES
    log,      \* commits in the order in which they became visible, and marks
    past,
    write,    \* of each transaction: where its writer is, the number of its bump, the event to wait for
    server,   \* 1: the first master; 2: its replica, of which only what was copied is known
    serving,  \* the servers that are masters
    faults, wasSplit, ids, lineages,
    moved,    \* whether a cycle was counted since the last mark
    relay, inst,
    load      \* the one load that is followed

vars == <<log, past, write, server, serving, faults, wasSplit, ids, lineages, moved, relay, inst, load>>

Home == 1
Mark == 0
Replica == 2
Never == -1

(* Numbers: lineage * 10 + n. *)
First(lineage) == lineage * 10
LineageOf(number) == number \div 10
Max(a, b) == IF a > b THEN a ELSE b

Visible(position) == {log[k] : k \in 1 .. position} \ {Mark}
Position(w) == CHOOSE k \in 1 .. Len(log) : log[k] = w
Marks == {k \in 1 .. Len(log) : log[k] = Mark}
LastMark == CHOOSE k \in Marks : \A m \in Marks : m <= k

(* A write between two positions that changes what the load reads. *)
Missed(from, to) == \E k \in from + 1 .. to : log[k] \notin Elsewhere \cup {Mark}

-------------------------------------------------------------------------------
(* standing.lua *)

Nobody == [i \in Instances |-> Never]

Blank(id) == [id |-> id, top |-> 0, tag |-> 0, lin |-> 0, cert |-> 0, ctr |-> 0, snap |-> Never, floor |-> 0,
              done |-> {}, members |-> Nobody, mlin |-> 0, warm |-> FALSE]

Begun(s) == s.top > 0 /\ s.lin > 0

Certified(s) ==
    /\ Begun(s)
    /\ s.mlin = s.lin
    /\ IF Bug = "no replication id" THEN s.cert > 0 ELSE s.cert = s.id
    /\ Bug = "no jump" \/ LineageOf(s.top) = s.lin

(* bump.lua: a transaction that is noted already raises nothing. *)
CanBump(s) == Begun(s) /\ s.mlin = s.lin

Bumped(s, w) ==
    IF w \in s.done THEN s
    ELSE [s EXCEPT !.top = @ + 1, !.tag = IF w \in Elsewhere THEN @ ELSE s.top + 1, !.done = @ \cup {w}]

(* recover.lua *)
Recovered(s, lineage, replay) ==
    LET first == IF Bug = "no jump" THEN Max(s.top, First(1)) ELSE Max(s.top, First(lineage))
        lost == ~replay \/ s.snap = Never \/ s.top = 0
    IN  IF s.lin >= lineage THEN s
        ELSE [s EXCEPT !.top = first, !.lin = lineage, !.mlin = lineage,
                       !.cert = IF Bug = "cert kept" THEN @ ELSE 0,
                       !.snap = IF lost THEN Never ELSE @,
                       !.floor = IF lost THEN first ELSE @,
                       !.done = {}, !.members = Nobody, !.warm = TRUE]

(* certify.lua *)
CanCertify(s, r) == Begun(s) /\ s.id = r.id /\ s.ctr = r.ctr /\ s.lin = r.lin

CertifiedAt(s, snapshot) ==
    [s EXCEPT !.ctr = @ + 1, !.snap = snapshot, !.cert = s.id, !.done = @ \ Visible(snapshot)]

Trimmed(s) == [s EXCEPT !.tag = 0, !.floor = Max(@, s.tag)]

(* members.lua *)
NoOthers(s, number) ==
    /\ Certified(s)
    /\ ~s.warm
    /\ \A j \in Instances \ {Home} : s.members[j] = Never \/ s.members[j] >= number

-------------------------------------------------------------------------------
(* Freshness *)

NoAnswer == [ok |-> FALSE, lin |-> 0, ctr |-> 0, floor |-> 0, top |-> 0, tag |-> 0, asked |-> Never]
NoHistory == [c \in 0 .. MaxCounter |-> Never]
Fresh == [seq |-> 0, lin |-> 0, floor |-> 0, bump |-> 0, history |-> NoHistory, asOf |-> Never, leaseOf |-> 0, answer |-> NoAnswer]
Steps == IF Bug = "one step" THEN 1 ELSE 2

(* Freshness.bumped: the number of a bump that raised nothing never counts as the next one. *)
Heard(i, number, w, raised) ==
    [i EXCEPT !.bump = IF w \in Elsewhere THEN @ ELSE Max(@, number),
              !.seq = IF number = @ + 1 /\ raised THEN number ELSE @]

(* Certificates.note *)
Noted(history, counter, asked) ==
    IF asked = Never THEN history ELSE [history EXCEPT ![counter] = Max(@, asked)]

Proof(history, counter) ==
    LET seen == {c \in 0 .. counter - Steps : history[c] # Never}
    IN  IF seen = {} THEN Never ELSE CHOOSE c \in seen : \A d \in seen : d <= c

(* Freshness.apply *)
Applied(i, a) ==
    IF a.lin < i.lin /\ Bug # "no lineage check" THEN i
    ELSE LET kept == IF a.lin > i.lin /\ Bug # "history kept" THEN NoHistory ELSE i.history
             noted == Noted(kept, a.ctr, a.asked)
             proof == Proof(noted, a.ctr)
         IN  [i EXCEPT !.lin = a.lin,
                       !.floor = Max(@, a.floor),
                       !.bump = Max(@, a.tag),
                       !.seq = Max(@, a.top),
                       !.history = IF proof = Never THEN noted
                                   ELSE [c \in 0 .. MaxCounter |-> IF c < proof THEN Never ELSE noted[c]],
                       !.asOf = IF proof = Never THEN @ ELSE noted[proof],
                       !.leaseOf = IF proof = Never THEN @ ELSE a.lin]

(* What an instance may still rely on if it may rely on nothing that was asked before an event. *)
After(i, event) ==
    [i EXCEPT !.asOf = IF @ < event THEN Never ELSE @,
              !.leaseOf = IF i.asOf < event THEN 0 ELSE @,
              !.history = [c \in 0 .. MaxCounter |-> IF @[c] < event THEN Never ELSE @[c]],
              !.answer = IF @.ok /\ @.asked < event THEN [@ EXCEPT !.asked = Never] ELSE @]

(* Freshness.distrust at the home of a writer whose bump failed *)
Distrusted == [i \in Instances |-> IF i = Home THEN After(inst[i], Len(log)) ELSE inst[i]]

(* Freshness.isValid *)
Valid(i) ==
    /\ load.at = "read"
    /\ inst[i].asOf # Never \/ Bug = "no lease"
    /\ load.stamp >= inst[i].floor
    /\ LineageOf(load.stamp) <= inst[i].lin
    /\ inst[i].bump <= load.stamp

-------------------------------------------------------------------------------
Idle == [at |-> "idle", id |-> 0, ctr |-> 0, lin |-> 0, snap |-> Never, replay |-> FALSE, seen |-> Never, todo |-> {}]

Init ==
    /\ log = <<>>
    /\ past = 0
    /\ write = [w \in Writes |-> [at |-> "open", number |-> 0, until |-> 0]]
    /\ server = [s \in {1, Replica} |->
                   IF s = Replica THEN Blank(0)
                   ELSE [Blank(1) EXCEPT !.top = First(1), !.lin = 1, !.mlin = 1, !.cert = 1, !.snap = 0,
                                         !.members = [i \in Instances |-> First(1)]]]
    /\ serving = {1}
    /\ faults = 0
    /\ wasSplit = FALSE
    /\ ids = 1
    /\ lineages = 1
    /\ moved = FALSE
    /\ relay = [r \in Relays |-> Idle]
    /\ inst = [i \in Instances |->
                 [seq |-> First(1), lin |-> 1, floor |-> 0, bump |-> 0, history |-> [NoHistory EXCEPT ![0] = 0],
                  asOf |-> 0, leaseOf |-> 1, answer |-> NoAnswer]]
    /\ load = [at |-> "none", by |-> 0, stamp |-> 0, data |-> Never]

-------------------------------------------------------------------------------
(* The database *)

Commit(w) ==
    /\ write[w].at = "open"
    /\ AnyOrder \/ \A v \in Writes : v < w => write[v].at # "open"
    /\ log' = Append(log, w)
    /\ write' = [write EXCEPT ![w].at = "committed", ![w].until = Len(log) + 1]
    /\ UNCHANGED <<past, server, serving, faults, wasSplit, ids, lineages, moved, relay, inst, load>>

(* Loads: ReadPath.load.  Whatever was loaded may lie in L1 of its instance, in L2, or arrive there late: any instance   *)
(* may find it at any time.  The load that reads at once misses the most, so no other is followed; nor is one that      *)
(* nothing can make stale.                                                                                              *)

Load(i) ==
    /\ load.at = "none"
    /\ \E w \in Writes \ Elsewhere : write[w].at = "open"
    /\ load' = [at |-> IF Bug = "stamp after load" THEN "began" ELSE "read", by |-> i, stamp |-> inst[i].seq, data |-> Len(log)]
    /\ UNCHANGED <<log, past, write, server, serving, faults, wasSplit, ids, lineages, moved, relay, inst>>

(* Only for the bug that stamps after the load. *)
StampLate ==
    /\ load.at = "began"
    /\ load' = [load EXCEPT !.at = "read", !.stamp = inst[load.by].seq]
    /\ UNCHANGED <<log, past, write, server, serving, faults, wasSplit, ids, lineages, moved, relay, inst>>

-------------------------------------------------------------------------------
(* Writers: Invalidations.committed.  One that crashes, or psql, commits and does nothing more. *)
(* Mended: the bump of a writer is refused by a server that is not certified.                  *)

BumpByWriter(w, s) ==
    /\ write[w].at = "committed"
    /\ s \in serving
    /\ IF Certified(server[s]) \/ (Bug = "bump without certificate" /\ CanBump(server[s]))
       THEN LET after == Bumped(server[s], w)
                raised == w \notin server[s].done \/ Bug = "number of a noted bump"
            IN  /\ server' = [server EXCEPT ![s] = after]
                /\ write' = [write EXCEPT ![w] = IF NoOthers(after, after.top) \/ Bug = "no wait for the fleet"
                                                 THEN [at |-> "acknowledged", number |-> 0, until |-> 0]
                                                 ELSE [@ EXCEPT !.at = "bumped", !.number = after.top]]
                /\ \E hear \in SUBSET (IF Nudges THEN Instances \ {Home} ELSE {}) :
                      inst' = [i \in Instances |-> IF i \in hear \cup {Home}
                                                   THEN Heard(inst[i], after.top, w, raised) ELSE inst[i]]
       ELSE /\ write' = [write EXCEPT ![w].at = "refused"]
            /\ inst' = Distrusted
            /\ UNCHANGED server
    /\ UNCHANGED <<log, past, serving, faults, wasSplit, ids, lineages, moved, relay, load>>

(* Silence.since, asked by an earlier write of the same outage. *)
AskCycles ==
    /\ Cardinality(Marks) < MaxMarks
    /\ log' = Append(log, Mark)
    /\ moved' = FALSE
    /\ UNCHANGED <<past, write, server, serving, faults, wasSplit, ids, lineages, relay, inst, load>>

(* Redis does not answer this writer; it does the relays and the others. *)
CutOff(w) ==
    /\ MaxMarks > 0
    /\ write[w].at = "committed"
    /\ write' = [write EXCEPT ![w].at = "cut off",
                              ![w].until = IF Marks # {} /\ (~moved \/ Bug = "silence ignores the count")
                                           THEN LastMark ELSE @]
    /\ inst' = Distrusted
    /\ UNCHANGED <<log, past, server, serving, faults, wasSplit, ids, lineages, moved, relay, load>>

(* The bump of a writer that no longer waits for its answer. *)
StrayBump(w, s) ==
    /\ write[w].at = "cut off"
    /\ s \in serving
    /\ Certified(server[s])
    /\ w \notin server[s].done
    /\ server' = [server EXCEPT ![s] = Bumped(@, w)]
    /\ write' = [write EXCEPT ![w].at = "cut off, bumped"]
    /\ UNCHANGED <<log, past, serving, faults, wasSplit, ids, lineages, moved, relay, inst, load>>

Acknowledge(w) ==
    /\ \/ /\ write[w].at = "bumped"
          /\ \E s \in serving : NoOthers(server[s], write[w].number)
       \/ /\ write[w].at \in {"bumped", "refused", "cut off", "cut off, bumped"}
          /\ past >= write[w].until
    /\ write' = [write EXCEPT ![w] = [at |-> "acknowledged", number |-> 0, until |-> 0]]
    /\ UNCHANGED <<log, past, server, serving, faults, wasSplit, ids, lineages, moved, relay, inst, load>>

-------------------------------------------------------------------------------
(* Instances: LeaseKeeper.poll, poll.lua *)

Answer(i, s) ==
    [ok |-> TRUE, lin |-> s.lin, ctr |-> s.ctr, floor |-> s.floor, top |-> s.top,
     tag |-> IF s.tag > inst[i].seq THEN s.tag ELSE 0, asked |-> Len(log)]

Poll(i, s) ==
    /\ s \in serving
    /\ Certified(server[s])
    /\ server' = [server EXCEPT ![s].members[i] = inst[i].seq]
    /\ inst' = [inst EXCEPT ![i] = IF LateAnswers THEN [@ EXCEPT !.answer = Answer(i, server[s])]
                                   ELSE Applied(@, Answer(i, server[s]))]
    /\ UNCHANGED <<log, past, write, serving, faults, wasSplit, ids, lineages, moved, relay, load>>

Receive(i) ==
    /\ inst[i].answer.ok
    /\ inst' = [inst EXCEPT ![i] = [Applied(@, inst[i].answer) EXCEPT !.answer = NoAnswer]]
    /\ UNCHANGED <<log, past, write, server, serving, faults, wasSplit, ids, lineages, moved, relay, load>>

-------------------------------------------------------------------------------
(* Relays: Relay.cycle *)

BatchOf(snap, seen) ==
    IF snap = Never THEN {}
    ELSE IF Bug = "outbox by id" THEN {w \in Visible(seen) : \A v \in Visible(snap) : v < w}
    ELSE Visible(seen) \ Visible(snap)

(* Only for bugs that read the outbox before they ask Redis. *)
ReadEarly(r) ==
    /\ Bug = "snapshot before head"
    /\ relay[r].at = "idle"
    /\ relay' = [relay EXCEPT ![r] = [Idle EXCEPT !.at = "early", !.seen = Len(log)]]
    /\ UNCHANGED <<log, past, write, server, serving, faults, wasSplit, ids, lineages, moved, inst, load>>

CountEarly(r) ==
    /\ Bug = "count before head"
    /\ relay[r].at = "idle"
    /\ moved' = TRUE
    /\ relay' = [relay EXCEPT ![r] = [Idle EXCEPT !.at = "early"]]
    /\ UNCHANGED <<log, past, write, server, serving, faults, wasSplit, ids, lineages, inst, load>>

ReadHead(r, s) ==
    /\ relay[r].at = IF Bug \in {"snapshot before head", "count before head"} THEN "early" ELSE "idle"
    /\ s \in serving
    /\ server[s].ctr < MaxCounter
    /\ LET v == server[s]
           seen == relay[r].seen
       IN  IF Certified(v) /\ v.snap # Never
           THEN /\ relay' = [relay EXCEPT ![r] =
                               [Idle EXCEPT !.at = CASE Bug = "snapshot before head" -> "bumping"
                                                     [] Bug = "count before head" -> "counted"
                                                     [] OTHER -> "headed",
                                            !.id = v.id, !.ctr = v.ctr, !.lin = v.lin, !.snap = v.snap, !.seen = seen,
                                            !.todo = IF seen = Never THEN {} ELSE BatchOf(v.snap, seen)]]
                /\ UNCHANGED lineages
           ELSE /\ lineages < MaxLineage
                /\ lineages' = lineages + 1
                /\ relay' = [relay EXCEPT ![r] =
                               [Idle EXCEPT !.at = IF Bug = "jump after replay" THEN "reading" ELSE "recovering",
                                            !.id = v.id, !.ctr = v.ctr, !.lin = lineages + 1, !.snap = v.snap,
                                            !.replay = v.snap # Never,
                                            !.seen = IF Bug = "jump after poll" THEN Len(log) ELSE seen]]
    /\ UNCHANGED <<log, past, write, server, serving, faults, wasSplit, ids, moved, inst, load>>

(* Only for the bug that begins the lineage after it has bumped. *)
ReplayBeforeJump(r, s) ==
    /\ relay[r].at = "reading"
    /\ s \in serving
    /\ LET batch == BatchOf(relay[r].snap, Len(log))
           n == Cardinality(batch \ server[s].done)
       IN  /\ server[s].id = relay[r].id
           /\ server' = IF CanBump(server[s]) /\ n > 0
                        THEN [server EXCEPT ![s].top = @ + n,
                                            ![s].tag = IF batch \subseteq Elsewhere THEN @ ELSE server[s].top + 1,
                                            ![s].done = @ \cup batch]
                        ELSE server
           /\ relay' = [relay EXCEPT ![r].at = "recovering", ![r].seen = Len(log)]
    /\ UNCHANGED <<log, past, write, serving, faults, wasSplit, ids, lineages, moved, inst, load>>

Recover(r, s) ==
    /\ relay[r].at = "recovering"
    /\ s \in serving
    /\ server' = [server EXCEPT ![s] = Recovered(@, relay[r].lin, relay[r].replay)]
    /\ relay' = [relay EXCEPT ![r].at = "recovered"]
    /\ UNCHANGED <<log, past, write, serving, faults, wasSplit, ids, lineages, moved, inst, load>>

(* Mended: the cycle goes on only on the server, and not below the lineage, that it recovered. *)
ReadHeadAgain(r, s) ==
    /\ relay[r].at = "recovered"
    /\ s \in serving
    /\ LET v == server[s]
           same == v.id = relay[r].id /\ v.lin >= relay[r].lin
           seen == relay[r].seen
       IN  relay' = [relay EXCEPT ![r] =
                       IF ~same /\ Bug # "head not compared" THEN Idle
                       ELSE [Idle EXCEPT !.at = IF seen = Never THEN "headed" ELSE "bumping",
                                         !.id = v.id, !.ctr = v.ctr, !.lin = v.lin, !.snap = v.snap, !.seen = seen,
                                         !.todo = IF seen = Never \/ Bug = "jump after replay" THEN {}
                                                  ELSE BatchOf(v.snap, seen)]]
    /\ UNCHANGED <<log, past, write, server, serving, faults, wasSplit, ids, lineages, moved, inst, load>>

BeginCycle(r) ==
    /\ MaxMarks > 0
    /\ relay[r].at = "headed"
    /\ moved' = TRUE
    /\ relay' = [relay EXCEPT ![r].at = "counted"]
    /\ UNCHANGED <<log, past, write, server, serving, faults, wasSplit, ids, lineages, inst, load>>

ReadOutbox(r) ==
    /\ relay[r].at = IF MaxMarks > 0 THEN "counted" ELSE "headed"
    /\ relay' = [relay EXCEPT ![r].at = "bumping", ![r].seen = Len(log), ![r].snap = Never,
                              ![r].todo = BatchOf(relay[r].snap, Len(log))]
    /\ UNCHANGED <<log, past, write, server, serving, faults, wasSplit, ids, lineages, moved, inst, load>>

(* Mended: the bump of a relay is refused by any other server than that of its HEAD. *)
BumpByRelay(r, s) ==
    /\ relay[r].at = "bumping"
    /\ s \in serving
    /\ \E w \in relay[r].todo :
          IF CanBump(server[s]) /\ (server[s].id = relay[r].id \/ Bug = "bump anywhere")
          THEN /\ server' = [server EXCEPT ![s] = Bumped(@, w)]
               /\ relay' = [relay EXCEPT ![r].todo = @ \ {w}]
               /\ \E hear \in SUBSET (IF Nudges THEN Instances ELSE {}) :
                     inst' = [i \in Instances |->
                                IF i \in hear /\ w \notin server[s].done
                                THEN Heard(inst[i], server[s].top + 1, w, TRUE) ELSE inst[i]]
          ELSE relay' = [relay EXCEPT ![r] = Idle] /\ UNCHANGED <<server, inst>>
    /\ UNCHANGED <<log, past, write, serving, faults, wasSplit, ids, lineages, moved, load>>

Certify(r, s) ==
    /\ relay[r].at = "bumping"
    /\ relay[r].todo = {}
    /\ s \in serving
    /\ relay' = [relay EXCEPT ![r] = Idle]
    /\ IF CanCertify(server[s], relay[r])
       THEN LET after == CertifiedAt(server[s], relay[r].seen)
            IN  \/ server' = [server EXCEPT ![s] = after]
                \/ Trims /\ after.tag > 0 /\ after.tag < after.top /\ server' = [server EXCEPT ![s] = Trimmed(after)]
       ELSE UNCHANGED server
    /\ UNCHANGED <<log, past, write, serving, faults, wasSplit, ids, lineages, moved, inst, load>>

(* An exception, or a process that ends.  One that is paused takes no step. *)
Abort(r) ==
    /\ relay[r].at # "idle"
    /\ relay' = [relay EXCEPT ![r] = Idle]
    /\ UNCHANGED <<log, past, write, server, serving, faults, wasSplit, ids, lineages, moved, inst, load>>

-------------------------------------------------------------------------------
(* Faults *)

(* What the replica is going to have when it is promoted. *)
Replicate ==
    /\ Faults \cap {"failover", "split"} # {}
    /\ faults < MaxFaults
    /\ serving = {1}
    /\ server[Replica].lin = 0
    /\ server' = [server EXCEPT ![Replica] = [server[1] EXCEPT !.id = 0, !.members = Nobody, !.warm = FALSE]]
    /\ UNCHANGED <<log, past, write, serving, faults, wasSplit, ids, lineages, moved, relay, inst, load>>

Promote(split) ==
    /\ (IF split THEN "split" ELSE "failover") \in Faults
    /\ faults < MaxFaults
    /\ serving = {1}
    /\ faults' = faults + 1
    /\ ids' = ids + 1
    /\ wasSplit' = (wasSplit \/ split)
    /\ serving' = IF split THEN {1, Replica} ELSE {Replica}
    /\ server' = [server EXCEPT ![Replica].id = ids + 1, ![1] = IF split THEN @ ELSE Blank(0)]
    /\ UNCHANGED <<log, past, write, lineages, moved, relay, inst, load>>

(* A restart with all data; with less data it is a failover. *)
Restart(s) ==
    /\ "restart" \in Faults
    /\ faults < MaxFaults
    /\ s \in serving
    /\ faults' = faults + 1
    /\ ids' = ids + 1
    /\ server' = [server EXCEPT ![s].id = ids + 1]
    /\ UNCHANGED <<log, past, write, serving, wasSplit, lineages, moved, relay, inst, load>>

Lost(s, what) ==
    CASE what = "wipe" -> Blank(s.id)
      [] what = "evictZ" -> [s EXCEPT !.top = 0, !.tag = 0]
      [] what = "evictH" -> [s EXCEPT !.lin = 0, !.cert = 0, !.ctr = 0, !.snap = Never, !.floor = 0]
      [] what = "evictA" -> [s EXCEPT !.done = {}]
      [] what = "evictM" -> [s EXCEPT !.members = Nobody, !.mlin = 0, !.warm = FALSE]

Lose(s, what) ==
    /\ what \in Faults \cap {"wipe", "evictZ", "evictH", "evictA", "evictM"}
    /\ faults < MaxFaults
    /\ s \in serving
    /\ faults' = faults + 1
    /\ server' = [server EXCEPT ![s] = Lost(@, what)]
    /\ UNCHANGED <<log, past, write, serving, wasSplit, ids, lineages, moved, relay, inst, load>>

-------------------------------------------------------------------------------
(* Time *)

(* B has gone by since an event. *)
Elapse ==
    /\ \E event \in past + 1 .. Len(log) :
          /\ past' = event
          /\ inst' = [i \in Instances |-> After(inst[i], event)]
    /\ UNCHANGED <<log, write, server, serving, faults, wasSplit, ids, lineages, moved, relay, load>>

(* An instance that is dead, paused or cut off for longer than its lease; the server drops it as a member. *)
Lapse(i, reboots) ==
    /\ reboots => Reboots
    /\ inst[i].asOf # Never \/ inst[i].history # NoHistory \/ inst[i].answer.ok \/ \E s \in serving : server[s].members[i] # Never
    /\ inst' = [inst EXCEPT ![i] = IF reboots THEN Fresh
                                   ELSE [@ EXCEPT !.asOf = Never, !.leaseOf = 0, !.history = NoHistory, !.answer = NoAnswer]]
    /\ server' = [s \in {1, Replica} |-> IF s \in serving THEN [server[s] EXCEPT !.members[i] = Never] ELSE server[s]]
    /\ UNCHANGED <<log, past, write, serving, faults, wasSplit, ids, lineages, moved, relay, load>>

(* The longest lease that was taken before RECOVER has ended. *)
WarmedUp(s) ==
    /\ s \in serving
    /\ server[s].warm
    /\ \A i \in Instances :
          /\ inst[i].asOf = Never \/ inst[i].leaseOf = server[s].lin
          /\ inst[i].history = NoHistory \/ inst[i].lin = server[s].lin
          /\ ~inst[i].answer.ok \/ inst[i].answer.asked = Never \/ inst[i].answer.lin = server[s].lin
    /\ server' = [server EXCEPT ![s].warm = FALSE]
    /\ UNCHANGED <<log, past, write, serving, faults, wasSplit, ids, lineages, moved, relay, inst, load>>

-------------------------------------------------------------------------------
Next ==
    \/ \E w \in Writes : Commit(w) \/ CutOff(w) \/ Acknowledge(w)
    \/ \E w \in Writes, s \in serving : BumpByWriter(w, s) \/ StrayBump(w, s)
    \/ \E i \in Instances : Load(i) \/ Receive(i)
    \/ \E i \in Instances, reboots \in BOOLEAN : Lapse(i, reboots)
    \/ \E i \in Instances, s \in serving : Poll(i, s)
    \/ StampLate
    \/ AskCycles
    \/ \E r \in Relays : ReadEarly(r) \/ CountEarly(r) \/ BeginCycle(r) \/ ReadOutbox(r) \/ Abort(r)
    \/ \E r \in Relays, s \in serving :
          ReadHead(r, s) \/ ReplayBeforeJump(r, s) \/ Recover(r, s) \/ ReadHeadAgain(r, s) \/ BumpByRelay(r, s) \/ Certify(r, s)
    \/ Replicate
    \/ \E split \in BOOLEAN : Promote(split)
    \/ \E s \in serving : Restart(s) \/ WarmedUp(s)
    \/ \E s \in serving, what \in Faults : Lose(s, what)
    \/ Elapse

Spec == Init /\ [][Next]_vars

-------------------------------------------------------------------------------
(* Where TLC stops: an entry that no instance can ever serve again cannot break a promise. *)
Undecided ==
    load.at = "read" /\ ~Reboots => \E i \in Instances : load.stamp >= inst[i].floor /\ inst[i].bump <= load.stamp

(* For configurations that look where a bug is: no instance lapses; no lease ends either; what is promoted was copied before  *)
(* the first commit; the entry is loaded before all else, or before the first fault.                                      *)
Lasting == \A i \in Instances : inst[i].history # NoHistory
Hurried == Lasting /\ past = 0
CopiedFirst == server[Replica].lin # 0 \/ log = <<>>
LoadedFirst == load.at = "read" \/ (log = <<>> /\ \A r \in Relays : relay[r].at = "idle")
LoadedBeforeFaults == load.at = "read" \/ faults = 0

-------------------------------------------------------------------------------
(* What is promised *)

Acknowledged == {w \in Writes \ Elsewhere : write[w].at = "acknowledged"}
Misses(w) == Position(w) > load.data

(* G1: whatever may be served reflects all that was committed before the instant that the lease rests on... *)
Proven == \A i \in Instances : Valid(i) /\ inst[i].asOf # Never => ~Missed(load.data, inst[i].asOf)

(* ... and hence all that was committed more than B ago. *)
Bounded == \A i \in Instances : Valid(i) => ~Missed(load.data, past)

(* Nothing that may be served misses a write that has returned. *)
AckFresh == wasSplit \/ \A i \in Instances : Valid(i) => \A w \in Acknowledged : ~Misses(w)

(* A read that validates on the master, too: not even one that waited for its bump only. *)
StrictFresh ==
    wasSplit \/ \A i \in Instances, s \in serving :
        Valid(i) /\ Certified(server[s]) /\ load.stamp >= Max(server[s].tag, server[s].floor)
        => \A w \in Writes \ Elsewhere : write[w].number > 0 \/ write[w].at = "acknowledged" => ~Misses(w)

(* A writer's own instance never serves what it wrote over, from its bump or the failure of it. *)
OwnWrites ==
    Home \in Instances /\ Valid(Home) => \A w \in Writes \ Elsewhere : write[w].at \notin {"open", "committed"} => ~Misses(w)

(* Nothing old comes back: an entry of an earlier lineage that misses what the server's snapshot shows is not valid there. *)
NotResurrected ==
    \A s \in serving :
        /\ Certified(server[s])
        /\ load.at = "read"
        /\ LineageOf(load.stamp) <= server[s].lin
        /\ Missed(load.data, server[s].snap)
        => load.stamp < Max(server[s].tag, server[s].floor)

(* What a certificate says: every transaction of its snapshot is bumped here, or what it touched is below the floor. *)
Certificates ==
    \A s \in serving : Certified(server[s]) /\ server[s].snap > 0 /\ Missed(0, server[s].snap)
        => Max(server[s].tag, server[s].floor) > 0

===============================================================================
