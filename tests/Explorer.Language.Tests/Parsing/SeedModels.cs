namespace Explorer.Language.Tests.Parsing;

/// <summary>Models for the tests of the parser; they need not mean anything.</summary>
internal static class SeedModels
{
    public static string[] All { get; } = [EveryForm, Sync, Tlb, Asid];

    private const string EveryForm =
        """
        use "a.model";
        /// twice
        /// over
        default param N = 2 in 1..8;
        default type T = 0..3 wraps;
        param M: T = 1;
        switch s "text" cost 3 monotone = off;
        switch place: Place = a;
        config v11 { s = on; N = -3; }
        type A = struct { held: 0..3; ghost g: bool; b: [T] set T?; };
        type E = enum { empty, map(page: Page, w: bool), };
        type I = id(N) { reader, writer } as "CPU";
        type Q = queue(N + 1) [T] -1..3;
        name I { other, third }
        workload for c: Cpu on c, N + 1 each { load(any Va, c); "text" munmap(any Va?) once; }
        ghost private percpu var tally: bool = 0 in 0..N-1;
        var at: set T = {};
        init { choose x in 0..3 where x > 1; choose b in bool; choose o in Mm?; choose y in set T; choose z in 0..N-1; }
        fun f(): 0..N = |s| + |(a | b)| | c;
        fun g(x: T): bool = |s| == 0 || |t| > 0;
        proc p(x: T, ref y: U) -> 0..N { return; }
        proc q() {}
        thread t for c: Cpu on c when P { here: "a" skip; "b" there: skip; x, y = y, x; }
        interrupt h for k: Cpu, from: Cpu on k when k in { a, b } { }
        rule r when x == {} { x = {}; }
        rule r2 for x: 0..3 wraps on x { y = Pte { f: 1 }; }
        may rule r3 on (Pte { a: 1 }.c) when p with { w: false } == q {
            for i in 0..N-1 { skip; }
            foreach k in all Mm? { skip; }
            foreach k in all Cpu - {me} { skip; }
        }
        invariant p: all Cpu ? 1 : 0;
        invariant p "x": count k: Cpu: k > 3;
        invariant p "x": count > 3 && (the x: T, y: U: x == y) && count in count;
        reachable r: t[c] at here && x@k[i].f == x@(k + 1) && x@me == -1 - -1;
        lemma l: a => b => c ? d : e ? f : g;
        limit e is map;
        deadlock allowed;
        memory tso depth 2;
        memory sc;
        expect holds;
        expect holds with s = off, v11;
        expect violated deadlock in 1 step;
        expect states 3 with N = 2, v11;
        invariant m: !self && x in { k: Cpu where k == me } && [i: T: true] == none;
        thread w {
          let a: T; let b = 3; let c: T? = none;
          if (x) y = 3; else if (z) { } else return;
          while (x) skip;
          loop { break; continue; }
          either { } or { } or { }
          irqs_off { preempt_off { } }
          assert x: a; assert "t": a; assert x "t": b; assert a; assert a ? b : c;
          atomic atomic { x += 1; }
          let v = x in 0..3 && y; await forall x: T: y;
          foo(any Mm?, any bool, any 0..3, map(page: p, w: false));
          let old = xchg(x, v);
        }
        """;

