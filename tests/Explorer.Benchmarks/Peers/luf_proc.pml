/* LUF (Lazy Unmap Flush) small protocol: models/bench/luf-small.model, action by action.
   One process per CPU whose control state is pc, registers are process locals, plus one
   hw process for TLB walks, evictions and user stores.
   Parameters by -D: CPUS PAGES FILES VALUES RW RECLAIM WRITE_FLUSH ALLOC_FLUSH MKW_FLUSH */
#ifndef CPUS
#define CPUS 2
#endif
#ifndef PAGES
#define PAGES 3
#endif
#ifndef FILES
#define FILES 1
#endif
#ifndef VALUES
#define VALUES 2
#endif
#ifndef RW
#define RW 0
#endif
#ifndef RECLAIM
#define RECLAIM 1
#endif
#ifndef WRITE_FLUSH
#define WRITE_FLUSH 1
#endif
#ifndef ALLOC_FLUSH
#define ALLOC_FLUSH 1
#endif
#ifndef MKW_FLUSH
#define MKW_FLUSH 1
#endif

#define FREE 0
#define INC  1
#define ISO  2

#define ALLCPU ((1<<CPUS)-1)

/* pages are 1..PAGES, 0 = none; a pte/tlb entry is p (ro) or p+PAGES (rw) */
byte content[PAGES];
byte pst[PAGES];
byte pend[PAGES];
byte disk[FILES];
byte cache[FILES];
byte pte[FILES];
byte lck[FILES];
byte tlb[CPUS*FILES];
#if FILES==1
#define FORF(M,c) M(c,0)
#elif FILES==2
#define FORF(M,c) M(c,0) M(c,1)
#elif FILES==3
#define FORF(M,c) M(c,0) M(c,1) M(c,2)
#endif
#if PAGES==1
#define FORP(M,c) M(c,1)
#elif PAGES==2
#define FORP(M,c) M(c,1) M(c,2)
#elif PAGES==3
#define FORP(M,c) M(c,1) M(c,2) M(c,3)
#elif PAGES==4
#define FORP(M,c) M(c,1) M(c,2) M(c,3) M(c,4)
#elif PAGES==5
#define FORP(M,c) M(c,1) M(c,2) M(c,3) M(c,4) M(c,5)
#endif
#if CPUS==1
#define FORC(M) M(0)
#define FORK(M,c) M(c,0)
#elif CPUS==2
#define FORC(M) M(0) M(1)
#define FORK(M,c) M(c,0) M(c,1)
#elif CPUS==3
#define FORC(M) M(0) M(1) M(2)
#define FORK(M,c) M(c,0) M(c,1) M(c,2)
#elif CPUS==4
#define FORC(M) M(0) M(1) M(2) M(3)
#define FORK(M,c) M(c,0) M(c,1) M(c,2) M(c,3)
#endif
#if VALUES==1
#define FORV(M,c) M(c,0)
#define FORVF(M,c,f) M(c,f,0)
#elif VALUES==2
#define FORV(M,c) M(c,0) M(c,1)
#define FORVF(M,c,f) M(c,f,0) M(c,f,1)
#elif VALUES==3
#define FORV(M,c) M(c,0) M(c,1) M(c,2)
#define FORVF(M,c,f) M(c,f,0) M(c,f,1) M(c,f,2)
#endif

#if RW
#define PG(e) ((e) > PAGES -> (e)-PAGES : (e))
#else
#define PG(e) (e)
#endif
#define T(c,f) tlb[(c)*FILES+(f)]

#define STALE1(c,f) || (T(c,f) != 0 && content[PG(T(c,f))-1] != disk[f])
#define STALEC(c) FORF(STALE1,c)
#define STALE (false FORC(STALEC))

#define ORPEND(c,p) | pend[p-1]
#define PENDING (0 FORP(ORPEND,0))
#define NOTFREE(c,p) && pst[p-1] != FREE
#define NONEFREE (true FORP(NOTFREE,0))

#define CLRT(k,f) T(k,f) = 0;
#define CLRP(k,p) pend[p-1] = pend[p-1] & (ALLCPU - (1<<k));

#define UNLOCK lck[rf] = 0; rf = 0
#define IPI(c,k) \
  :: d_step { (ipi & (1<<k)) != 0 -> FORF(CLRT,k) FORP(CLRP,k) ipi = ipi - (1<<k) }
