-- LUF (Lazy Unmap Flush) small protocol: models/bench/luf-small.model, action by action.
-- A setting is made by editing the constants.
-- Scalarsets act as plain ranges under --symmetry-reduction=off.
const
  CPUS: 2;
  PAGES: 3;
  FILES: 1;
  VALUES: 2;
  RW: 0;
  RECLAIM: 1;
  WRITE_FLUSH: 1;
  ALLOC_FLUSH: 1;
  MKW_FLUSH: 1;

type
  CPU: scalarset(CPUS);
  PAGE: scalarset(PAGES);
  SLOT: scalarset(FILES);
  VALUE: 0..VALUES-1;
  PC: enum { IDLE, MALLOC, UNMAP, DEFER, SYNC, CACHESET, REMAP, FREEOLD,
             WFLUSH, WSTORE, WUNLOCK, FALLOC, FREAD, FMAP, XFLUSH, XMAP };
  PST: enum { FREE, INCACHE, ISOLATED };
  CPUSET: array [CPU] of boolean;

var
  content: array [PAGE] of VALUE;
  pst: array [PAGE] of PST;
  pend: array [PAGE] of CPUSET;
  disk: array [SLOT] of VALUE;
  cache: array [SLOT] of PAGE;             -- undefined = none
  pte: array [SLOT] of PAGE;               -- undefined = none
  ptew: array [SLOT] of boolean;           -- writable
  lck: array [SLOT] of boolean;
  tlb: array [CPU] of array [SLOT] of PAGE;  -- undefined = none
  tlbw: array [CPU] of array [SLOT] of boolean;
  pc: array [CPU] of PC;
  rf: array [CPU] of SLOT;                 -- undefined at IDLE
  rn: array [CPU] of PAGE;                 -- undefined = none
  rold: array [CPU] of PAGE;               -- undefined = none
  ipi: array [CPU] of CPUSET;

function ipiEmpty(c: CPU): boolean;
begin
  return forall k: CPU do !ipi[c][k] end;
end;

procedure snapshot(c: CPU);
begin
  for k: CPU do
    ipi[c][k] := exists p: PAGE do pend[p][k] end;
  end;
end;

procedure unlock(c: CPU);
begin
  lck[rf[c]] := false;
  undefine rf[c];
  pc[c] := IDLE;
end;

startstate
begin
  for p: PAGE do
    content[p] := 0;
    pst[p] := FREE;
    for k: CPU do pend[p][k] := false; end;
  end;
  for f: SLOT do
    disk[f] := 0;
    undefine cache[f];
    undefine pte[f];
    ptew[f] := false;
    lck[f] := false;
    for c: CPU do
      undefine tlb[c][f];
      tlbw[c][f] := false;
    end;
  end;
  for c: CPU do
    pc[c] := IDLE;
    undefine rf[c];
    undefine rn[c];
    undefine rold[c];
    for k: CPU do ipi[c][k] := false; end;
  end;
end;

ruleset c: CPU; f: SLOT do
  rule "BeginMigrate" pc[c] = IDLE & !lck[f] & !isundefined(cache[f]) ==>
  begin lck[f] := true; rf[c] := f; pc[c] := MALLOC; end;

  rule "BeginReclaim" RECLAIM = 1 & pc[c] = IDLE & !lck[f] & !isundefined(cache[f]) ==>
  begin lck[f] := true; rf[c] := f; pc[c] := UNMAP; end;

  rule "BeginWrite" pc[c] = IDLE & !lck[f] & !isundefined(cache[f]) ==>
  begin lck[f] := true; rf[c] := f; pc[c] := WFLUSH; end;

  rule "BeginFault" pc[c] = IDLE & !lck[f] & isundefined(pte[f]) ==>
  begin
    lck[f] := true; rf[c] := f;
    if isundefined(cache[f]) then pc[c] := FALLOC; else pc[c] := FMAP; end;
  end;

  rule "BeginMkwrite" RW = 1 & pc[c] = IDLE & !lck[f] & !isundefined(pte[f]) & !ptew[f] ==>
  begin lck[f] := true; rf[c] := f; pc[c] := XFLUSH; end;

  rule "Walk" isundefined(tlb[c][f]) & !isundefined(pte[f]) ==>
  begin tlb[c][f] := pte[f]; tlbw[c][f] := ptew[f]; end;

  rule "Evict" !isundefined(tlb[c][f]) ==>
  begin undefine tlb[c][f]; tlbw[c][f] := false; end;
end;