    private const string Sync =
        """
        // models/lib/sync.model
        // CPUs, locks and flags, and what a CPU learns through them. The learning is ghost state for the
        // happens-before oracle (oracle.model); in a model that does not use the oracle no property reads it, so it is not stored.
        // The knowledge is kept for each CPU: at most one thread for each CPU may use locks and flags.
        default param CPUS = 2;
        default type Cpu = id(CPUS) as "CPU";

        /// Everything through which one CPU can tell another something. A model with the oracle lists its locks.
        default type Channel = enum { anonymous };

        /// What travels along a channel; the oracle gives its own.
        default type Known = bool;
        default fun nothing(): Known = false;
        default fun join(mine: Known, theirs: Known): Known = mine;

        ghost var known   : [Cpu] Known = [c: Cpu: nothing()];
        ghost var learned : [Channel] Known = [ch: Channel: nothing()];

        /// The channel never changes: it says which lock this is.
        type Lock = struct { held: bool; channel: Channel; };
        fun unlocked(ch: Channel): Lock = Lock { held: false, channel: ch };

        /// spin_lock(), folio_lock()
        proc lock(ref l: Lock) {
            "lock" atomic { await !l.held; l.held = true; }
            known[me] = join(known[me], learned[l.channel]);
        }

        /// spin_trylock(), folio_trylock()
        proc trylock(ref l: Lock) -> bool {
            "try to lock" atomic { let got = !l.held; l.held = true; }
            known[me] = got ? join(known[me], learned[l.channel]) : known[me];
            return got;
        }

        /// spin_unlock(), folio_unlock()
        proc unlock(ref l: Lock) {
            "unlock" atomic l.held = false;
            learned[l.channel] = known[me];
        }

        /// A variable in user memory through which one thread tells another that it is done.
        type Flag = struct { raised: bool; channel: Channel; };
        fun lowered(ch: Channel): Flag = Flag { raised: false, channel: ch };

        proc set_flag(ref f: Flag) {
            "set the flag" atomic f.raised = true;
            learned[f.channel] = join(learned[f.channel], known[me]);
        }
        proc await_flag(ref f: Flag) {
            "see the flag" await f.raised;
            known[me] = join(known[me], learned[f.channel]);
        }
        """;

    private const string Tlb =
        """
        // models/lib/tlb.model
        // One address space on every CPU, and the TLB in two forms that must agree. No paging-structure cache, no dirty bit.
        use "sync.model";

        default param PAGES = 2;
        default param VAS = 1;
        default type Page = id(PAGES) as "page";
        default type Va   = id(VAS) as "va";

        type TlbForm = enum { explicit, may_cache };
        /// explicit: entries, filled and evicted at any time. may_cache: every translation that the CPU may still hold.
        param TLB: TlbForm = may_cache;

        type Translation = struct { page: Page; w: bool; };
        type Pte = enum { empty, swapped, map(page: Page, w: bool) };

        private var pte : [Va] Pte = empty;
        private var tlb : [Cpu] [Va] set Translation = {};

        /// what a page walk would give now
        fun walk_now(v: Va): set Translation = pte[v] is map ? { Translation { page: pte[v].page, w: pte[v].w } } : {};
        /// what is left after an invalidation: with may_cache the walker may have filled again at once
        fun after_flush(v: Va): set Translation = TLB == may_cache ? walk_now(v) : {};
        fun permits(t: Translation, write: bool): bool = t.w || !write;

        // --- the walker: other entries for the address do not keep it from filling ---
        may rule walk for c: Cpu, v: Va on c when TLB == explicit && walk_now(v) - tlb[c][v] != {} {
            tlb[c][v] += walk_now(v);
        }
        may rule evict for c: Cpu, v: Va, t: Translation on c when TLB == explicit && t in tlb[c][v] {
            tlb[c][v] -= {t};
        }

        // --- every write of a PTE goes through these two ---
        /// set_pte_at()
        proc set_pte(v: Va, e: Pte) {
            atomic {
                pte[v] = e;
                if (TLB == may_cache) { foreach c in all Cpu { tlb[c][v] += walk_now(v); } }
            }
        }
        /// ptep_get_and_clear(), with an entry to leave behind
        proc get_and_set_pte(v: Va, e: Pte) -> Pte {
            atomic { let before = pte[v]; set_pte(v, e); }
            return before;
        }

        // --- flushes ---
        /// flush_tlb_local(): all entries of CPU c
        proc flush_local(c: Cpu) { atomic tlb[c] = [v: Va: after_flush(v)]; }
        /// INVLPG on CPU c
        proc invlpg(c: Cpu, v: Va) { atomic tlb[c][v] = after_flush(v); }

        /// Part of the step in which CPU c has flushed everything: for those who keep account of pending flushes.
        default proc flushed(c: Cpu) {}

        /// smp_call_function_many(): IPIs to all of `cpus`, taken in any order, and the wait for them. The handler is one step;
        /// luf/h2-generation-too-early.model has the long form.
        proc flush_cpus(cpus: set Cpu) {
            foreach k in cpus { "IPI: flush everything" atomic { flush_local(k); flushed(k); } }
        }
        /// flush_tlb_page()
        proc flush_page(v: Va) {
            foreach k in all Cpu { "IPI: flush the page" invlpg(k, v); }
        }

        /// The translation that an access of this CPU uses, part of the step of that access: a hit, or none for a page fault.
        /// A fault drops what the CPU holds for the address, as on x86.
        proc translate(v: Va, write: bool) -> Translation? {
            let found: Translation?;
            atomic {
                either {
                    choose hit in tlb[me][v] where permits(hit, write);
                    found = hit;
                } or {
                    await !(exists t: Translation: t in walk_now(v) && permits(t, write));
                    invlpg(me, v);
                    found = none;
                }
            }
            return found;
        }
        """;