#define IPIS FORK(IPI,0)
#define ALLOC(c,p) \
  :: d_step { pst[p-1] == FREE -> pst[p-1] = ISO; rn = p; \
       if :: ALLOC_FLUSH -> ipi = pend[p-1] :: else -> pend[p-1] = 0 fi } -> break
#define LOCKED(f) lck[f] = 1; rf = f
#define BEGIN(c,f) \
  :: d_step { lck[f] == 0 && cache[f] != 0 -> LOCKED(f) } -> goto malloc \
  :: d_step { RECLAIM && lck[f] == 0 && cache[f] != 0 -> LOCKED(f) } -> goto unmap \
  :: d_step { lck[f] == 0 && cache[f] != 0 -> LOCKED(f) } -> goto wflush \
  :: d_step { lck[f] == 0 && pte[f] == 0 && cache[f] == 0 -> LOCKED(f) } -> goto falloc \
  :: d_step { lck[f] == 0 && pte[f] == 0 && cache[f] != 0 -> LOCKED(f) } -> goto fmap \
  :: d_step { RW && lck[f] == 0 && pte[f] != 0 && pte[f] <= PAGES -> LOCKED(f) } -> goto xflush
#define WST(c,v) \
  :: d_step { ipi == 0 -> content[cache[rf]-1] = v; disk[rf] = v } -> break

active [CPUS] proctype cpu() {
  byte rf, rn, rold, ipi;
idle:
  do
  FORF(BEGIN,0)
  od;
malloc:
  do
  FORP(ALLOC,0)
  :: d_step { NONEFREE -> UNLOCK } -> goto idle
  od;
unmap:
  do
  IPIS
  :: d_step { ipi == 0 && pte[rf] == 0 -> rold = cache[rf] } -> goto sync
  :: d_step { ipi == 0 && pte[rf] != 0 && pte[rf] <= PAGES -> rold = cache[rf]; pte[rf] = 0 } -> break
  :: d_step { ipi == 0 && pte[rf] > PAGES -> rold = cache[rf]; pte[rf] = 0; ipi = ALLCPU } -> goto sync
  od;
  do :: d_step { pend[rold-1] = ALLCPU } -> break od;
sync:
  do
  IPIS
  :: d_step { ipi == 0 && rn != 0 -> content[rn-1] = content[rold-1] } -> break
  :: d_step { ipi == 0 && rn == 0 -> cache[rf] = 0; pst[rold-1] = ISO } -> goto freeold
  od;
  do :: d_step { cache[rf] = rn; pst[rn-1] = INC; pst[rold-1] = ISO } -> break od;
  do :: d_step { pte[rf] = rn } -> break od;
freeold:
  do :: d_step { pst[rold-1] = FREE; UNLOCK; rn = 0; rold = 0 } -> goto idle od;

wflush:
  do :: d_step { ipi = (WRITE_FLUSH -> PENDING : 0) } -> break od;
  do
  IPIS
  FORV(WST,0)
  od;
  do :: d_step { UNLOCK } -> goto idle od;

falloc:
  do
  FORP(ALLOC,0)
  :: d_step { NONEFREE -> UNLOCK } -> goto idle
  od;
  do
  IPIS
  :: d_step { ipi == 0 -> content[rn-1] = disk[rf]; cache[rf] = rn; pst[rn-1] = INC; rn = 0 } -> break
  od;
fmap:
  do :: d_step { pte[rf] = cache[rf]; UNLOCK } -> goto idle od;

xflush:
  do :: d_step { ipi = (MKW_FLUSH -> PENDING : 0) } -> break od;
  do
  IPIS
  :: d_step { ipi == 0 -> pte[rf] = cache[rf] + PAGES; UNLOCK } -> goto idle
  od
}

#define HW(c,f) \
  :: d_step { T(c,f) == 0 && pte[f] != 0 -> T(c,f) = pte[f] } \
  :: d_step { T(c,f) != 0 -> T(c,f) = 0 }
#define UST(c,f,v) \
  :: d_step { T(c,f) > PAGES -> content[T(c,f)-PAGES-1] = v; disk[f] = v }
#if RW
#define USTF(c,f) FORVF(UST,c,f)
#else
#define USTF(c,f)
#endif
#define HWC(c) FORF(HW,c) FORF(USTF,c)

active proctype hw() {
  do
  :: d_step { STALE -> assert(false) }
  FORC(HWC)
  od
}
