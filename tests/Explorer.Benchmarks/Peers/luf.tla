-------------------------------- MODULE luf --------------------------------
(* LUF (Lazy Unmap Flush) small protocol: models/bench/luf-small.model, action by action. *)
EXTENDS Naturals, FiniteSets, TLC

CONSTANTS CPU, PAGE, SLOT,   \* sets of model values
          VALUE,             \* 0..V-1
          None,              \* model value
          RW, RECLAIM, WRITE_FLUSH, ALLOC_FLUSH, MKW_FLUSH  \* BOOLEAN

VARIABLES content, pst, pend, disk, cache, pte, ptew, lck, tlb, tlbw,
          pc, rf, rn, rold, ipi

vars == <<content, pst, pend, disk, cache, pte, ptew, lck, tlb, tlbw,
          pc, rf, rn, rold, ipi>>

Symm == Permutations(CPU) \cup Permutations(PAGE) \cup Permutations(SLOT)

Init ==
  /\ content = [p \in PAGE |-> 0]
  /\ pst = [p \in PAGE |-> "free"]
  /\ pend = [p \in PAGE |-> {}]
  /\ disk = [f \in SLOT |-> 0]
  /\ cache = [f \in SLOT |-> None]
  /\ pte = [f \in SLOT |-> None]
  /\ ptew = [f \in SLOT |-> FALSE]
  /\ lck = [f \in SLOT |-> FALSE]
  /\ tlb = [c \in CPU |-> [f \in SLOT |-> None]]
  /\ tlbw = [c \in CPU |-> [f \in SLOT |-> FALSE]]
  /\ pc = [c \in CPU |-> "idle"]
  /\ rf = [c \in CPU |-> None]
  /\ rn = [c \in CPU |-> None]
  /\ rold = [c \in CPU |-> None]
  /\ ipi = [c \in CPU |-> {}]

Pending == UNION {pend[p] : p \in PAGE}

Lock(c, f, next) ==
  /\ lck' = [lck EXCEPT ![f] = TRUE]
  /\ rf' = [rf EXCEPT ![c] = f]
  /\ pc' = [pc EXCEPT ![c] = next]
  /\ UNCHANGED <<content, pst, pend, disk, cache, pte, ptew, tlb, tlbw, rn, rold, ipi>>

Unlock(c) ==
  /\ lck' = [lck EXCEPT ![rf[c]] = FALSE]
  /\ rf' = [rf EXCEPT ![c] = None]
  /\ pc' = [pc EXCEPT ![c] = "idle"]

BeginMigrate(c, f) == pc[c] = "idle" /\ ~lck[f] /\ cache[f] # None /\ Lock(c, f, "malloc")
BeginReclaim(c, f) == RECLAIM /\ pc[c] = "idle" /\ ~lck[f] /\ cache[f] # None /\ Lock(c, f, "unmap")
BeginWrite(c, f)   == pc[c] = "idle" /\ ~lck[f] /\ cache[f] # None /\ Lock(c, f, "wflush")
BeginFault(c, f)   == pc[c] = "idle" /\ ~lck[f] /\ pte[f] = None
                      /\ Lock(c, f, IF cache[f] = None THEN "falloc" ELSE "fmap")
BeginMkwrite(c, f) == RW /\ pc[c] = "idle" /\ ~lck[f] /\ pte[f] # None /\ ~ptew[f] /\ Lock(c, f, "xflush")

Alloc(c, p) ==
  /\ pc[c] \in {"malloc", "falloc"}
  /\ pst[p] = "free"
  /\ pst' = [pst EXCEPT ![p] = "isolated"]
  /\ rn' = [rn EXCEPT ![c] = p]
  /\ IF ALLOC_FLUSH
     THEN ipi' = [ipi EXCEPT ![c] = pend[p]] /\ UNCHANGED pend
     ELSE pend' = [pend EXCEPT ![p] = {}] /\ UNCHANGED ipi
  /\ pc' = [pc EXCEPT ![c] = IF @ = "malloc" THEN "unmap" ELSE "fread"]
  /\ UNCHANGED <<content, disk, cache, pte, ptew, lck, tlb, tlbw, rf, rold>>

AllocFail(c) ==
  /\ pc[c] \in {"malloc", "falloc"}
  /\ \A p \in PAGE : pst[p] # "free"
  /\ Unlock(c)
  /\ UNCHANGED <<content, pst, pend, disk, cache, pte, ptew, tlb, tlbw, rn, rold, ipi>>