ruleset c: CPU; f: SLOT; v: VALUE do
  rule "UserStore" RW = 1 & !isundefined(tlb[c][f]) & tlbw[c][f] ==>
  begin content[tlb[c][f]] := v; disk[f] := v; end;
end;

ruleset c: CPU; p: PAGE do
  rule "Alloc" (pc[c] = MALLOC | pc[c] = FALLOC) & pst[p] = FREE ==>
  begin
    pst[p] := ISOLATED;
    rn[c] := p;
    if ALLOC_FLUSH = 1 then
      for k: CPU do ipi[c][k] := pend[p][k]; end;
    else
      for k: CPU do pend[p][k] := false; end;
    end;
    if pc[c] = MALLOC then pc[c] := UNMAP; else pc[c] := FREAD; end;
  end;
end;

ruleset c: CPU; k: CPU do
  rule "Ipi" ipi[c][k] ==>
  begin
    for f: SLOT do undefine tlb[k][f]; tlbw[k][f] := false; end;
    for p: PAGE do pend[p][k] := false; end;
    ipi[c][k] := false;
  end;
end;

ruleset c: CPU; v: VALUE do
  rule "WriteStore" pc[c] = WSTORE & ipiEmpty(c) ==>
  begin content[cache[rf[c]]] := v; disk[rf[c]] := v; pc[c] := WUNLOCK; end;
end;

ruleset c: CPU do
  rule "AllocFail" (pc[c] = MALLOC | pc[c] = FALLOC) & (forall p: PAGE do pst[p] != FREE end) ==>
  begin unlock(c); end;

  rule "ClearPte" pc[c] = UNMAP & ipiEmpty(c) ==>
  begin
    rold[c] := cache[rf[c]];
    if isundefined(pte[rf[c]]) then
      pc[c] := SYNC;
    elsif !ptew[rf[c]] then
      pc[c] := DEFER;
    else
      for k: CPU do ipi[c][k] := true; end;
      pc[c] := SYNC;
    end;
    undefine pte[rf[c]];
    ptew[rf[c]] := false;
  end;

  rule "Defer" pc[c] = DEFER ==>
  begin
    for k: CPU do pend[rold[c]][k] := true; end;
    pc[c] := SYNC;
  end;

  rule "Sync" pc[c] = SYNC & ipiEmpty(c) ==>
  begin
    if !isundefined(rn[c]) then
      content[rn[c]] := content[rold[c]];
      pc[c] := CACHESET;
    else
      undefine cache[rf[c]];
      pst[rold[c]] := ISOLATED;
      pc[c] := FREEOLD;
    end;
  end;

  rule "CacheSet" pc[c] = CACHESET ==>
  begin
    cache[rf[c]] := rn[c];
    pst[rn[c]] := INCACHE;
    pst[rold[c]] := ISOLATED;
    pc[c] := REMAP;
  end;

  rule "Remap" pc[c] = REMAP ==>
  begin pte[rf[c]] := rn[c]; pc[c] := FREEOLD; end;

  rule "FreeOld" pc[c] = FREEOLD ==>
  begin
    pst[rold[c]] := FREE;
    undefine rn[c];
    undefine rold[c];
    unlock(c);
  end;

  rule "WriteFlush" pc[c] = WFLUSH ==>
  begin
    if WRITE_FLUSH = 1 then snapshot(c); end;
    pc[c] := WSTORE;
  end;

  rule "WriteUnlock" pc[c] = WUNLOCK ==>
  begin unlock(c); end;

  rule "FaultRead" pc[c] = FREAD & ipiEmpty(c) ==>
  begin
    content[rn[c]] := disk[rf[c]];
    cache[rf[c]] := rn[c];
    pst[rn[c]] := INCACHE;
    undefine rn[c];
    pc[c] := FMAP;
  end;

  rule "FaultMap" pc[c] = FMAP ==>
  begin pte[rf[c]] := cache[rf[c]]; unlock(c); end;

  rule "MkwFlush" pc[c] = XFLUSH ==>
  begin
    if MKW_FLUSH = 1 then snapshot(c); end;
    pc[c] := XMAP;
  end;

  rule "MkwMap" pc[c] = XMAP & ipiEmpty(c) ==>
  begin pte[rf[c]] := cache[rf[c]]; ptew[rf[c]] := true; unlock(c); end;
end;

invariant "NoStaleRead"
  forall c: CPU do forall f: SLOT do
    isundefined(tlb[c][f]) | content[tlb[c][f]] = disk[f]
  end end;