    private const string Asid =
        """
        /// new_context(), with asid_lock held: only active_asids can change meanwhile, the rest goes in one step
        proc new_context(m: Mm, stale: Id?) -> Id {
            if (stale != none) {
                "keep the ASID, if it is reserved or still free" atomic {
                    let renewed = Id { gen: generation, asid: stale.asid };
                    let keep = (exists k: Cpu: reserved[k] == stale) || !(stale.asid in asid_map);
                    if (keep) {
                        asid_map += {stale.asid};
                        reserved = [k: Cpu: reserved[k] == stale ? renewed : reserved[k]];
                        context_id[m] = renewed;
                    }
                }
                if (keep) return renewed;
            }
            "are all ASIDs taken?" let full = asid_map == all Asid;
            if (full) { rollover(); }
            "take a free ASID" atomic {
                choose a in Asid where !(a in asid_map);
                asid_map += {a};
                let fresh = Id { gen: generation, asid: a };
                context_id[m] = fresh;
            }
            return fresh;
        }

        /// flush_context()
        proc rollover() {
            "ROLLOVER" atomic { generation += 1; asid_map = {}; }
            foreach k in all Cpu {                               // the fast path of the others runs between these steps
                "take what the CPU runs" atomic {
                    let runs = xchg(active[k], none);
                    if (runs == none) { runs = reserved[k]; }
                    if (runs != none && !no_reserved) { asid_map += {runs.asid}; }
                    reserved[k] = runs;
                }
            }
            "all CPUs must flush" flush_pending = all Cpu;
        }

        // --- the page tables ---
        /// flush_tlb_page() of the only page. TLBI and DSB are one step here; arm64-tlbi.model has them apart.
        proc unmap(m: Mm) {
            let old: Frame?;
            let ctx: Id?;
            if (asid_read_early) {
                "read mm.context.id" ctx = context_id[m];
                "A1 clear the PTE"   old = xchg(pte[m], none);
            } else {
                "A1 clear the PTE"   old = xchg(pte[m], none);
                "read mm.context.id" ctx = context_id[m];
            }
            if (old == none) return;
            if (ctx != none) { "TLBI ASID, DSB" atomic tlb = [c: Cpu: [a: Asid: a == ctx.asid ? {} : tlb[c][a]]]; }
            "free the frame" owner[old] = none;
        }
        proc map_page(m: Mm) {
            "map a free frame" atomic {
                if (pte[m] == none && (exists g: Frame: owner[g] == none)) {
                    choose f in Frame where owner[f] == none;
                    owner[f] = m;
                    pte[m] = f;
                }
            }
        }

        thread cpu for c: Cpu on c {
            loop {
                either {
                    switch_context(any Mm);
                } or {
                    "which mm runs here?" let now = ttbr[me];
                    if (now != none) { unmap(now.mm); }
                } or {
                    "which mm runs here?" let now = ttbr[me];
                    if (now != none) { map_page(now.mm); }
                }
            }
        }

        // An access is possible at any time, so it needs no rule.
        invariant own_frames_only "a CPU reaches a frame that its mm does not own":
            forall c: Cpu, f: Frame: ttbr[c] != none && f in tlb[c][ttbr[c].asid] => owner[f] == ttbr[c].mm;
        invariant no_shared_asid "two CPUs run two mms under one ASID":
            forall c: Cpu, k: Cpu: ttbr[c] != none && ttbr[k] != none && ttbr[c].asid == ttbr[k].asid
                => ttbr[c].mm == ttbr[k].mm;
        reachable rolled_over "a rollover has taken place": generation >= 2;

        expect holds;                                                    // not run yet
        expect violated own_frames_only with asid_read_early = on;       // not run yet
        expect violated no_shared_asid with no_reserved = on;            // not run yet
        expect violated own_frames_only with skip_pending = on;          // not run yet
        """;
}