Ipi(c, k) ==
  /\ k \in ipi[c]
  /\ ipi' = [ipi EXCEPT ![c] = @ \ {k}]
  /\ pend' = [p \in PAGE |-> pend[p] \ {k}]
  /\ tlb' = [tlb EXCEPT ![k] = [f \in SLOT |-> None]]
  /\ tlbw' = [tlbw EXCEPT ![k] = [f \in SLOT |-> FALSE]]
  /\ UNCHANGED <<content, pst, disk, cache, pte, ptew, lck, pc, rf, rn, rold>>

ClearPte(c) ==
  /\ pc[c] = "unmap" /\ ipi[c] = {}
  /\ LET f == rf[c] IN
     /\ rold' = [rold EXCEPT ![c] = cache[f]]
     /\ pte' = [pte EXCEPT ![f] = None]
     /\ ptew' = [ptew EXCEPT ![f] = FALSE]
     /\ pc' = [pc EXCEPT ![c] = IF pte[f] # None /\ ~ptew[f] THEN "defer" ELSE "sync"]
     /\ ipi' = [ipi EXCEPT ![c] = IF ptew[f] THEN CPU ELSE {}]
  /\ UNCHANGED <<content, pst, pend, disk, cache, lck, tlb, tlbw, rf, rn>>

Defer(c) ==
  /\ pc[c] = "defer"
  /\ pend' = [pend EXCEPT ![rold[c]] = CPU]
  /\ pc' = [pc EXCEPT ![c] = "sync"]
  /\ UNCHANGED <<content, pst, disk, cache, pte, ptew, lck, tlb, tlbw, rf, rn, rold, ipi>>

Sync(c) ==
  /\ pc[c] = "sync" /\ ipi[c] = {}
  /\ IF rn[c] # None
     THEN /\ content' = [content EXCEPT ![rn[c]] = content[rold[c]]]
          /\ pc' = [pc EXCEPT ![c] = "cacheset"]
          /\ UNCHANGED <<cache, pst>>
     ELSE /\ cache' = [cache EXCEPT ![rf[c]] = None]
          /\ pst' = [pst EXCEPT ![rold[c]] = "isolated"]
          /\ pc' = [pc EXCEPT ![c] = "freeold"]
          /\ UNCHANGED content
  /\ UNCHANGED <<pend, disk, pte, ptew, lck, tlb, tlbw, rf, rn, rold, ipi>>

CacheSet(c) ==
  /\ pc[c] = "cacheset"
  /\ cache' = [cache EXCEPT ![rf[c]] = rn[c]]
  /\ pst' = [pst EXCEPT ![rn[c]] = "incache", ![rold[c]] = "isolated"]
  /\ pc' = [pc EXCEPT ![c] = "remap"]
  /\ UNCHANGED <<content, pend, disk, pte, ptew, lck, tlb, tlbw, rf, rn, rold, ipi>>

Remap(c) ==
  /\ pc[c] = "remap"
  /\ pte' = [pte EXCEPT ![rf[c]] = rn[c]]
  /\ pc' = [pc EXCEPT ![c] = "freeold"]
  /\ UNCHANGED <<content, pst, pend, disk, cache, ptew, lck, tlb, tlbw, rf, rn, rold, ipi>>

FreeOld(c) ==
  /\ pc[c] = "freeold"
  /\ pst' = [pst EXCEPT ![rold[c]] = "free"]
  /\ rn' = [rn EXCEPT ![c] = None]
  /\ rold' = [rold EXCEPT ![c] = None]
  /\ Unlock(c)
  /\ UNCHANGED <<content, pend, disk, cache, pte, ptew, tlb, tlbw, ipi>>

WriteFlush(c) ==
  /\ pc[c] = "wflush"
  /\ ipi' = [ipi EXCEPT ![c] = IF WRITE_FLUSH THEN Pending ELSE {}]
  /\ pc' = [pc EXCEPT ![c] = "wstore"]
  /\ UNCHANGED <<content, pst, pend, disk, cache, pte, ptew, lck, tlb, tlbw, rf, rn, rold>>

WriteStore(c, v) ==
  /\ pc[c] = "wstore" /\ ipi[c] = {}
  /\ content' = [content EXCEPT ![cache[rf[c]]] = v]
  /\ disk' = [disk EXCEPT ![rf[c]] = v]
  /\ pc' = [pc EXCEPT ![c] = "wunlock"]
  /\ UNCHANGED <<pst, pend, cache, pte, ptew, lck, tlb, tlbw, rf, rn, rold, ipi>>

WriteUnlock(c) ==
  /\ pc[c] = "wunlock"
  /\ Unlock(c)
  /\ UNCHANGED <<content, pst, pend, disk, cache, pte, ptew, tlb, tlbw, rn, rold, ipi>>

FaultRead(c) ==
  /\ pc[c] = "fread" /\ ipi[c] = {}
  /\ content' = [content EXCEPT ![rn[c]] = disk[rf[c]]]
  /\ cache' = [cache EXCEPT ![rf[c]] = rn[c]]
  /\ pst' = [pst EXCEPT ![rn[c]] = "incache"]
  /\ rn' = [rn EXCEPT ![c] = None]
  /\ pc' = [pc EXCEPT ![c] = "fmap"]
  /\ UNCHANGED <<pend, disk, pte, ptew, lck, tlb, tlbw, rf, rold, ipi>>

FaultMap(c) ==
  /\ pc[c] = "fmap"
  /\ pte' = [pte EXCEPT ![rf[c]] = cache[rf[c]]]
  /\ Unlock(c)
  /\ UNCHANGED <<content, pst, pend, disk, cache, ptew, tlb, tlbw, rn, rold, ipi>>

MkwFlush(c) ==
  /\ pc[c] = "xflush"
  /\ ipi' = [ipi EXCEPT ![c] = IF MKW_FLUSH THEN Pending ELSE {}]
  /\ pc' = [pc EXCEPT ![c] = "xmap"]
  /\ UNCHANGED <<content, pst, pend, disk, cache, pte, ptew, lck, tlb, tlbw, rf, rn, rold>>

MkwMap(c) ==
  /\ pc[c] = "xmap" /\ ipi[c] = {}
  /\ pte' = [pte EXCEPT ![rf[c]] = cache[rf[c]]]
  /\ ptew' = [ptew EXCEPT ![rf[c]] = TRUE]
  /\ Unlock(c)
  /\ UNCHANGED <<content, pst, pend, disk, cache, tlb, tlbw, rn, rold, ipi>>

Walk(c, f) ==
  /\ tlb[c][f] = None /\ pte[f] # None
  /\ tlb' = [tlb EXCEPT ![c][f] = pte[f]]
  /\ tlbw' = [tlbw EXCEPT ![c][f] = ptew[f]]
  /\ UNCHANGED <<content, pst, pend, disk, cache, pte, ptew, lck, pc, rf, rn, rold, ipi>>

Evict(c, f) ==
  /\ tlb[c][f] # None
  /\ tlb' = [tlb EXCEPT ![c][f] = None]
  /\ tlbw' = [tlbw EXCEPT ![c][f] = FALSE]
  /\ UNCHANGED <<content, pst, pend, disk, cache, pte, ptew, lck, pc, rf, rn, rold, ipi>>

UserStore(c, f, v) ==
  /\ RW /\ tlb[c][f] # None /\ tlbw[c][f]
  /\ content' = [content EXCEPT ![tlb[c][f]] = v]
  /\ disk' = [disk EXCEPT ![f] = v]
  /\ UNCHANGED <<pst, pend, cache, pte, ptew, lck, tlb, tlbw, pc, rf, rn, rold, ipi>>

Next ==
  \E c \in CPU :
    \/ \E f \in SLOT : \/ BeginMigrate(c, f) \/ BeginReclaim(c, f) \/ BeginWrite(c, f)
                       \/ BeginFault(c, f) \/ BeginMkwrite(c, f)
                       \/ Walk(c, f) \/ Evict(c, f)
                       \/ \E v \in VALUE : UserStore(c, f, v)
    \/ \E p \in PAGE : Alloc(c, p)
    \/ \E k \in CPU : Ipi(c, k)
    \/ \E v \in VALUE : WriteStore(c, v)
    \/ AllocFail(c) \/ ClearPte(c) \/ Defer(c) \/ Sync(c) \/ CacheSet(c) \/ Remap(c)
    \/ FreeOld(c) \/ WriteFlush(c) \/ WriteUnlock(c) \/ FaultRead(c) \/ FaultMap(c)
    \/ MkwFlush(c) \/ MkwMap(c)

Spec == Init /\ [][Next]_vars

NoStaleRead ==
  \A c \in CPU : \A f \in SLOT : tlb[c][f] = None \/ content[tlb[c][f]] = disk[f]
=============================================================================
